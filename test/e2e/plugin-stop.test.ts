import { mkdir, readdir } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { config, contractFile, endless } from './files.ts';

let one: Fixture | undefined;
afterEach(() => one?.remove());

async function project(verify: string): Promise<Fixture> {
  one = await fixture({
    'vitest.config.ts': config(),
    'contracts/people.contract.ts': contractFile({ verify }),
  });
  await mkdir(one.path('tmp'));
  return one;
}
const leftIn = async (made: Fixture) =>
  (await readdir(made.path('tmp'))).filter((name) => name.startsWith('assay'));

test('Ctrl-C stops a scan at once, is no success, and leaves nothing behind', async () => {
  const made = await project(`verify(people, ${endless});`);
  const running = made.start('vitest', ['run'], { TMPDIR: made.path('tmp') });
  await running.printed('RUNNING');
  const { code } = await running.stop('SIGINT');
  expect(code).toBe(130);
  expect(await leftIn(made)).toEqual([]);
});

test('a scan that takes longer than it may is stopped, and its expectations are errors', async () => {
  const made = await project(`verify(people, ${endless}, { timeout: '500ms' });`);
  const { code, output } = await made.run('vitest', ['run'], { TMPDIR: made.path('tmp') });
  expect(output).toContain(
    'AssayFailure: All 8 expectations on endless could not be judged: measuring\n  took longer than 500ms, which the option timeout sets:',
  );
  expect(code).toBe(1);
  expect(await leftIn(made)).toEqual([]);
});
