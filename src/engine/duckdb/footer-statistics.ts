import type { Part } from '../../dataset/dataset.ts';
import { literal, literals, pathOfExact } from '../../dataset/sql/quote.ts';
import type { Family } from '../../metric/expression.ts';
import { type Numeric, parseDecimal } from '../../value/numeric.ts';
import type {
  ColumnDescription,
  ColumnStatistics,
  EngineValue,
  PartStatistics,
} from '../engine.ts';

type Row = Readonly<Record<string, EngineValue>>;

/** Families whose least and greatest value a footer gives in full; that of text may be cut short. */
const ordered: readonly Family[] = ['integer', 'decimal', 'float', 'date', 'timestamp'];

/**
 * Reads what the footers of Parquet files say of these columns, a row group for a row group, added up in the engine.
 *
 * A row group without a bound says nothing of its values, unless all of them are NULL. Bounds of doubles are taken from
 * DuckDB's own files alone: it leaves them out where there is a NaN, and other writers skip it. Names with ', ' are
 * left out, since a nested column's parts are written so.
 */
export async function footerStatistics(
  parts: readonly Part[],
  columns: readonly ColumnDescription[],
  query: (sql: string) => Promise<readonly Row[]>,
): Promise<readonly PartStatistics[]> {
  const paths = literals(parts.map(({ footer }) => footer));
  const usable = columns.filter(
    ({ name, family }) => !name.includes(', ') && !repeated.includes(family),
  );
  const told = usable.length === 0 ? [] : await query(columnsSql(paths, usable));
  const byName = new Map(columns.map((column) => [column.name, column]));
  const byFile = Map.groupBy(told, (row) => String(row.file_name));
  return parts.map((part) => {
    const path = pathOfExact(part.footer);
    const { rows, writer } = part;
    const mayTellFloats = /^DuckDB version v1\./.test(writer);
    const found = byFile.get(path) ?? [];
    if (rows > 0 && isRenamed(found, usable)) return { rows, columns: new Map() };
    const entries = found.map((row) => {
      const name = String(row.name);
      return [name, statisticsOf(row, rows, byName.get(name), mayTellFloats)] as const;
    });
    return { rows, columns: rows === 0 ? nothing(usable) : new Map(entries) };
  });
}

/**
 * True if the engine had to rename columns, since two of them differ by case alone: one may then have the name that
 * another has in the file. A column that is not made of others is listed under its own name.
 */
function isRenamed(found: readonly Row[], columns: readonly ColumnDescription[]): boolean {
  const names = new Set(found.map(({ name }) => name));
  return columns.some(({ name, family }) => !nested.includes(family) && !names.has(name));
}

/** A list that has no group around it is listed under its own name, and an empty one as a NULL. */
const repeated: readonly Family[] = ['list', 'map'];

const nested: readonly Family[] = ['struct', 'list', 'map', 'other'];

const nothing = (columns: readonly ColumnDescription[]) =>
  new Map(
    columns.map(({ name }) => [
      name,
      { nulls: 0, least: null, greatest: null, ascends: true, dictionary: 0, bytes: 0 },
    ]),
  );

/** One row a file and column, by type, since a bound is text that only its type can put in order. */
function columnsSql(paths: string, columns: readonly ColumnDescription[]): string {
  const byType = Map.groupBy(columns, ({ type, family }) =>
    ordered.includes(family) && type !== 'TIMESTAMP_NS' ? type : null,
  );
  const selects = [...byType].map(([type, of]) => typeSql(type, of));
  return `with chunks as materialized (
  select file_name, path_in_schema as name, row_group_id as place, row_group_num_rows as n, stats_null_count as nulls,
    stats_min_value as low, stats_max_value as high, total_compressed_size as bytes,
    data_page_offset - dictionary_page_offset as dictionary
  from parquet_metadata(${paths}) where row_group_num_rows > 0
) ${selects.join(' union all ')}`;
}

function typeSql(type: string | null, columns: readonly ColumnDescription[]): string {
  const isInstant = type !== null && /^(DATE|TIMESTAMP)/.test(type);
  const [low, high] = ['low', 'high'].map((bound) => {
    if (type === null) return 'null::integer';
    // A date may lie where no timestamp reaches.
    return isInstant
      ? `try(epoch_us(try_cast(${bound} as ${type})))`
      : `try_cast(${bound} as ${type})`;
  });
  const names = columns.map(({ name }) => literal(name)).join(', ');
  return `(select file_name, name, count(*) as groups, count(distinct place) as places, count(nulls) as counted,
    sum(nulls) as nulls, sum(n) as n, count(*) filter (where nulls = n) as empty, count(lo) as lows, count(hi) as highs,
    cast(min(lo) as varchar) as least, cast(max(hi) as varchar) as greatest,
    bool_and(previous is null or lo > previous) as ascends,
    count(dictionary) as dictionaries, max(dictionary) as dictionary, sum(bytes) as bytes
  from (
    select *, lag(hi) over (partition by file_name, name order by place) as previous
    from (select *, ${low} as lo, ${high} as hi from chunks where name in (${names}))
  ) group by file_name, name)`;
}

function statisticsOf(
  row: Row,
  rows: number,
  column: ColumnDescription | undefined,
  mayTellFloats: boolean,
): ColumnStatistics {
  const number = (name: string) => Number(row[name] ?? 0);
  const groups = number('groups');
  // Two columns of one name, or a row group that is not told of: nothing is known.
  const isWhole = number('places') === groups && number('n') === rows;
  const isTold = (bounds: string) =>
    isWhole &&
    number(bounds) + number('empty') === groups &&
    (column?.family !== 'float' || mayTellFloats);
  const areBoth = isTold('lows') && isTold('highs');
  return {
    nulls: isWhole && number('counted') === groups ? number('nulls') : null,
    least: areBoth ? bound(row.least, column) : null,
    greatest: areBoth ? bound(row.greatest, column) : null,
    ascends: areBoth && row.ascends === true,
    dictionary: isWhole && number('dictionaries') === groups ? number('dictionary') : null,
    bytes: number('bytes'),
  };
}

/** Null for what has no number: all are NULL. */
function bound(
  text: EngineValue | undefined,
  column: ColumnDescription | undefined,
): Numeric | null {
  if (typeof text !== 'string') return null;
  if (column?.family === 'decimal') return parseDecimal(text);
  if (column?.family !== 'float') return BigInt(text);
  const number = Number(text.replace('inf', 'Infinity'));
  if (Number.isNaN(number)) return null;
  return column.type === 'FLOAT' ? Math.fround(number) : number;
}
