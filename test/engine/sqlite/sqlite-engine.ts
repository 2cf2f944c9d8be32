import { DatabaseSync } from 'node:sqlite';
import {
  type Engine,
  EngineError,
  type InsertColumn,
  type OpenSession,
  type Reader,
} from 'assay/engine';
import { describeColumns, rowsOf, sqliteDialect, stored } from './sqlite-dialect.ts';
import { checkExpression } from './sqlite-expressions.ts';

/** SQLite through Node's own client: an engine of another dialect, which has few of the things that DuckDB has. */
const open: OpenSession = async (dataset, hints, settings) => {
  const database = new DatabaseSync(':memory:');
  const prepare = (sql: string) => {
    if (settings.signal?.aborted) throw new EngineError('INTERRUPTED', 'The run was called off.');
    return told(() => {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement;
    });
  };
  const query = async (sql: string) => {
    const statement = prepare(sql);
    return told(() => [...rowsOf(statement, statement.iterate())]);
  };
  let names = 0;
  const reader: Reader = {
    granted: null,
    query,
    insert: async (table, columns, rows) => insert(database, table, columns, rows),
    freshName: () => {
      names += 1;
      return `rows_${names}`;
    },
  };
  const opened = await dataset.open(reader, hints, settings.root);
  const columns = describeColumns(await query(sqliteDialect.describe(opened.relation)));
  return {
    engine: 'sqlite',
    version: `sqlite ${database.prepare('select sqlite_version() as v').get()?.v}`,
    capabilities: { selectItems: 500, piecesAtOnce: 1 },
    dialect: sqliteDialect,
    relation: opened.relation,
    reproduce: null,
    columns,
    problems: opened.problems,
    problemCount: opened.problemCount,
    notes: opened.notes,
    unordered: opened.unordered ?? null,
    files: null,
    store: null,
    now: settings.now,
    isSame: async () => true,
    query,
    async *stream(sql) {
      const statement = prepare(sql);
      const rows = rowsOf(statement, statement.iterate());
      for (let chunk = told(() => take(rows)); chunk.length > 0; chunk = told(() => take(rows)))
        yield chunk;
    },
    checkExpression: async (text) => {
      checkExpression(text, (sql) => void prepare(sql), opened.relation);
      return { ordersNaN: [] };
    },
    close: async () => database.close(),
  };
};

export const sqliteEngine: Engine = { name: 'sqlite', open, close: async () => {} };

function take<Row>(rows: Iterator<Row>): readonly Row[] {
  const chunk: Row[] = [];
  while (chunk.length < 1000) {
    const next = rows.next();
    if (next.done) break;
    chunk.push(next.value);
  }
  return chunk;
}

function told<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new EngineError('ENGINE_FAILED', `SQLite could not answer: ${message}.`);
  }
}

function insert(
  database: DatabaseSync,
  table: string,
  columns: readonly InsertColumn[],
  rows: Iterable<readonly unknown[]>,
): void {
  const { identifier } = sqliteDialect;
  const list = columns.map(({ name, type }) => `${identifier(name)} ${type}`).join(', ');
  database.exec(`create table ${identifier(table)} (${list}); begin`);
  const statement = database.prepare(
    `insert into ${identifier(table)} values (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows)
    statement.run(...columns.map(({ type }, at) => stored(row[at] ?? null, type)));
  database.exec('commit');
}
