import type { StatementSync } from 'node:sqlite';
import {
  type Adds,
  type ColumnDescription,
  Declined,
  type Dialect,
  EngineError,
  type EngineRow,
  type EngineValue,
  type Family,
} from 'assay/engine';
import { aggregateSql, examplesSql, groupedSql } from './sqlite-aggregates.ts';
import { identifier, literal, predicate, scalar } from './sqlite-predicates.ts';

const families: Readonly<Record<string, Family>> = {
  INTEGER: 'integer',
  BIGINT: 'integer',
  DOUBLE: 'float',
  VARCHAR: 'text',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'timestamp',
};

/** Columns as `describe` lists them. */
export const describeColumns = (rows: readonly EngineRow[]): readonly ColumnDescription[] =>
  rows.map(({ name, type }) => ({
    name: String(name),
    type: String(type),
    family: families[String(type)] ?? 'other',
  }));

/** A value as SQLite keeps it: instants as milliseconds. It has no NaN, and would make it NULL without a word. */
export function stored(value: unknown, type: string): string | number | bigint | null {
  if (families[type] === undefined)
    throw new EngineError('ENGINE_FAILED', `SQLite has no type for ${type}.`);
  if (Number.isNaN(value)) throw new EngineError('ENGINE_FAILED', 'SQLite has no NaN.');
  if (value instanceof Date) return value.getTime();
  return typeof value === 'boolean' ? Number(value) : (value as string | number | bigint | null);
}

/** Rows of a result; a column that is no expression has the type that it was declared with. */
export function* rowsOf(
  statement: StatementSync,
  rows: Iterable<unknown>,
): IterableIterator<EngineRow> & Iterator<EngineRow> {
  const types = statement.columns().map(({ name, type }) => [name, type] as const);
  for (const row of rows) {
    const values = row as Readonly<Record<string, EngineValue>>;
    yield Object.fromEntries(types.map(([name, type]) => [name, read(values[name] ?? null, type)]));
  }
}

function read(value: EngineValue, type: string | null): EngineValue {
  if (value === null) return null;
  if (type === 'BOOLEAN') return Number(value) === 1;
  return type === 'TIMESTAMP' ? new Date(Number(value)) : value;
}

const declines = (what: string) => (): never => {
  throw new Declined(`SQLite has no ${what}`);
};

/** The doubles of a sum are added in the order of their rows, and so alike in every run. */
const adds = (): Adds => 'exact';

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  identifier,
  literal,
  scalar,
  predicate,
  adds,
  aggregate: aggregateSql,
  grouped: groupedSql,
  examples: examplesSql,
  probe: (probe, context) => {
    if (probe.kind !== 'bin') throw new Declined('SQLite has no bitmaps');
    return `floor(${scalar(probe.of, context)} * ${1 / probe.step})`;
  },
  segmentKey: (value) => `(typeof(${value}) || quote(${value}))`,
  describe: (relation) => `select name, type from pragma_table_info(${named(relation)})`,
  frequencies: declines('grouping sets'),
  frequent: declines('grouping sets'),
  order: (value, relation) =>
    `select sum(v <= previous) as descents, sum(previous is null) as starts from (select v, lag(v) over () as previous from (select ${value} as v from ${relation} where ${value} is not null))`,
  valuesAt: declines('lists'),
  topValues: (column, relation, most) =>
    `select ${identifier(column)} as v from ${relation} where ${identifier(column)} is not null group by 1 order by count(*) desc, 1 limit ${most}`,
  distribution: declines('cells, in this toy'),
  firstRows: declines('lists'),
  firstRowsOfEach: declines('lists'),
  shownCounts: declines('lists'),
  profile: declines('estimates, in this toy'),
  counted: declines('words for the rows that are counted, in this toy'),
};

/** The name in a quoted relation, as text. */
const named = (relation: string) => literal(relation.slice(1, -1).replaceAll('""', '"'));
