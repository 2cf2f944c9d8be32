import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The rows of the benchmark written otherwise, and the options by which a contract reads them. */
export interface Dialect {
  readonly format: 'csv' | 'json';
  /** The options, as a contract has them. */
  readonly options: string;
  /** What is noted beside the options in the table. */
  readonly note?: string;
  /** SQL for the columns that are written otherwise. */
  readonly columns?: Readonly<Record<string, string>>;
  /** The options of DuckDB's COPY. */
  readonly copy: string;
  /** Yields the text of the file from that which DuckDB wrote; by default they are the same. */
  readonly rewritten?: (path: string) => AsyncIterable<string>;
  /** The encoding in which what is rewritten is written. */
  readonly encoding?: 'latin1';
}

const csv = 'format csv, header';
const lines = 'format json';
const array = 'format json, array true';

/** Returns SQL for a number with commas between thousands. */
const grouped = (column: string) =>
  `regexp_replace(${column}::varchar, '^[0-9]+', format('{:,}', trunc(${column})::bigint))`;

const text = (path: string): AsyncIterable<string> => createReadStream(path, 'utf8');

/** Puts texts before and behind that of a file. */
const between = (before: string, after = '') =>
  async function* (path: string) {
    yield before;
    yield* text(path);
    yield after;
  };

/** Makes an object of the records of lines, with a key for each. */
async function* keyed(path: string) {
  let at = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    yield `${at === 0 ? '{' : ',\n'}"o${at}":${line}`;
    at++;
  }
  yield '}';
}

const dump = `${csv}, delimiter '\t', quote '', escape '', nullstr '\\N'`;
const dumpOptions = String.raw`{ delimiter: '\t', quote: '', escape: '\\', nullText: '\\N' }`;

const withCommas = ['amount', 'unit_price', 'discount'];
const withThousands = ['id', 'customer', 'amount', 'unit_price'];

/** Numbers with a comma, as one option for all columns or one for each. */
const decimalDialect = (option: string): Dialect => ({
  format: 'csv',
  options: `{ decimal: ${option} }`,
  columns: Object.fromEntries(
    withCommas.map((name) => [name, `replace(${name}::varchar, '.', ',')`]),
  ),
  copy: `${csv}, delimiter ';'`,
});

const thousandsDialect = (option: string): Dialect => ({
  format: 'csv',
  options: `{ thousands: ${option} }`,
  columns: Object.fromEntries(withThousands.map((name) => [name, grouped(name)])),
  copy: `${csv}, delimiter ';'`,
});

const byColumn = (names: readonly string[]) =>
  `{ ${names.map((name) => `${name}: ','`).join(', ')} }`;

/** All dialects, in the order of the table. */
export const dialects: readonly Dialect[] = [
  decimalDialect("','"),
  decimalDialect(byColumn(withCommas)),
  thousandsDialect("','"),
  thousandsDialect(byColumn(withThousands)),
  {
    format: 'csv',
    options: "{ dateFormat: { created: '%d/%m/%Y %H:%M:%S.%f', day: '%d/%m/%Y' } }",
    columns: {
      created: "strftime(created, '%d/%m/%Y %H:%M:%S.%f')",
      day: "strftime(day, '%d/%m/%Y')",
    },
    copy: csv,
  },
  {
    format: 'csv',
    options: "{ booleans: { true: ['yes'], false: ['no'] } }",
    columns: { gift: "case when gift then 'yes' else 'no' end" },
    copy: csv,
  },
  { format: 'csv', options: "{ comment: '#' }", copy: csv, rewritten: between('# Orders\n') },
  { format: 'csv', options: '{ skip: 2 }', copy: csv, rewritten: between('Orders\n\n') },
  {
    format: 'csv',
    options:
      "{ header: false, names: ['id', 'customer', 'created', 'day', 'amount', 'status', 'channel', 'country', 'email', 'quantity', 'unit_price', 'discount', 'tier', 'currency', 'sku', 'gift'] }",
    copy: 'format csv, header false',
  },
  {
    format: 'csv',
    options: "{ encoding: 'windows-1252' }",
    columns: { tier: "replace(tier, 'basic', 'bäsic')", currency: `currency || ' ' || chr(128)` },
    copy: csv,
    rewritten: text,
    encoding: 'latin1',
  },
  {
    format: 'csv',
    options: "{ encoding: 'shift_jis' }",
    columns: { tier: 'tier || chr(131) || chr(120)' },
    copy: csv,
    rewritten: text,
    encoding: 'latin1',
  },
  { format: 'csv', options: dumpOptions, copy: dump },
  {
    format: 'csv',
    options: dumpOptions,
    note: 'with escaped tabs',
    columns: { tier: String.raw`replace(tier, 'pro', 'pro\tx')` },
    copy: dump,
  },
  {
    format: 'json',
    options: "{ at: 'data.orders' }",
    copy: array,
    rewritten: between('{"type":"orders","data":{"orders":', '}}'),
  },
  { format: 'json', options: "{ key: 'key' }", copy: lines, rewritten: keyed },
  {
    format: 'json',
    options: "{ dateFormat: '%d/%m/%Y %H:%M:%S.%f' }",
    columns: {
      created: "strftime(created, '%d/%m/%Y %H:%M:%S.%f')",
      day: "strftime(day, '%d/%m/%Y %H:%M:%S.%f')",
    },
    copy: array,
  },
];

/** Returns the options of a dialect, with its note. */
export const dialectName = ({ options, note }: Dialect): string =>
  note === undefined ? `\`${options}\`` : `\`${options}\`, ${note}`;
