import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { randomOf } from '../../../src/metric/drift/random.ts';
import { inFolder, storeOn } from '../../../src/store/open-store.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const main = join(resolve(import.meta.dirname, '../../..'), 'src/cli/main.ts');
const promotion = ['promote', 'trips', '--from', 'candidate', '--to', 'production'];

function prepared(): string {
  const folder = project({
    'a.csv': 'id,n\n1,2\n2,3\n',
    'trips.contract.ts': `import { contract, snapshot, verify, z } from 'assay';
verify(contract('trips', { schema: z.object({ id: z.int(), n: z.number() }) }, ({ rows }) => [rows.count().atLeast(1)]), snapshot('trips@candidate'));`,
    'vitest.config.ts': `import { contracts } from 'assay/plugin';
export default { plugins: [contracts()], ssr: { resolve: { conditions: ['assay-source'] } } };`,
  });
  expect(assay(folder, 'snapshot', 'create', 'trips', 'a.csv', '--tag', 'candidate')).toMatchObject(
    { status: 0 },
  );
  return folder;
}

function promote(folder: string) {
  const child = spawn(process.execPath, ['--conditions=assay-source', main, ...promotion], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const ended = new Promise<{ code: number | null; said: string }>((done) =>
    child.on('exit', (code) => done({ code, said })),
  );
  return { child, ended };
}

test('of three commands at once one promotes, and the others end with a conflict', async () => {
  const folder = prepared();
  const ends = await Promise.all([1, 2, 3].map(() => promote(folder).ended));
  const codes = ends.map(({ code }) => code).sort();
  // One that began after another had ended may promote again.
  expect(codes).toContain(0);
  expect(codes.filter((code) => code !== 0 && code !== 3)).toEqual([]);
  for (const { said } of ends.filter(({ code }) => code === 3))
    expect(said.replace(/\s+/g, ' ')).toMatch(
      /was moved.*nothing was promoted.*Look at assay log trips/,
    );
  const store = storeOn(inFolder('.assay', folder), folder);
  const promoted = (await store.log('trips')).filter(({ kind }) => kind === 'promote');
  expect(promoted).toHaveLength(codes.filter((code) => code === 0).length);
  expect(await store.verify()).toEqual([]);
});

test('a command that is killed leaves a whole store, and promotes when it is run again', async () => {
  const folder = prepared();
  const store = storeOn(inFolder('.assay', folder), folder);
  const random = randomOf(20_261_201);
  for (let kill = 0; kill < 5; kill += 1) {
    const { child, ended } = promote(folder);
    await Promise.race([wait(500 + random() * 4_000), ended]);
    child.kill('SIGKILL');
    await ended;
    expect(await store.verify()).toEqual([]);
  }
  expect((await promote(folder).ended).code).toBe(0);
  expect((await store.state('trips')).tags.get('production')?.isGated).toBe(true);
});
