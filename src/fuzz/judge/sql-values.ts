import type { Dataset } from '../../dataset/dataset.ts';
import {
  type ColumnDescription,
  EngineError,
  type EngineRow,
  type Session,
} from '../../engine/engine.ts';
import { openDataset } from '../../engine/engines.ts';
import { sqlLiteral } from './sql-literal.ts';

/** A predicate in a user's SQL, and those that select the rows for which it is asked. */
export interface SqlTest {
  readonly where: readonly string[];
  readonly text: string;
  /** A text that only equal tests share. */
  readonly key: string;
}

/** Verdicts on the rows, in order; null where the SQL gives NULL and for rows that are not selected. */
export type SqlVerdicts = readonly (boolean | null)[];

/** Makes a test of the rows for which the predicates before it are true. */
export const sqlTest = (where: readonly string[], text: string): SqlTest => ({
  where,
  text,
  key: JSON.stringify([where, text]),
});

/** Opens an engine for rows with these columns. No row is loaded. */
export const openForColumns = (
  columns: readonly ColumnDescription[],
  now: Date,
  root: string,
): Promise<Session> => openDataset(emptyTable(columns), [], { root, now, threads: 1 });

const emptyTable = (columns: readonly ColumnDescription[]): Dataset => ({
  kind: 'rows',
  engine: 'duckdb',
  label: 'the output of the step',
  watch: [],
  access: async () => ({ directories: [], extensions: [], setup: [] }),
  open: async (reader) => {
    const relation = reader.freshName();
    await reader.insert(relation, columns, []);
    return { relation: `"${relation}"`, problems: [], problemCount: 0, notes: [] };
  },
});

/**
 * Runs tests in SQL over rows, all in one query. A test at which the engine fails gets its error; if one fails, each is
 * asked by itself.
 */
export async function runSqlTests(
  tests: readonly SqlTest[],
  rows: readonly EngineRow[],
  session: Session,
): Promise<readonly (SqlVerdicts | EngineError)[]> {
  const together = await verdictsOrError(tests, rows, session);
  if (!(together instanceof EngineError)) return together;
  if (tests.length === 1) return [together];
  const alone: (SqlVerdicts | EngineError)[] = [];
  for (const test of tests) {
    const found = await verdictsOrError([test], rows, session);
    alone.push(found instanceof EngineError ? found : (found[0] ?? []));
  }
  return alone;
}

async function verdictsOrError(
  tests: readonly SqlTest[],
  rows: readonly EngineRow[],
  session: Session,
): Promise<readonly SqlVerdicts[] | EngineError> {
  if (rows.length === 0) return tests.map(() => []);
  try {
    const found = await session.query(sqlOfTests(tests, rows, session));
    return tests.map((_, at) => found.map((row) => asVerdict(row[`t${at}`])));
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

const asVerdict = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** Prints a query over the rows as lists, a column each: DuckDB reads them in half the time of VALUES. */
function sqlOfTests(
  tests: readonly SqlTest[],
  rows: readonly EngineRow[],
  session: Session,
): string {
  const { dialect } = session;
  const columns = columnsRead(tests, session.columns).map(({ name, type }) => {
    const values = rows.map((row) => sqlLiteral(row[name] ?? null, type, dialect));
    return `unnest(cast([${values.join(', ')}] as ${type}[])) as ${dialect.identifier(name)}`;
  });
  const place = dialect.identifier(placeBeside(session.columns));
  const list = tests.map((test, at) => `${sqlOfTest(test, session)} as t${at}`);
  const lists = [`unnest(range(${rows.length})) as ${place}`, ...columns];
  return `select ${list.join(', ')} from (select ${lists.join(', ')}) order by ${place}`;
}

function sqlOfTest({ where, text }: SqlTest, session: Session): string {
  const sql = (one: string) => session.dialect.predicate({ kind: 'sql', text: one }, session);
  return where.length === 0
    ? sql(text)
    : `case when ${where.map(sql).join(' and ')} then ${sql(text)} end`;
}

/** The columns whose names occur in the SQL, in any case. */
function columnsRead(tests: readonly SqlTest[], columns: readonly ColumnDescription[]) {
  const texts = tests.flatMap(({ where, text }) => [...where, text]).join('\n');
  const searched = texts.replaceAll('""', '"').toLowerCase();
  return columns.filter(({ name }) => searched.includes(name.toLowerCase()));
}

/** Returns a name that no column has, in any case. */
function placeBeside(columns: readonly ColumnDescription[]): string {
  let name = 'place';
  while (columns.some((column) => column.name.toLowerCase() === name)) name += '_';
  return name;
}
