import { join } from 'node:path';
import type { Dataset } from '../../src/dataset/dataset.ts';
import {
  type Contract,
  contract,
  csv,
  fromRows,
  json,
  parquet,
  sqlite,
  z,
} from '../../src/index.ts';
import type { Case, Check, ColumnType, Run, Table } from './case.ts';
import { type Declaring, expectationOf } from './expectation.ts';
import { fileName, sqliteTable } from './files.ts';
import { jsCell } from './formats.ts';
import { tableOf } from './line.ts';
import { declaredColumns, rowCount } from './table.ts';

/** The contract of a case, its columns and its check; or of several cases that differ in nothing but their checks. */
export function contractOf(one: Case, checks: readonly Check[] = [one.check]): Contract {
  const { data, check, run } = one;
  const columns = Object.entries(declaredColumns(tableOf(data))).map(([name, type]) => [
    name,
    (ruled(check, name) ?? zodTypes[type]()).nullable(),
  ]);
  const schema = z.object(Object.fromEntries(columns) as Record<string, z.ZodType>);
  const terms = run.kind === 'sampled' ? { schema, sample: run.rows } : { schema };
  // The names and values are data here, so the compiler can't look them up.
  return contract('case', terms, (declaring) =>
    checks
      .filter((each) => !isOfSchema(each))
      .map((each) => expectationOf(each, declaring as unknown as Declaring)),
  );
}

/** Whether it is the schema that judges a check. */
export const isOfSchema = ({ kind }: Check): boolean =>
  kind === 'schema' || kind === 'rule in code';

const zodTypes: Readonly<Record<ColumnType, () => z.ZodType>> = {
  integer: () => z.int(),
  bigint: () => z.bigint(),
  number: () => z.number(),
  text: () => z.string(),
  boolean: () => z.boolean(),
  date: () => z.date(),
  timestamp: () => z.date(),
};

const rules = {
  palindrome: (text: string) => text === [...text].reverse().join(''),
  throws: () => {
    throw new Error('The rule is broken, not the data.');
  },
} as const;

const ruled = (check: Check, column: string): z.ZodType | undefined =>
  check.kind === 'rule in code' && check.column === column
    ? z.string().refine(rules[check.rule])
    : undefined;

/** The data of a case, in a folder where its files were written; ages are taken from `now`. */
export function datasetOf({ data, source, run }: Case, folder: string, now: Date): Dataset {
  if (source === 'rows') return fromRows(rowsOf(tableOf(data), now), { label: data });
  const path = join(folder, located(fileName(data, source), run));
  return source === 'sqlite' ? sqlite(path, sqliteTable) : { parquet, csv, json }[source](path);
}

function located(file: string, run: Run): string {
  const situation = run.kind === 'sampled' ? undefined : run.situation;
  if (situation === 'dataset missing') return `missing-${file}`;
  return situation === 'glob without match' ? `none-*-${file}` : file;
}

const rowsOf = (table: Table, now: Date): readonly object[] =>
  Array.from({ length: rowCount(table) }, (_, at) =>
    Object.fromEntries(
      Object.entries(table.columns).map(([name, { type, values }]) => [
        name,
        jsCell(values[at] ?? null, type, now),
      ]),
    ),
  );
