import type { DuckDBConnection } from '@duckdb/node-api';
import { type Case, casesOf, selection } from './cases.ts';
import { type Column, columnsOf } from './columns.ts';
import type { CountsById } from './counts.ts';
import { type File, plain } from './files.ts';
import { type Planned, planned } from './planned.ts';
import { openEngine, scanned } from './scan.ts';

/** What came of the cases of one file. */
export interface Comparison {
  readonly file: File;
  readonly path: string;
  readonly columns: readonly Column[];
  readonly cases: readonly Case[];
  /** Rows that are not those of the plain file, which all files are to hold. */
  readonly strangers: number;
  /** What a plain scan of the same rows in a table counts, and what the plan counts over the file. */
  readonly scan: CountsById;
  readonly plan: Planned;
}

/** Ask all cases of a file, or one of so many, of both. */
export async function compare(
  file: File,
  at: number,
  oneOf: number,
  folder: string,
): Promise<Comparison> {
  const connection = await openEngine('plain');
  const path = await file.open(folder, connection);
  await connection.run(`create table held as select * from read_parquet('${path}')`);
  const columns = await columnsOf('held', connection);
  const cases = selection(casesOf(file.name, columns), at, oneOf);
  return {
    file,
    path,
    columns,
    cases,
    strangers: await strangers(file, connection),
    scan: await scanned(cases, 'held', connection),
    plan: await planned(cases, columns, path),
  };
}

async function strangers(file: File, connection: DuckDBConnection): Promise<number> {
  const rows = `select "all".* from read_parquet('${plain}') as "all", range(${file.times})`;
  const answer = await connection.runAndReadAll(`
    select (select count(*) from (${rows} except all from held))
         + (select count(*) from (from held except all ${rows}))`);
  return Number(answer.getRows()[0]?.[0]);
}

export interface Difference {
  readonly id: string;
  readonly predicate: string;
  readonly scan: string;
  readonly plan: string;
}

/** The cases of which the two count differently. */
export const differences = ({ cases, scan, plan }: Comparison): readonly Difference[] =>
  cases
    .filter(({ id }) => !plan.refused.has(id))
    .map((one) => ({
      id: one.id,
      predicate: one.kind === 'sql' ? one.text : `violates ${one.operator}: ${one.violating}`,
      scan: JSON.stringify(scan.get(one.id)),
      plan: JSON.stringify(plan.counts.get(one.id)),
    }))
    .filter((one) => one.scan !== one.plan);
