import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { run } from './planner-process.ts';

/*
 * What it takes to put 10 million violating rows of 12 million aside: a process that measures, the same with a
 * quarantine, and with the clean rows too. `node test/bench/quarantine.ts`
 */

const all = 12_000_000;
const modes = ['measured', 'quarantine', 'quarantine and clean'] as const;

const held = contract(
  'bench',
  { schema: z.object({ id: z.bigint(), amount: z.number(), state: z.string(), at: z.date() }) },
  ({ rows, column }) => [
    rows.satisfy('amount < 20'),
    column('state').matches(/^(?:new|paid)$/),
    rows.key('id'),
  ],
);

async function makeData(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `copy (select i as id, (i % 120) / 1.0 as amount, ['new', 'paid', 'lost', 'sent'][1 + i % 4] as state, date '2026-01-01' + cast(i % 300 as integer) as at, 'customer ' || hash(i) as note from range(${all}) r(i)) to '${file}' (format parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function measureOnce(folder: string, mode: string): Promise<void> {
  const outcomes = await measureContract({
    contract: held,
    dataset: parquet('data.parquet'),
    selected: new Set(titledExpectations(held).map(({ id }) => id)),
    settings: { root: folder, now: new Date(), spillDirectory: folder },
    quarantine:
      mode === 'measured' ? null : { folder: join(folder, 'out'), clean: mode.endsWith('clean') },
  });
  await closeEngines();
  const told = outcomes
    .filter(({ state }) => state !== 'passed')
    .map(({ title, state, violations, quarantine }) => ({
      title,
      state,
      violations,
      written: quarantine?.rows,
    }));
  console.log(JSON.stringify(told));
}

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-quarantine-'));
  try {
    await makeData(join(folder, 'data.parquet'));
    console.log(`data: ${(statSync(join(folder, 'data.parquet')).size / 2 ** 20).toFixed(0)} MiB`);
    for (const mode of modes) {
      const command = [process.execPath, import.meta.filename, folder, mode];
      const { seconds, largest, stdout } = await run({ command, cwd: folder });
      console.log(
        `${mode}: ${seconds.toFixed(1)} s, ${largest.toFixed(0)} MiB\n  ${stdout.trim()}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [folder, mode] = process.argv.slice(2);
if (folder !== undefined && mode !== undefined) await measureOnce(folder, mode);
else await bench();
