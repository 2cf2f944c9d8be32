import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { DuckDBInstance } from '@duckdb/node-api';
import type { Expectation } from '../../src/contract/expectation.ts';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import type { NumberColumn } from '../../src/contract/words/number-column.ts';
import type { TextColumn } from '../../src/contract/words/text-column.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { type Run, run } from './planner-process.ts';
import { benchFolder, type Scale } from './scale-measure.ts';

/*
 * A wide table: 1,000 columns of 100,000 rows in one Parquet file, and four expectations a column. Cold, in a process of
 * its own. `node --conditions=assay-source test/bench/scale-wide.ts [folder] [--columns 1000] [--rows 100000]`
 */

/** Which table to make. */
export interface WideTable {
  readonly columns: number;
  readonly rows: number;
}

/** What a process that measured a table says of itself; `queries` and `seconds` by pass. */
export interface WideRun extends Pick<Run, 'seconds' | 'together'> {
  readonly cpu: number;
  readonly outcomes: number;
  readonly failed: number;
  readonly passes: Readonly<Record<string, string>>;
}

const kinds = ['integer', 'double', 'text', 'category'] as const;
const kindOf = (at: number) => kinds[at % kinds.length] ?? 'integer';

/** Measures four expectations a column, in a process of its own. */
export async function benchWide(folder: string, table: WideTable): Promise<WideRun> {
  const file = await wideFile(folder, table);
  const command = [
    process.execPath,
    '--conditions=assay-source',
    import.meta.filename,
    `--measure=${file}`,
    `--columns=${table.columns}`,
  ];
  const { seconds, together, stdout } = await run({ command, cwd: folder });
  return { ...JSON.parse(stdout), seconds, together };
}

/** Returns the Parquet file of a table, made where it is not there yet. */
export async function wideFile(folder: string, { columns, rows }: WideTable): Promise<string> {
  const file = join(folder, `wide-v1-${columns}-${rows}.parquet`);
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '3GiB' });
  const connection = await instance.connect();
  const list = Array.from({ length: columns }, (_, at) => `${sqlOf(at, rows)} as c${at}`);
  await connection.run(
    `copy (select ${list.join(', ')} from range(${rows}) as r(i)) to '${file}.part' (format parquet)`,
  );
  renameSync(`${file}.part`, file);
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** A key in another order than that of the file, doubles, texts of which some are alike, and a few words. */
function sqlOf(at: number, rows: number): string {
  const draw = (below: number) => `(hash(i, ${at}) % ${below})::bigint`;
  return {
    integer: `(i * 6700417 + ${at}) % ${rows}`,
    double: `case when ${draw(100)} > 0 then ${draw(1_000_000)} / 100 end`,
    text: `'user' || ${draw(rows * 10)}`,
    category: `['new', 'paid', 'sent', 'lost', 'back'][1 + ${draw(5)}]`,
  }[kindOf(at)];
}

/** Returns the contract of a table, with four expectations a column. */
export function wideContract(columns: number) {
  const names = Array.from({ length: columns }, (_, at) => [`c${at}`, kindOf(at)] as const);
  const types = {
    integer: z.bigint().nullable(),
    double: z.number().nullable(),
    text: z.string().nullable(),
    category: z.string().nullable(),
  };
  const shape = Object.fromEntries(names.map(([name, kind]) => [name, types[kind]]));
  return contract('wide', { schema: z.object(shape) }, (own) => {
    // The names are made here, so that the compiler does not know which column has which words.
    const column = own.column as unknown as (name: string) => NumberColumn & TextColumn;
    return names.flatMap(([name, kind]) => expectationsOf(column(name), kind));
  });
}

function expectationsOf(
  column: NumberColumn & TextColumn,
  kind: (typeof kinds)[number],
): readonly Expectation[] {
  const nulls = column.nulls().atMost('2%');
  switch (kind) {
    case 'integer':
      return [nulls, column.unique(), column.mean().above(0), column.distinct().atLeast(1000)];
    case 'double':
      return [
        nulls,
        column.mean().above(0),
        column.quantile(0.9).below(10_000),
        column.distinct().atLeast(1000),
      ];
    case 'text':
      return [
        nulls,
        column.matches(/^user\d+$/),
        column.distinct().atLeast(1000),
        column.duplicates().atMost('10%'),
      ];
    case 'category':
      return [
        nulls,
        column.in(['new', 'paid', 'sent', 'lost', 'back']),
        column.distinct().atLeast(3),
        column.mode().atMost('30%'),
      ];
  }
}

async function measure(file: string, columns: number): Promise<void> {
  const held = wideContract(columns);
  const trace = startTrace();
  const outcomes = await measureContract(
    {
      contract: held,
      dataset: parquet(file),
      selected: new Set(titledExpectations(held).map(({ id }) => id)),
      settings: { root: dirname(file), now: new Date('2026-12-01T00:00:00Z') },
    },
    trace,
  );
  await closeEngines();
  const { user, system } = process.cpuUsage();
  const passes = trace
    .measurement({ contract: 'wide', dataset: file })
    .passes.map(({ name, sql, engineMs }) => [
      name,
      `${sql.length} queries, ${(engineMs / 1000).toFixed(2)} s`,
    ]);
  console.log(
    JSON.stringify({
      cpu: (user + system) / 1e6,
      outcomes: outcomes.length,
      failed: outcomes.filter(({ state }) => state !== 'passed').length,
      passes: Object.fromEntries(passes),
    } satisfies Omit<WideRun, 'seconds' | 'together'>),
  );
}

// Before the questions of several columns were answered together.
const secondsBefore = 20.7;

/** A thousand columns of 100,000 rows with four expectations each, beside what they took before. */
export const scale: Scale = async ({ small }) => {
  const columns = small ? 100 : 1000;
  const { seconds, together } = await benchWide(join(benchFolder, 'scale-wide'), {
    columns,
    rows: 100_000,
  });
  const before = small ? Number.NaN : secondsBefore;
  return [
    {
      work: `${columns.toLocaleString('en')} columns, 100,000 rows, 4 expectations a column`,
      figure: `${seconds.toFixed(2)} s`,
      rival: small ? '' : `${before} s on 30 November 2026`,
      ratio: seconds / before,
      memory: together,
      ...(small ? {} : { reach: 0.33 }),
    },
  ];
};

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      columns: { type: 'string', default: '1000' },
      rows: { type: 'string', default: '100000' },
      measure: { type: 'string' },
    },
  });
  const [columns, rows] = [Number(values.columns), Number(values.rows)];
  if (values.measure === undefined)
    console.log(await benchWide(positionals[0] ?? tmpdir(), { columns, rows }));
  else await measure(values.measure, columns);
}
