import type { ExpectationNode } from '../../contract/expectation.ts';
import { EngineError, type EngineValue, type Session } from '../../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import type { Sample } from '../../outcome/outcome.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { isDecimal } from '../../value/numeric.ts';
import {
  holdsPersonal,
  type Masks,
  mayLookPersonal,
  sampleOf,
  tellsValue,
} from '../disclosure/masking.ts';
import { exactNumber } from '../engine-numbers.ts';
import type { Measured, SegmentValue } from '../measure-request.ts';
import { filterSql, isGrouped } from '../select.ts';
import { printValue } from '../verdict/judge-bound.ts';

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
  masks: Masks,
): Promise<Blame> {
  const { metric } = node;
  const { sql } = measured;
  if (metric.scope.per.length > 0) return { sample: segmentSample(node, segments, masks), sql };
  if (measured.met) return { sample: metSample(measured.met, masks), sql };
  if (!isGrouped(metric.value)) return { sample: null, sql };
  const examples = session.dialect.examples(metric.value, groupedFrom(node, session), session);
  const isMasked = metric.needs.some(({ column }) => masks.columns.has(column));
  const columns = isMasked
    ? new Set(examples.columns.filter(isValue(metric.value)))
    : masks.columns;
  return {
    sample: await read(examples.sql, examples.columns, session, { ...masks, columns }),
    sql,
  };
}

/** The first rows that violate one expectation, by a query that ends when it has them. */
export async function firstRows(
  { node }: Miss,
  where: string,
  session: Session,
  masks: Masks,
): Promise<Blame> {
  const columns = shownColumns(node, session);
  const row = shownRowSql(columns, session, masks);
  const sql = `select ${row} as m from ${session.relation} where ${unpushed(where)} limit ${most.rows}`;
  const rows = await orNone(session.query(sql));
  const shown = rows?.map(({ m }) => m as readonly (string | null)[]);
  const sample = shown ? sampleOf(columns, shown, masks.columns) : null;
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
const isValue = (value: Aggregate) => (_: string, at: number, columns: readonly string[]) =>
  !isFoundBy(value, 'grouping') || at < columns.length - 1;

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

/** A FLOAT is judged as the double that it is, where 0.10000000149011612 would be shown as 0.1; an INTERVAL as ISO text. */
function asJudged(name: string, type: string, session: Session): string {
  const { dialect } = session;
  if (type === 'FLOAT' || type === 'INTERVAL')
    return dialect.scalar({ kind: 'column', name }, session);
  const quoted = dialect.identifier(name);
  return /^FLOAT(?:\[\d*\])+$/.test(type)
    ? `cast(${quoted} as ${type.replace('FLOAT', 'DOUBLE')})`
    : quoted;
}

/**
 * The values of a row as a list of texts, masked in the engine; all of a text is looked at, for what is cut off may be
 * what is personal. A list, so that what looks at them stands in the query once.
 */
export function shownRowSql(names: readonly string[], session: Session, masks: Masks): string {
  const mask = `'${maskedText}'`;
  const cells = names.map((name) => {
    const quoted = session.dialect.identifier(name);
    const described = session.columns.find((one) => one.name === name);
    const isHidden = masks.columns.has(name);
    return {
      text: isHidden
        ? `case when ${quoted} is null then null else ${mask} end`
        : `cast(${asJudged(name, described?.type ?? '', session)} as varchar)`,
      isAsked: !isHidden && masks.looks && (!described || mayLookPersonal(described)),
    };
  });
  const cut = (text: string) => `left(${text}, ${most.characters})`;
  if (!cells.some(({ isAsked }) => isAsked))
    return `[${cells.map(({ text }) => cut(text)).join(', ')}]`;
  const list = cells.map(({ text, isAsked }) => `{t: ${text}, p: ${isAsked}}`).join(', ');
  // Written as `v.t`, it would be a field of the dataset's own column `v` where there is one.
  const [text, isAsked] = [`struct_extract(v, 't')`, `struct_extract(v, 'p')`];
  return `list_transform([${list}], lambda v: case when ${isAsked} and ${session.dialect.personal(text)} then ${mask} else ${cut(text)} end)`;
}

async function read(
  sql: string,
  columns: readonly string[],
  session: Session,
  masks: Masks,
): Promise<Sample | null> {
  const rows = await orNone(session.query(sql));
  const shown = rows?.map((row) =>
    columns.map((name) => shownValue(row[name] ?? null, name, masks)),
  );
  return shown ? sampleOf(columns, shown, masks.columns) : null;
}

/** The verdict stands without its sample: a value that can't be cast to text must not turn it into an error. */
async function orNone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** A value as text, for what has been read already. */
function shownValue(value: EngineValue, name: string, { columns, looks }: Masks): string | null {
  if (value === null) return null;
  if (columns.has(name) || (looks && holdsPersonal(value))) return maskedText;
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  return printed(value).slice(0, most.characters);
}

function printed(value: Exclude<EngineValue, Date | null>): string {
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (isDecimal(value)) return exactNumber(value);
  return JSON.stringify(value, jsonValue);
}

const jsonValue = (_: string, value: unknown) =>
  typeof value === 'bigint' ? String(value) : value;

function metSample({ columns, rows }: NonNullable<Measured['met']>, masks: Masks): Sample {
  const shown = rows.map((row) =>
    columns.map((name, at) => shownValue(row[at] ?? null, name, masks)),
  );
  return sampleOf(columns, shown, masks.columns);
}

function segmentSample(
  node: ExpectationNode,
  missed: readonly SegmentValue[],
  masks: Masks,
): Sample {
  const { per } = node.metric.scope;
  const shownMeasure = (value: SegmentValue['value'], of: SegmentValue['of']) => {
    if (value === null) return null;
    return tellsValue(node.metric, of, value, masks) ? maskedText : printValue(value, node, of);
  };
  const rows = missed
    .slice(0, most.rows)
    .map(({ segment, value, of }) => [
      ...per.map((name, at) => shownValue(segment[at] ?? null, name, masks)),
      shownMeasure(value, of),
    ]);
  return sampleOf([...per, `${node.metric.name}()`], rows, masks.columns);
}
