import type { ExpectationNode } from '../contract/expectation.ts';
import { type Decimal, printNumeric } from '../contract/numeric.ts';
import { EngineError, type EngineValue, type Session } from '../engine/engine.ts';
import { maskedText } from '../outcome/mask.ts';
import type { Sample } from '../outcome/outcome.ts';
import { printValue } from './judge.ts';
import { tellsValue } from './masking.ts';
import type { Measured, SegmentValue } from './request.ts';
import { filterSql, isGrouped } from './select.ts';

/** How many rows are shown, how many columns of them, how much of a value. */
export const most = { rows: 10, columns: 6, characters: 80 } as const;

/** An expectation that missed its bound, and what was found of it. */
export interface Miss {
  readonly node: ExpectationNode;
  readonly measured: Measured;
  /** The segments that miss it. */
  readonly segments: readonly SegmentValue[];
  /** How many rows violate it; null where that is not known. */
  readonly violations: number | null;
}

/** Some of what violates it, masked, and the SQL that shows the rest. */
export interface Blame {
  readonly sample: Sample | null;
  readonly sql: string | null;
  readonly notes?: readonly string[];
}

/** What can be shown without looking at single rows: segments, rows that a pass has met, groups of equal rows. */
export async function blameWithoutRows(
  { node, measured, segments }: Miss,
  session: Session,
  masked: ReadonlySet<string>,
): Promise<Blame> {
  const { metric } = node;
  const { sql } = measured;
  if (metric.scope.per.length > 0) return { sample: segmentSample(node, segments, masked), sql };
  if (measured.met) return { sample: metSample(measured.met, masked), sql };
  if (!isGrouped(metric.value)) return { sample: null, sql };
  const examples = session.dialect.examples(metric.value, groupedFrom(node, session), session);
  const isMasked = metric.needs.some(({ column }) => masked.has(column));
  const hidden = isMasked ? new Set(examples.columns.filter(isValue(metric.value.kind))) : masked;
  return { sample: await read(examples.sql, examples.columns, session, hidden), sql };
}

/** The first rows that violate one expectation, by a query that ends when it has them. */
export async function firstRows(
  { node }: Miss,
  where: string,
  session: Session,
  masked: ReadonlySet<string>,
): Promise<Blame> {
  const columns = shownColumns(node, session);
  const list = columns
    .map((name) => `${shownValueSql(name, session, masked)} as ${session.dialect.identifier(name)}`)
    .join(', ');
  const sample = await read(
    `select ${list} from ${session.relation} where ${unpushed(where)} limit ${most.rows}`,
    columns,
    session,
    masked,
  );
  return { sample, sql: violatingRows(where, session) };
}

/**
 * In a CASE, which the engine does not push into its reading of the file: what it pushes has lost rows
 * (duckdb/duckdb#24994).
 */
export const unpushed = (...conditions: readonly string[]) =>
  `case ${conditions.map((where) => `when ${where} then true`).join(' ')} else false end`;

export const violatingRows = (where: string, { relation }: Session) =>
  `select * from ${relation} where ${where}`;

/** Where groups are shown, their size comes last; it is no value of the data. */
const isValue = (kind: string) => (_: string, at: number, columns: readonly string[]) =>
  !['duplicates', 'mostFrequent'].includes(kind) || at < columns.length - 1;

const groupedFrom = ({ metric: { scope } }: ExpectationNode, session: Session) => ({
  relation: session.relation,
  filter: filterSql(scope.where, session),
  per: scope.per,
});

/** The rows that violate an expectation, as an SQL condition; null where no single row does, or a pass has met them. */
export function violatingSql(
  { node: { metric }, measured }: Miss,
  session: Session,
): string | null {
  if (metric.violating === null || metric.scope.per.length > 0 || measured.met) return null;
  const violating = session.dialect.predicate(metric.violating, session);
  return [filterSql(metric.scope.where, session), violating]
    .filter((part) => part !== null)
    .join(' and ');
}

/** The columns that the expectation is about come first, then the dataset's own order. */
export function shownColumns({ metric }: ExpectationNode, { columns }: Session): readonly string[] {
  const names = columns.map(({ name }) => name);
  const texts = [...metric.scope.where, ...(metric.name === 'satisfy' ? [metric.label] : [])].join(
    ' ',
  );
  const words = new Set(texts.split(/[^\p{L}\p{N}_]+/u));
  const about = [
    ...metric.needs.map(({ column }) => column),
    ...names.filter((name) => words.has(name)),
  ];
  return [...new Set([...about, ...names])]
    .filter((name) => names.includes(name))
    .slice(0, most.columns);
}

export function shownValueSql(
  name: string,
  { dialect }: Session,
  masked: ReadonlySet<string>,
): string {
  const quoted = dialect.identifier(name);
  const text = masked.has(name)
    ? `'${maskedText}'`
    : `left(cast(${quoted} as varchar), ${most.characters})`;
  return `case when ${quoted} is null then null else ${text} end`;
}

async function read(
  sql: string,
  columns: readonly string[],
  session: Session,
  masked: ReadonlySet<string>,
): Promise<Sample | null> {
  try {
    const rows = await session.query(sql);
    return {
      columns,
      rows: rows.map((row) =>
        columns.map((name) => shownValue(row[name] ?? null, masked.has(name))),
      ),
      masked: columns.filter((name) => masked.has(name)),
    };
  } catch (error) {
    // The verdict stands without its sample: a value that can't be cast to text must not turn it into an error.
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** A value as text, for what has been read already. */
function shownValue(value: EngineValue, isMasked: boolean): string | null {
  if (value === null) return null;
  if (isMasked) return maskedText;
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  return printed(value).slice(0, most.characters);
}

function printed(value: Exclude<EngineValue, Date | null>): string {
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (isDecimal(value)) return printNumeric(value).replaceAll(',', '');
  return JSON.stringify(value, jsonValue);
}

const isDecimal = (value: object): value is Decimal => 'digits' in value && 'scale' in value;

const jsonValue = (_: string, value: unknown) =>
  typeof value === 'bigint' ? String(value) : value;

function metSample(
  { columns, rows }: NonNullable<Measured['met']>,
  masked: ReadonlySet<string>,
): Sample {
  return {
    columns,
    rows: rows.map((row) =>
      row.map((value, at) => shownValue(value, masked.has(columns[at] ?? ''))),
    ),
    masked: columns.filter((name) => masked.has(name)),
  };
}

function segmentSample(
  node: ExpectationNode,
  missed: readonly SegmentValue[],
  masked: ReadonlySet<string>,
): Sample {
  const { per } = node.metric.scope;
  const shownMeasure = (value: SegmentValue['value'], of: SegmentValue['of']) => {
    if (value === null) return null;
    return tellsValue(node.metric, of, masked) ? maskedText : printValue(value, node, of);
  };
  return {
    columns: [...per, `${node.metric.name}()`],
    rows: missed
      .slice(0, most.rows)
      .map(({ segment, value, of }) => [
        ...segment.map((part, at) => shownValue(part, masked.has(per[at] ?? ''))),
        shownMeasure(value, of),
      ]),
    masked: per.filter((name) => masked.has(name)),
  };
}
