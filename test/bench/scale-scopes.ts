import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { declaredOutcomes } from '../../src/run/declared-outcomes.ts';
import { dataset, now } from './planner-data.ts';
import { run } from './planner-process.ts';
import { benchFolder, type Scale } from './scale-measure.ts';

/*
 * A contract of 2,000 expectations, each with a scope of its own, over 10,000 rows: what it costs to declare it, to find
 * the line of each expectation, and to check and measure it. `node --conditions=assay-source test/bench/scale-scopes.ts [folder]`
 */

const expectations = 2000;

/** Milliseconds of each step; the queries and the time of the step before anything is measured. */
export interface ScopesRun {
  readonly seconds: number;
  readonly declareMs: number;
  readonly locateMs: number;
  readonly measureMs: number;
  readonly checkMs: number;
  readonly checkQueries: number;
  readonly cpu: number;
  readonly failed: number;
}

/** Declares and measures a contract of many scopes, in a process of its own. */
export async function benchScopes(folder: string): Promise<ScopesRun> {
  mkdirSync(folder, { recursive: true });
  const [file = ''] = await dataset(folder, { rows: 10_000, files: 1, shuffled: false });
  const command = [process.execPath, '--conditions=assay-source', import.meta.filename];
  const { seconds, stdout } = await run({
    command: [...command, `--measure=${file}`],
    cwd: folder,
  });
  return { ...JSON.parse(stdout), seconds };
}

async function measure(file: string): Promise<void> {
  const start = performance.now();
  const held = contract('scopes', { schema: z.object({ id: z.bigint() }) }, ({ rows }) =>
    Array.from({ length: expectations }, (_, at) =>
      rows
        .where(`quantity > ${at % 20} and unit_price < ${100 + at}`)
        .count()
        .atMost(10_000),
    ),
  );
  const declared = performance.now();
  declaredOutcomes(held, parquet(file), process.cwd());
  const located = performance.now();
  const trace = startTrace();
  const checks = { queries: 0, ms: Number.NaN };
  const outcomes = await measureContract(
    {
      contract: held,
      dataset: parquet(file),
      selected: new Set(titledExpectations(held).map(({ id }) => id)),
      settings: { root: process.cwd(), now: new Date(now) },
    },
    {
      ...trace,
      query: (sql, ms) => {
        if (Number.isNaN(checks.ms)) checks.queries += 1;
        trace.query(sql, ms);
      },
      pass: (name, answered) => {
        if (name === 'checks') checks.ms = performance.now() - located;
        trace.pass(name, answered);
      },
    },
  );
  const measured = performance.now();
  await closeEngines();
  const { user, system } = process.cpuUsage();
  const found: Omit<ScopesRun, 'seconds'> = {
    declareMs: declared - start,
    locateMs: located - declared,
    measureMs: measured - located,
    checkMs: checks.ms,
    checkQueries: checks.queries,
    cpu: (user + system) / 1e6,
    failed: outcomes.filter(({ state }) => state !== 'passed').length,
  };
  console.log(JSON.stringify(found));
}

// Before predicates were checked together, and lines found only for what is shown.
const before = { checkMs: 700, queries: 799, microseconds: 700 };

/** Two thousand scoped expectations: what it takes to check their predicates, and to declare and locate each. */
export const scale: Scale = async () => {
  const of = await benchScopes(join(benchFolder, 'planner-data'));
  const each = ((of.declareMs + of.locateMs) / expectations) * 1000;
  const of2000 = `${expectations.toLocaleString('en')} scoped expectations`;
  return [
    {
      work: `${of2000}: their predicates checked`,
      figure: `${of.checkMs.toFixed(0)} ms, ${of.checkQueries} queries`,
      rival: `${before.checkMs} ms, ${before.queries} queries on 30 November 2026`,
      ratio: of.checkMs / before.checkMs,
      memory: Number.NaN,
    },
    {
      work: `${of2000}: declared, and the line of each found`,
      figure: `${each.toFixed(0)} µs each`,
      rival: `${before.microseconds} µs each on 30 November 2026`,
      ratio: each / before.microseconds,
      memory: Number.NaN,
    },
  ];
};

if (import.meta.main) {
  const [argument = tmpdir()] = process.argv.slice(2);
  if (argument.startsWith('--measure=')) await measure(argument.slice('--measure='.length));
  else console.log(await benchScopes(argument));
}
