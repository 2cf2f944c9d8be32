import { join } from 'node:path';
import type { DialectContext, FlaggedRows, RowFlag, SettledRows } from '../engine.ts';
import { literal } from './dialect/expressions.ts';
import { bitmapSql, inBitmapSql, violatingRowsSql } from './dialect/flagged-rows.ts';
import { type Ask, shownSql } from './store-rows.ts';
import type { EngineRow } from './values/engine-values.ts';

/** The memory that bitmaps may take together, in bytes. */
const mostBytes = 64 * 2 ** 20;

interface Numbering {
  /** Returns SQL that reads the rows with their numbers; null if they must be counted. */
  readonly numbered: ((column: string) => string) | null;
  readonly freshName: () => string;
  /** The folder that the engine may write to; null if it may write anywhere. */
  readonly spill: string | null;
}

/**
 * Finds the rows of flags that look at other rows, and of those after which rows would lose their order. Each takes a query
 * over the columns that it needs, whose rows are kept as a bitmap. A window over whole rows would hold all of them in
 * memory, to be put in order again.
 */
export async function settleRows(
  asked: FlaggedRows,
  context: DialectContext,
  { numbered, freshName, spill }: Numbering,
  ask: Ask,
): Promise<SettledRows> {
  const { names, count } = asked;
  const run = (sql: string) => ask(sql, shownSql(sql));
  const plan = (sql: string) => {
    const explain = (path: string) => `explain copy (${sql}) to ${literal(path)} (format parquet)`;
    return ask(explain(join(spill ?? '', 'plan.parquet')), explain('…'));
  };
  const known = { ...asked, numbered: numbered?.(names.row) ?? null };
  const keepsOrder = async (flags: readonly RowFlag[]) =>
    known.numbered !== null &&
    isInOrder(await plan(violatingRowsSql({ ...known, flags }, context)));
  const { beside, isOrdered } = await divided(asked.flags, keepsOrder);
  if (beside.size * (count / 8) > mostBytes) return { rows: asked, release: async () => {} };
  const rows = isOrdered ? known : asked;
  const made: string[] = [];
  const release = async () => {
    for (const variable of made) await run(`reset variable ${variable}`);
  };
  const inBitmap = async (flag: RowFlag): Promise<RowFlag> => {
    const variable = freshName();
    await run(`set variable ${variable} = (${bitmapSql(rows, flag)})`);
    made.push(variable);
    return { ...flag, sql: inBitmapSql(variable, names, count), shuffles: false };
  };
  try {
    const flags: RowFlag[] = [];
    for (const flag of asked.flags) flags.push(beside.has(flag) ? await inBitmap(flag) : flag);
    return { rows: { ...rows, flags }, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Returns the flags to find first, and if the engine keeps the order of rows that have the others. */
async function divided(
  flags: readonly RowFlag[],
  keepsOrder: (flags: readonly RowFlag[]) => Promise<boolean>,
) {
  const beside = new Set(flags.filter(({ shuffles }) => shuffles));
  const others = () => flags.filter((flag) => !beside.has(flag));
  const isOrdered = await keepsOrder(others());
  if (isOrdered || !(await keepsOrder([]))) return { beside, isOrdered };
  for (const flag of others()) if (!(await keepsOrder([flag]))) beside.add(flag);
  return { beside, isOrdered: await keepsOrder(others()) };
}

/**
 * Returns true if a plan writes rows in their order though several threads do so. A condition may become a join, as a long
 * list of values does, which keeps none.
 */
const isInOrder = (plan: readonly EngineRow[]): boolean =>
  plan.some((line) => String(line.explain_value).includes('BATCH_COPY_TO_FILE'));
