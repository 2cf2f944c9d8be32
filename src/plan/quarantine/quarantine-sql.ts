import type { ColumnDescription, Session } from '../../engine/engine.ts';
import type { Piece } from '../states/pieces.ts';
import type { RowCondition } from '../violations/row-condition.ts';
import type { Miss } from '../violations/samples.ts';

/** A miss by the id of its expectation. */
export interface NamedMiss {
  readonly id: string;
  readonly miss: Miss;
}

/** What is violated by rows that SQL can tell. */
export interface Blamed extends NamedMiss {
  readonly condition: Extract<RowCondition, { kind: 'rows' }>;
}

/** The rows to write, and what the files must be found to hold. */
export interface QuarantineWork {
  readonly session: Session;
  readonly pieces: readonly Piece[];
  readonly rows: number;
  readonly misses: readonly NamedMiss[];
  /** Expectations that could not be judged: rows may violate them. */
  readonly unjudged: number;
}

/** Names of our own columns that none of the dataset's has. */
export function namesBeside({ columns }: Session) {
  const isTaken = (start: string) =>
    columns.some(({ name }) => name.toLowerCase().startsWith(start));
  const free = (name: string): string => (isTaken(name) ? free(`${name}_`) : name);
  return {
    row: free('assay_row'),
    expectations: free('assay_expectations'),
    file: free('assay_file'),
    flag: free('assay_violates'),
  };
}

export type Names = ReturnType<typeof namesBeside>;

/** All rows with their numbers, and whether each violates each expectation; numbered first, so that nothing is pushed down. */
function flagged(blamed: readonly Blamed[], names: Names, { session }: QuarantineWork): string {
  const flags = blamed.map(
    ({ condition }, at) =>
      `case when ${condition.sql} then true else false end as ${names.flag}${at}`,
  );
  const numbered = `select *, row_number() over () as ${names.row} from ${session.relation}`;
  return `select ${['*', ...flags].join(', ')} from (${numbered})`;
}

const anyFlag = (blamed: readonly Blamed[], { flag }: Names) =>
  blamed.length === 0 ? 'false' : blamed.map((_, at) => `${flag}${at}`).join(' or ');

/** More files than this are not told apart. */
const mostFiles = 1000;

/** The file of a row, from the numbers of rows that the files say they have; null where they don't. */
function fileSql({ row }: Names, { session, pieces }: QuarantineWork): string | null {
  if (pieces.length > mostFiles) return null;
  let end = 0;
  const ends: string[] = [];
  for (const { file, statistics } of pieces) {
    if (file === null || statistics === null) return null;
    end += statistics.rows;
    ends.push(`when ${row} <= ${end} then ${session.dialect.literal(file)}`);
  }
  return `case ${ends.join(' ')} end`;
}

const inOrder = (blamed: readonly Blamed[], { row }: Names) =>
  blamed.some(({ condition }) => condition.shuffles) ? ` order by ${row}` : '';

/** Types that Parquet has no place for, or would round. */
const asText = /HUGEINT|BIGNUM|^BIT$|UNION|VARIANT|GEOMETRY/;

function storedSql({ name, type }: ColumnDescription, { dialect }: Session): string {
  const quoted = dialect.identifier(name);
  return asText.test(type) ? `cast(${quoted} as varchar) as ${quoted}` : quoted;
}

/** The rows that violate anything: all their columns, what they violate, and where they stand. */
export function violatingRowsSql(
  blamed: readonly Blamed[],
  names: Names,
  work: QuarantineWork,
): string {
  const { session } = work;
  const ids = blamed.map(
    ({ id }, at) => `case when ${names.flag}${at} then ${session.dialect.literal(id)} end`,
  );
  const file = fileSql(names, work);
  const list = [
    ...session.columns.map((column) => storedSql(column, session)),
    `list_filter([${ids.join(', ')}], lambda id: id is not null) as ${names.expectations}`,
    ...(file === null ? [] : [`${file} as ${names.file}`]),
    names.row,
  ];
  return `select ${list.join(', ')} from (${flagged(blamed, names, work)}) where ${anyFlag(blamed, names)}${inOrder(blamed, names)}`;
}

/** The rows that violate nothing of it, as they are. */
export function cleanRowsSql(
  blamed: readonly Blamed[],
  names: Names,
  work: QuarantineWork,
): string {
  const list = work.session.columns.map((column) => storedSql(column, work.session)).join(', ');
  return `select ${list} from (${flagged(blamed, names, work)}) where not (${anyFlag(blamed, names)})${inOrder(blamed, names)}`;
}
