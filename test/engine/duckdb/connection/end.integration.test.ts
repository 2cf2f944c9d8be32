import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { folder } from '../duckdb-support.ts';

const engine = join(import.meta.dirname, '../../../../src/engine/duckdb/open-session.ts');

/** A process of its own that opens a session and then runs some code. */
async function run(spill: string, code: string, signal?: NodeJS.Signals) {
  const program = `
    import { openSession } from ${JSON.stringify(engine)};
    const dataset = {
      kind: 'test', engine: 'duckdb', label: 'test', watch: [],
      access: async () => ({ directories: [], extensions: [], setup: [] }),
      open: async () => ({ relation: '(select 1)', problems: [], problemCount: 0, notes: [] }),
    };
    const settings = { root: '/', now: new Date(), spillDirectory: ${JSON.stringify(spill)}, memoryLimit: '30MiB', threads: 1 };
    const session = await openSession(dataset, [], settings);
    ${code}`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let again: NodeJS.Timeout | undefined;
  child.stderr.on('data', (text) => (output += text));
  child.stdout.on('data', (text) => {
    output += text;
    // Ready to be asked, the process may still be on its way to the query: a signal that comes before it finds none.
    if (String(text).includes('ready') && signal)
      again ??= setInterval(() => child.kill(signal), 200);
  });
  const [status, by] = await once(child, 'close');
  clearInterval(again);
  return { status, by, output };
}

/** Fills the folder for as long as it may. */
const spilling = `
  await session.query("create table t as select range || repeat('x', 200) as a from range(200000)");
  console.log('ready', (await import('node:fs')).readdirSync(settings.spillDirectory).length);`;

test('a session that is never closed leaves nothing behind', async () => {
  const spill = folder();
  const { status, output } = await run(spill, spilling);
  expect(output).toBe('ready 1\n');
  expect(status).toBe(0);
  expect(readdirSync(spill)).toEqual([]);
});

test('nor does a throw, or an exit', async () => {
  const spill = folder();
  const thrown = await run(spill, `${spilling} throw new Error('on purpose');`);
  expect(thrown.status).toBe(1);
  expect(thrown.output).toContain('on purpose');
  expect((await run(spill, `${spilling} process.exit(7);`)).status).toBe(7);
  expect(readdirSync(spill)).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'nor does %s in the middle of a query, which ends the process as ever',
  async (signal) => {
    const spill = folder();
    const busy = `${spilling} await session.query('select max(hash(a || range)) from t, range(1000000)');`;
    const { by } = await run(spill, busy, signal);
    expect(by).toBe(signal);
    expect(readdirSync(spill)).toEqual([]);
  },
);

test('a signal that is handled interrupts the query, with a code', async () => {
  const spill = folder();
  const handled = `process.on('SIGINT', () => {}); ${spilling}
    await session.query('select max(hash(a || range)) from t, range(1000000)').catch((error) => console.log(error.code));`;
  const { status, output } = await run(spill, handled, 'SIGINT');
  expect(output).toBe('ready 1\nINTERRUPTED\n');
  expect(status).toBe(0);
  expect(readdirSync(spill)).toEqual([]);
});
