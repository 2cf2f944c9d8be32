import type { ExpectationNode } from '../../contract/expectation.ts';
import {
  EngineError,
  type EngineValue,
  orDeclined,
  type Session,
  type ShownCell,
  type ShownRows,
} from '../../engine/engine.ts';
import { type Aggregate, isFoundBy } from '../../metric/aggregate.ts';
import type { Sample } from '../../outcome/outcome.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { exactNumber, isDecimal } from '../../value/numeric.ts';
import {
  holdsPersonal,
  type Masks,
  mayLookPersonal,
  sampleOf,
  tellsValue,
} from '../disclosure/masking.ts';
import type { Measured, SegmentValue } from '../measure-request.ts';
import { filterSql, isGrouped } from '../select.ts';
import { printValue } from '../verdict/judge-bound.ts';

/** How many rows are shown, how many columns of them, how much of a value. */
const most = { rows: 10, columns: 6, characters: 80 } as const;

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
  const sample = await read(examples.sql, examples.columns, session, { ...masks, columns });
  const shows = metric.value.kind === 'duplicates' ? 'groups' : 'rows';
  return { sample: sample && { ...sample, shows }, sql };
}

/** The first rows that violate one expectation, by a query that ends when it has them. */
export async function firstRows(
  { node }: Miss,
  where: string,
  session: Session,
  masks: Masks,
): Promise<Blame> {
  const columns = shownColumns(node, session);
  const shown = shownRows(columns, session, masks);
  const sql = orDeclined(() => session.dialect.firstRows(where, shown, session));
  const sample =
    sql === null
      ? await read(plainRows(where, shown, session), columns, session, masks)
      : await readMasked(sql, columns, session, masks);
  return { sample, sql: violatingRows(where, session) };
}

async function readMasked(
  sql: string,
  columns: readonly string[],
  session: Session,
  masks: Masks,
): Promise<Sample | null> {
  const rows = await orNone(session.query(sql));
  const shown = rows?.map(({ m }) => m as readonly (string | null)[]);
  return shown ? sampleOf(columns, shown, masks.columns) : null;
}

/**
 * The same rows as plain values, for an engine that has no words for looking at a text: values of masked columns stay in
 * the engine, and what looks personal is masked once it is read.
 */
function plainRows(where: string, { relation, cells }: ShownRows, { dialect }: Session): string {
  const list = cells.map(({ column, shown }) => {
    const quoted = dialect.identifier(column);
    const mask = dialect.literal(maskedText);
    return shown === 'masked'
      ? `case when ${quoted} is null then null else ${mask} end as ${quoted}`
      : quoted;
  });
  return `select ${list.join(', ')} from ${relation} where ${where} limit ${most.rows}`;
}

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

/** The cells of a row that are shown; all of a text is looked at, for what is cut off may be what is personal. */
export function shownRows(names: readonly string[], session: Session, masks: Masks): ShownRows {
  const cells = names.map((column): ShownCell => {
    const described = session.columns.find(({ name }) => name === column);
    if (masks.columns.has(column)) return { column, shown: 'masked' };
    const isAsked = masks.looks && (!described || mayLookPersonal(described));
    return { column, shown: isAsked ? 'unlessPersonal' : 'value' };
  });
  const { relation } = session;
  return { relation, cells, most: most.rows, characters: most.characters, mask: maskedText };
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
  return sampleOf([...per, `${node.metric.name}()`], rows, masks.columns, 'segments');
}
