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
import type { Case, Check, Run, Table } from './case.ts';
import { type Declaring, expectationOf } from './expectation.ts';
import { fileName, filesOf, sqliteTable } from './files.ts';
import { jsCell } from './formats.ts';
import { tableOf } from './line.ts';
import { columnSchema, isOfSchema } from './schema.ts';
import { declaredColumns, rowCount } from './table.ts';

/** The contract of a case, its columns and its check; or of several cases that differ in nothing but their checks. */
export function contractOf(one: Case, checks: readonly Check[] = [one.check]): Contract {
  const { data, check, run } = one;
  const columns = Object.entries(declaredColumns(tableOf(data))).map(([name, type]) => [
    name,
    columnSchema(type, 'column' in check && check.column === name ? check : null),
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

/** The file, folder or glob of a case's data. */
export function pathOf({ data, source, run }: Case, folder: string): string {
  return filesOf(tableOf(data), join(folder, located(fileName(data, source), run)), source);
}

/** The data of a case, in a folder where its files were written; ages are taken from `now`. */
export function datasetOf(one: Case, folder: string, now: Date): Dataset {
  const { data, source } = one;
  if (source === 'rows') return fromRows(rowsOf(tableOf(data), now), { label: data });
  const table = tableOf(data);
  const path = pathOf(one, folder);
  if (source === 'sqlite') return sqlite(path, sqliteTable);
  return { parquet, csv, json }[source](path, table.folder?.options);
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
