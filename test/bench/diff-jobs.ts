import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquet } from '../../src/dataset/parquet/parquet.ts';
import { closeEngines } from '../../src/engine/engines.ts';
import { diffOf } from '../../src/store/diff/diff-of.ts';

/*
 * One job of test/bench/diff.ts in a process of its own: node diff-jobs.ts JOB FOLDER MEMORY. It prints the wall and CPU
 * time of the job alone, in milliseconds, and what it counted.
 */
const [, , name = '', folder = '', memoryLimit = '2GiB'] = process.argv;
const files = (side: string) => [`${folder}/${side}-1.parquet`, `${folder}/${side}-2.parquet`];
const options = { key: ['id'], memoryLimit, threads: 2, root: folder };
const columns =
  'customer amount distance passengers day moment payment sku status is_new note'.split(' ');

const diff = (before: string[], after: string[], more: object = {}) =>
  diffOf(parquet(before), parquet(after), { ...options, ...more });

/** Returns what a person would write: a full join with the same counts. */
function plainSql(count: (condition: string) => string): string {
  const differ = columns.map((one) => `b.${one} is distinct from a.${one}`);
  const both = 'b.id is not null and a.id is not null';
  const items = [
    count('b.id is null'),
    count('a.id is null'),
    count(`${both} and (${differ.join(' or ')})`),
    ...differ.map((one) => count(`${both} and ${one}`)),
  ];
  const read = (side: string) => `read_parquet(['${files(side).join("', '")}'])`;
  return `select ${items.join(', ')} from ${read('before')} b full join ${read('after')} a using (id)`;
}

async function plain(sql: string): Promise<unknown> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit,
    threads: '2',
    temp_directory: `${folder}/spill`,
  });
  const connection = await instance.connect();
  const [row] = (await connection.runAndReadAll(sql)).getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return row?.slice(0, 3);
}

const jobs: Readonly<Record<string, () => Promise<unknown>>> = {
  filter: () => plain(plainSql((condition) => `count(*) filter (${condition})`)),
  case: () => plain(plainSql((condition) => `count(case when ${condition} then 1 end)`)),
  diff: () => diff(files('before'), files('after')),
  distinct: () => diff(files('before'), files('after'), { distinct: true }),
  drift: () => diff(files('before'), files('after'), { drift: true }),
  shared: () => {
    const [kept = '', old = ''] = files('before');
    const [, now = ''] = files('after');
    return diff([kept, old], [kept, now]);
  },
  same: () => diff(files('before'), files('before')),
};

const job = jobs[name];
if (job === undefined) throw new Error(`The jobs are ${Object.keys(jobs).join(', ')}.`);
const [cpu, start] = [process.cpuUsage(), performance.now()];
const found = await job();
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
await closeEngines();
const counts =
  Array.isArray(found) || found === null || typeof found !== 'object' || !('rows' in found)
    ? found
    : (({ added, removed, changed }) => [added, removed, changed])(
        found.rows as Record<string, number>,
      );
process.stdout.write(JSON.stringify({ wall, cpu: (user + system) / 1000, counts }));
