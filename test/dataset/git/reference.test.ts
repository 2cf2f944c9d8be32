import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import * as assay from '../../../src/index.ts';
import { runContract } from '../../../src/run/run-contract.ts';
import { commitAll, runGit } from '../../support/git-repository.ts';
import { folder } from '../folder.ts';

afterAll(closeEngines);

type Verified = Parameters<typeof runContract>;

/** What the example of docs/versions.md verifies. */
function example(): Verified {
  const text = readFileSync(resolve(import.meta.dirname, '../../../docs/versions.md'), 'utf8');
  const [, code = ''] = /```ts\nimport .*\n([^`]*)```/.exec(text) ?? [];
  const given: Verified[] = [];
  const names = { ...assay, verify: (...verified: Verified) => given.push(verified) };
  new Function(...Object.keys(names), code)(...Object.values(names));
  const [verified] = given;
  if (verified === undefined) throw new Error('The example verifies nothing.');
  return verified;
}

const rows = (count: number, fare: (id: number) => string) =>
  `id,fare\n${Array.from({ length: count }, (_, id) => `${id},${fare(id)}\n`).join('')}`;

const good = rows(500, (id) => String(10 + (id % 50)));

/** A clone whose `origin/main` has good data, and whose working tree has this. */
function clone(now: string): string {
  const root = folder({ 'data/trips.csv': good });
  commitAll(root);
  runGit(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  writeFileSync(join(root, 'data/trips.csv'), now);
  return root;
}

async function states(root: string) {
  const [contract, dataset, options] = example();
  const { outcomes } = await runContract(contract, dataset, { ...options, root });
  return outcomes.map(({ state, problem }) => (state === 'errored' ? problem?.code : state));
}

test('data that is not worse than on main is green', async () => {
  const better = rows(520, (id) => String(10 + (id % 50)));
  expect(new Set(await states(clone(better)))).toEqual(new Set(['passed']));
});

test('data that is worse than on main is red: fewer rows, more NULL, other values', async () => {
  for (const worse of [
    rows(300, (id) => String(10 + (id % 50))),
    rows(500, (id) => (id % 3 === 0 ? '' : String(10 + (id % 50)))),
    rows(500, (id) => String(90 + (id % 50))),
  ])
    expect(await states(clone(worse))).toContain('failed');
});

test('a branch that is not there is red, and not "no reference yet"', async () => {
  const root = clone(good);
  runGit(root, 'update-ref', '-d', 'refs/remotes/origin/main');
  const found = await states(root);
  expect(found.filter((state) => state === 'REFERENCE_NOT_FOUND')).toHaveLength(3);
});
