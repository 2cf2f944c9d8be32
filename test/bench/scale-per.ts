import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

import { DuckDBInstance } from '@duckdb/node-api';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { run } from './planner-process.ts';
import { benchFolder, type Scale } from './scale-measure.ts';
import { middle } from './scale-numbers.ts';

/*
 * The mean of doubles in each of 100,000 groups, exact, beside the GROUP BY of a person, which adds doubles up in the
 * order of its threads: whole processes in turns, seconds and seconds of CPU.
 * `node --conditions=assay-source test/bench/scale-per.ts [folder] [runs]`
 */

const rows = 4_000_000;
const groups = 100_000;

/** A process that measured, or asked by hand. */
export interface PerRun {
  /** Milliseconds and seconds of CPU with the modules loaded, and seconds of the whole process. */
  readonly ms: number;
  readonly cpu: number;
  readonly seconds: number;
}

/** Runs both ways in turns; each list has a run of each turn. */
export async function benchPer(
  folder: string,
  runs = 5,
): Promise<Readonly<Record<'assay' | 'hand', readonly PerRun[]>>> {
  const file = await perFile(folder);
  const found = { assay: [] as PerRun[], hand: [] as PerRun[] };
  for (let turn = 0; turn < runs; turn += 1) {
    for (const way of ['assay', 'hand'] as const) {
      const command = [process.execPath, '--conditions=assay-source', import.meta.filename, file];
      const { seconds, stdout } = await run({ command: [...command, `--${way}`], cwd: folder });
      found[way].push({ ...JSON.parse(stdout), seconds });
    }
  }
  return found;
}

/** The mean of each of many groups, without the start of the processes. */
export const scale: Scale = async ({ runs }) => {
  const found = await benchPer(join(benchFolder, 'planner-data'), runs);
  const [ours, byHand] = [found.assay, found.hand].map(
    (turns) => middle(turns.map(({ ms }) => ms)) / 1000,
  ) as [number, number];
  return [
    {
      work: `${groups.toLocaleString('en')} means of doubles, \`per()\` over ${rows.toLocaleString('en')} rows`,
      figure: `${ours.toFixed(2)} s`,
      rival: `${byHand.toFixed(2)} s, the GROUP BY by hand, which rounds`,
      ratio: ours / byHand,
      memory: Number.NaN,
      reach: 1.5,
    },
  ];
};

async function perFile(folder: string): Promise<string> {
  const file = join(folder, `per-v1-${rows}-${groups}.parquet`);
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `copy (select hash(i) % ${groups} as k, case when hash(i, 1) % 100 > 0 then (hash(i, 2) % 1000000) / 700 end as x from range(${rows}) r(i)) to '${file}.part' (format parquet)`,
  );
  renameSync(`${file}.part`, file);
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** The contract's measure, which no group misses. */
const held = contract(
  'per',
  { schema: z.object({ k: z.bigint(), x: z.number().nullable() }) },
  ({ rows: all }) => [all.per('k').column('x').mean().atMost(2000)],
);

async function byAssay(file: string): Promise<void> {
  const selected = new Set(
    titledExpectations(held)
      .map(({ id }) => id)
      .slice(-1),
  );
  const settings = { root: dirname(file), now: new Date('2026-12-01T00:00:00Z') };
  const outcomes = await measureContract({
    contract: held,
    dataset: parquet(file),
    selected,
    settings,
  });
  if (outcomes.some(({ state }) => state !== 'passed')) throw new Error(JSON.stringify(outcomes));
  await closeEngines();
}

/** One row for each group, read to the end, of which none is above the limit. */
async function byHand(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.stream(
    `select k, avg(x) as mean, count(x) as n from '${file}' group by k`,
  );
  let [seen, above] = [0, 0];
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const [, mean] of chunk.getRows()) {
      seen += 1;
      if (Number(mean) > 2000) above += 1;
    }
  }
  if (seen !== groups || above > 0) throw new Error(`${seen} groups, of which ${above} are above.`);
  connection.closeSync();
  instance.closeSync();
}

if (import.meta.main) {
  const [given = tmpdir(), second = '5'] = process.argv.slice(2);
  if (second === '--assay' || second === '--hand') {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await (second === '--assay' ? byAssay : byHand)(given);
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ ms: performance.now() - start, cpu: (user + system) / 1e6 }));
  } else {
    const found = await benchPer(given, Number(second));
    console.table([
      ...found.assay.map((one) => ({ way: 'assay', ...one })),
      ...found.hand.map((one) => ({ way: 'by hand', ...one })),
    ]);
  }
}
