import type { Cell, ColumnType, Table } from './case.ts';
import { infinity, minusInfinity, nan, table } from './table.ts';

type Values = (at: number) => Cell;

const day = (at: number): string =>
  new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 'YYYY-MM-DD'.length);

/** Columns of so many rows: numbers of a hundred values, few kinds, booleans, days. */
const rows = (count: number, odd: Readonly<Record<string, Values>> = {}): Table => {
  const values: Readonly<Record<string, Values>> = {
    'id integer': (at) => at + 1,
    'amount number': (at) => ((at * 37) % 100) + 0.5,
    'kind text': (at) => ['card', 'card', 'cash', 'free', 'cash'][at % 5] ?? null,
    'paid boolean': (at) => at % 4 > 0,
    'day date': (at) => day(at % 28),
    ...odd,
  };
  return table(
    Object.fromEntries(
      Object.entries(values).map(([name, valueAt]) => [
        name,
        Array.from({ length: count }, (_, at) => valueAt(at)),
      ]),
    ),
  );
};

const declared: Readonly<Record<string, ColumnType>> = {
  id: 'integer',
  amount: 'number',
  kind: 'text',
  paid: 'boolean',
  day: 'date',
};

/** Without a column, another takes its place. */
const without = (name: string, { columns }: Table, by: string): Table => ({
  columns: Object.fromEntries(
    Object.entries(columns).map(([each, column]) => [each === name ? by : each, column]),
  ),
  declared,
});

const ofType = (name: keyof typeof declared, type: string, valueAt: Values): Table => {
  const { columns } = rows(100);
  const [[, column] = []] = Object.entries(
    table({ [`it ${type}`]: Array.from({ length: 100 }, (_, at) => valueAt(at)) }).columns,
  );
  if (!column) throw new Error('A table has its columns.');
  return { columns: { ...columns, [name]: column }, declared };
};

const every =
  (...cells: readonly Cell[]): Values =>
  (at) =>
    cells[at % cells.length] ?? null;

/** Tables to compare and to compare with, all with the same columns, by what is odd about them. */
export const referenceTables = {
  usual: rows(200),
  'usual in another order': rows(200, {
    'id integer': (at) => 200 - at,
    'amount number': (at) => (((199 - at) * 37) % 100) + 0.5,
    'kind text': (at) => ['card', 'card', 'cash', 'free', 'cash'][(199 - at) % 5] ?? null,
    'paid boolean': (at) => (199 - at) % 4 > 0,
    'day date': (at) => day((199 - at) % 28),
  }),
  'as usual': rows(150),
  moved: rows(200, {
    'amount number': (at) => 60 + ((at * 37) % 100) + 0.5,
    'kind text': every('free', 'free', 'free', 'card', 'lost'),
    'paid boolean': every(false, false, true),
    'day date': (at) => day(20 + (at % 28)),
  }),
  'all new': rows(200, {
    'amount number': (at) => 1000 + at,
    'kind text': every('bank', 'coin'),
    'day date': (at) => day(1000 + (at % 28)),
  }),
  'usual without rows': rows(0),
  'one usual row': rows(1),
  'all usual null': rows(200, {
    'amount number': every(null),
    'kind text': every(null),
    'paid boolean': every(null),
    'day date': every(null),
  }),
  'half null': rows(200, {
    'amount number': (at) => (at % 2 === 0 ? null : ((at * 37) % 100) + 0.5),
    'kind text': (at) => (at % 2 === 0 ? null : 'card'),
  }),
  'half nan': rows(200, {
    'amount number': (at) => (at % 2 === 0 ? nan : ((at * 37) % 100) + 0.5),
  }),
  'all nan': rows(100, { 'amount number': every(nan) }),
  'some infinite': rows(200, {
    'amount number': (at) =>
      at % 10 === 0 ? infinity : at % 10 === 5 ? minusInfinity : ((at * 37) % 100) + 0.5,
  }),
  constant: rows(200, {
    'amount number': every(7.5),
    'kind text': every('card'),
    'paid boolean': every(true),
    'day date': every('2024-01-01'),
  }),
  'another constant': rows(200, {
    'amount number': every(8.5),
    'kind text': every('cash'),
    'paid boolean': every(false),
    'day date': every('2024-01-02'),
  }),
  'all zero': rows(200, { 'amount number': every(0) }),
  'a column renamed': without('amount', rows(200), 'amount_usd'),
  'words for amounts': ofType('amount', 'text', (at) => `n${at}`),
  'kinds as numbers': ofType('kind', 'integer', (at) => at % 3),
  'booleans as text': ofType('paid', 'text', every('maybe', 'no')),
  'days as numbers': ofType('day', 'integer', (at) => at),
  'many kinds': rows(21_000, { 'kind text': (at) => `kind ${at}` }),
} as const satisfies Readonly<Record<string, Table>>;
