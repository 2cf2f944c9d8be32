import { Declined } from '../../engine/engine.ts';
import { type Aggregate, traitsOf } from '../../metric/aggregate.ts';
import { columnsIn } from '../../metric/walk.ts';
import { chunks } from '../../value/chunks.ts';
import type { Numeric } from '../../value/numeric.ts';
import { numericValue } from '../engine-numbers.ts';
import type { PassContext } from '../measure-request.ts';
import { footerValue } from '../passes/footer-value.ts';
import { filterSql, type Item, isFusible } from '../select.ts';
import { factNumeric, numericFact } from './facts.ts';
import { checkedColumns } from './footer-check.ts';
import { readPieces } from './piece-queries.ts';
import type { States } from './piece-table.ts';
import type { Piece } from './pieces.ts';

/**
 * Measures items over pieces: from the footer of a piece, from its known facts, and by a scan of the pieces in which
 * something is missing. A fact is kept under the SQL that found it, so that it never has two meanings. Throws
 * `Declined` if the dialect can't express an item.
 */
export async function statesOf(
  items: readonly Item[],
  pieces: readonly Piece[],
  context: PassContext,
): Promise<States> {
  if (context.gathering) return context.gathering.states(items, pieces);
  const texts = new Map(items.map((item) => [item, itemSql(item, context)]));
  const byText = new Map([...texts].map(([item, text]) => [text, item]));
  const known = pieces.map((piece) => ({ piece, values: lookUp(byText, piece, context) }));
  const open = known.map((one) => ({
    ...one,
    missing: [...byText].filter(([text]) => !one.values.has(text)),
  }));
  const alike = ({ missing }: (typeof open)[number]) => missing.map(([text]) => text).join('\0');
  for (const group of Map.groupBy(open, alike).values()) {
    for (const asked of chunks(group[0]?.missing ?? [], context.session.capabilities.selectItems)) {
      await scan(asked, group, context);
    }
  }
  return new Map(
    [...texts].map(([item, text]) => [item, known.map(({ values }) => values.get(text) ?? null)]),
  );
}

/** Returns why the dialect can't express one of the items; null if it can express all. */
export function declined(items: readonly Item[], context: PassContext): string | null {
  try {
    for (const item of items) itemSql(item, context);
    return null;
  } catch (error) {
    if (error instanceof Declined) return error.message;
    throw error;
  }
}

function itemSql({ aggregate, where }: Item, { session }: PassContext): string {
  if (!isFusible(aggregate)) throw new Declined(`${aggregate.kind} needs its own pass`);
  return session.dialect.aggregate(aggregate, filterSql(where, session), session);
}

function lookUp(
  byText: ReadonlyMap<string, Item>,
  { id, statistics }: Piece,
  { session, facts }: PassContext,
): Map<string, Numeric | null> {
  const values = new Map<string, Numeric | null>();
  for (const [text, { aggregate, where }] of byText) {
    const known =
      statistics === null || where.length > 0
        ? undefined
        : footerValue(aggregate, statistics, session);
    if (known !== undefined) {
      values.set(text, known);
      continue;
    }
    const kept = id === null ? undefined : facts.get(id, text);
    if (kept !== undefined) values.set(text, factNumeric(kept));
  }
  return values;
}

interface Open {
  readonly piece: Piece;
  readonly values: Map<string, Numeric | null>;
}

async function scan(
  asked: readonly (readonly [text: string, item: Item])[],
  open: readonly Open[],
  context: PassContext,
): Promise<void> {
  const pieces = open.map(({ piece }) => piece);
  const checked = checkedColumns(
    asked.map(([, item]) => item),
    pieces,
    context,
  );
  const list = [...asked.map(([text], at) => `${text} as m${at}`), ...checked.sql].join(', ');
  const rows = await readPieces(
    pieces,
    ({ relation }) => `select ${list} from ${relation}`,
    context,
  );
  for (const [index, { piece, values }] of open.entries()) {
    const row = rows[index]?.[0];
    checked.check(piece, row);
    for (const [place, [text, { aggregate }]] of asked.entries()) {
      const value = numericValue(row?.[`m${place}`]);
      values.set(text, value);
      const isPrivate = mayRevealValues(aggregate, context.masked);
      if (piece.id !== null) context.facts.put(piece.id, text, numericFact(value), isPrivate);
    }
  }
}

/** True if an aggregate may contain a value of a masked column. Counts never do. */
const mayRevealValues = (aggregate: Aggregate, masked: ReadonlySet<string>) =>
  traitsOf(aggregate).number === 'amount' &&
  [...columnsIn(aggregate)].some((name) => masked.has(name));
