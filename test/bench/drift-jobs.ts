import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { contract, parquet, z } from '../../src/index.ts';
import { type RunContractOptions, runContract } from '../../src/run/run.ts';

/*
 * One job of the benchmark of drift, as a process of its own: `node drift-jobs.ts <job> <folder>`. The folder holds
 * `ten.parquet`. It prints the time and CPU time of the job in milliseconds, and the CPU time of the whole process.
 */
const [, , job = '', folder = ''] = process.argv;
const names = Array.from({ length: 10 }, (_, place) => `d${place}`);
const schema = z.object(Object.fromEntries(names.map((name) => [name, z.number()])));

const drifts = contract('drifts', { schema }, ({ column }) =>
  names.flatMap((name) =>
    (['psi', 'ks', 'jensenshannon'] as const).map((method) =>
      column(name).drift(method).atMost(0.1),
    ),
  ),
);
const scanned = contract('scanned', { schema }, ({ column }) =>
  names.flatMap((name) => [
    column(name).nulls().equals(0),
    column(name).min().atLeast(-1),
    column(name).max().atMost(1e9),
    column(name).mean().atMost(1e9),
  ]),
);

async function verified(of: typeof drifts, options: RunContractOptions): Promise<void> {
  const settings = { root: folder, baselineFolder: 'baselines', threads: 2, ...options };
  const { outcomes } = await runContract(of, parquet('ten.parquet'), settings);
  const [bad] = outcomes.filter(({ state }) => state !== 'passed');
  if (bad) throw new Error(`${bad.title}: ${bad.state} ${bad.problem?.message ?? bad.observed}`);
}

async function plain(): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const items = names.flatMap((name) => ['count', 'min', 'max', 'avg'].map((f) => `${f}(${name})`));
  await connection.runAndReadAll(`select ${items} from '${folder}/ten.parquet'`);
}

const jobs: Readonly<Record<string, () => Promise<void>>> = {
  record: () => verified(drifts, { cache: false, baselines: 'all' }),
  drift: () => verified(drifts, { cache: false }),
  kept: () => verified(drifts, { cache: 'cache' }),
  scan: () => verified(scanned, { cache: false }),
  sql: plain,
};

const [before, start] = [process.cpuUsage(), performance.now()];
await jobs[job]?.();
const [after, wall] = [process.cpuUsage(before), performance.now() - start];
const all = process.cpuUsage();
const milliseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;
process.stdout.write(
  JSON.stringify({ wall, cpu: milliseconds(after), processCpu: milliseconds(all) }),
);
