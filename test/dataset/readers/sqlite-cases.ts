import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import type { ColumnHint } from '../../../src/dataset/dataset.ts';
import { sqlite } from '../../../src/dataset/sqlite/sqlite.ts';
import { slowSqlite } from '../slow/slow.ts';
import type { ReaderCase } from './reader-case.ts';
import {
  familiesFor,
  firstKind,
  kindBefore,
  oddValue,
  plainValue,
  type ValueKind,
  valueKind,
  written,
} from './written-values.ts';

/** A value as SQL for SQLite, or one that is bound, since its digits would not say all of it. */
type Stored = { readonly sql: string } | { readonly bound: number | bigint | string | Uint8Array };

interface SqliteColumn {
  readonly name: string;
  readonly declared: string;
  readonly kind: ValueKind;
  readonly odd: number;
  readonly before: ValueKind | 'alike';
  readonly families: ColumnHint['families'] | null;
}

const name = fc.constantFrom(
  'n',
  'when',
  'city',
  'a b',
  'ü',
  'x"y',
  'rowid',
  'r',
  'c0',
  'oid',
  '1',
  'select',
);

const declared = fc.constantFrom(
  ...[
    '',
    'INTEGER',
    'int',
    'BIGINT',
    'tinyint',
    'BOOLEAN',
    'bool',
    'REAL',
    'DOUBLE',
    'float',
    'NUMERIC',
    'DECIMAL(10,2)',
  ],
  ...[
    'TEXT',
    'varchar(10)',
    'CLOB',
    'ANY',
    'STRING',
    'BLOB',
    'DATE',
    'DATETIME',
    'TIMESTAMP',
    'TIME',
    'json',
    'uuid',
  ],
);

const column: fc.Arbitrary<SqliteColumn> = valueKind.chain((kind) =>
  fc.record({
    name,
    declared,
    kind: fc.constant(kind),
    odd: fc.constantFrom(0, 0, 0, 5, 50),
    before: kindBefore,
    families: familiesFor(kind),
  }),
);

const quoted = (text: string) => `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`;
const sql = (text: string): Stored => ({ sql: text });

const texts = (kind: ValueKind) => written[kind].map((value) => sql(quoted(value)));
const reals = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((bound): Stored => ({ bound })),
  fc
    .constantFrom(0.1, 1e308, 5e-324, 1.5e-310, -0, 2 ** 53, 1e22, 123456.789)
    .map((bound): Stored => ({ bound })),
  fc.constantFrom('9e999', '-9e999', '1.0', '0.1 + 0.2', '1e-320').map(sql),
);
const integers = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map((value) => sql(String(value))),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((bound): Stored => ({ bound })),
  fc.constantFrom('0', '1', '9007199254740993').map(sql),
);

/** The values of each kind, as SQLite keeps them. */
const values: Readonly<Record<ValueKind, fc.Arbitrary<Stored>>> = {
  integer: integers,
  number: fc.oneof({ weight: 3, arbitrary: reals }, { weight: 1, arbitrary: integers }),
  boolean: fc.constantFrom('0', '1').map(sql),
  date: texts('date'),
  instant: texts('instant'),
  time: texts('time'),
  text: texts('text'),
  json: texts('json'),
  empty: fc.constant(sql('null')),
};

const odd: fc.Arbitrary<Stored> = fc.oneof(
  { weight: 4, arbitrary: oddValue.map((value) => sql(quoted(value))) },
  { weight: 2, arbitrary: reals },
  { weight: 2, arbitrary: integers },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 8 }).map((bound): Stored => ({ bound })) },
  { weight: 1, arbitrary: fc.constantFrom("''", "'a' || char(0) || 'b'", "x''", 'null').map(sql) },
  { weight: 1, arbitrary: fc.constant(sql("cast(x'61ff62' as text)")) },
);

const valueIn = ({ kind, odd: oddOf }: SqliteColumn): fc.Arbitrary<Stored> =>
  fc.oneof(
    { weight: 100 - oddOf, arbitrary: values[kind] },
    { weight: oddOf, arbitrary: odd },
    { weight: 8, arbitrary: fc.constant(sql('null')) },
  );

const form = fc.record({
  shape: fc.constantFrom('table', 'table', 'table', 'without rowid', 'view', 'generated', 'key'),
  rowsBefore: fc.oneof(
    { weight: 20, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(5_100) },
  ),
  pageSize: fc.constantFrom(1024, 4096),
  deletes: fc.boolean(),
});

/** SQLite databases with any value in any column. */
export const sqliteCase: fc.Arbitrary<ReaderCase> = fc
  .uniqueArray(column, { minLength: 1, maxLength: 5, selector: ({ name: of }) => of.toLowerCase() })
  .chain((columns) =>
    fc
      .record({ rows: fc.array(fc.tuple(...columns.map(valueIn)), { maxLength: 25 }), form })
      .map(({ rows, form: drawn }): ReaderCase => {
        // The slow way can't read a table without row numbers in which there is no row.
        const isOdd = drawn.shape === 'without rowid' && rows.length + drawn.rowsBefore === 0;
        const one = isOdd ? { ...drawn, shape: 'key' as const } : drawn;
        const create = statementsOf(columns, one.shape);
        return {
          fast: sqlite('x.db', 't'),
          slow: slowSqlite('x.db', 't'),
          hints: columns.flatMap(({ name: of, families }): ColumnHint[] =>
            families === null ? [] : [{ name: of, families }],
          ),
          files: (root) => write(join(root, 'x.db'), create, columns, rows, one),
          options: { create, form: one, rows: rows.map((row) => row.map(shown)) },
          records: rows.length + one.rowsBefore,
        };
      }),
  );

type Form = typeof form extends fc.Arbitrary<infer One> ? One : never;

const identifier = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The statements that make the table `t0`, into which rows go, and `t`, which is read. */
function statementsOf(columns: readonly SqliteColumn[], shape: Form['shape']): readonly string[] {
  const list = columns
    .map(({ name: of, declared: type }) => `${identifier(of)} ${type}`)
    .join(', ');
  const names = columns.map(({ name: of }) => identifier(of)).join(', ');
  const view = `create view t as select ${names}, ${identifier(columns[0]?.name ?? '')} is null as "is null" from t0`;
  switch (shape) {
    case 'without rowid':
      return [`create table t (key integer primary key, ${list}) without rowid`];
    case 'view':
      return [`create table t0 (${list})`, view];
    case 'generated':
      return [
        `create table t (${list}, made as (typeof(${identifier(columns[0]?.name ?? '')})) stored)`,
      ];
    case 'key':
      return [`create table t (key integer primary key, ${list})`];
    default:
      return [`create table t (${list})`];
  }
}

function write(
  path: string,
  create: readonly string[],
  columns: readonly SqliteColumn[],
  rows: readonly (readonly Stored[])[],
  { shape, pageSize, rowsBefore, deletes }: Form,
): void {
  const database = new DatabaseSync(path);
  database.exec(`pragma page_size = ${pageSize}`);
  for (const statement of create) database.exec(statement);
  const table = shape === 'view' ? 't0' : 't';
  const hasKey = shape === 'without rowid';
  const names = [...(hasKey ? ['key'] : []), ...columns.map(({ name: of }) => identifier(of))].join(
    ', ',
  );
  const insert = (row: readonly Stored[], at: number) => {
    const items = row.map((value) => ('sql' in value ? value.sql : '?'));
    const bound = row.flatMap((value) => ('sql' in value ? [] : [value.bound]));
    const list = [...(hasKey ? [String(at)] : []), ...items].join(', ');
    database.prepare(`insert into ${table} (${names}) values (${list})`).run(...bound);
  };
  database.exec('begin');
  const plain = (row: number) => columns.map((column) => plainStored(firstKind(column), row));
  for (let row = 0; row < rowsBefore; row++) insert(plain(row), row);
  // A gap in the row numbers.
  if (deletes && !hasKey) {
    insert(plain(0), 0);
    insert(plain(1), 1);
    database.exec(
      `delete from ${table} where _rowid_ between ${rowsBefore + 1} and ${rowsBefore + 2}`.replace(
        '_rowid_',
        rowNumber(columns),
      ),
    );
  }
  for (const [at, row] of rows.entries()) insert(row, rowsBefore + at);
  database.exec('commit');
  database.close();
}

/** A name of the row number that no column has. */
function rowNumber(columns: readonly SqliteColumn[]): string {
  const taken = columns.map(({ name: of }) => of.toLowerCase());
  return ['_rowid_', 'rowid', 'oid'].find((one) => !taken.includes(one)) ?? '_rowid_';
}

function plainStored(kind: ValueKind, row: number): Stored {
  const value = plainValue(kind, row);
  if (kind === 'empty') return sql('null');
  if (kind === 'boolean') return sql(String(row % 2));
  return kind === 'integer' || kind === 'number' ? sql(value) : sql(quoted(value));
}

const shown = (value: Stored): string =>
  'sql' in value
    ? value.sql
    : value.bound instanceof Uint8Array
      ? `x'${Buffer.from(value.bound).toString('hex')}'`
      : `${value.bound}${typeof value.bound === 'number' ? ' (real)' : ''}`;
