import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, csv, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { opened, refusal, rowsOf } from '../dataset/opened.ts';
import { write } from '../engine/duckdb/duckdb-support.ts';
import { now, textOf } from '../support/measured.ts';
import { arrange, hardLink, listenAt, pathCases } from './paths.ts';
import { canary, digestOf, makePlaces } from './places.ts';

afterAll(closeEngines);

/** A project with a folder of secrets beside it. */
function project() {
  const { root, outside } = makePlaces();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'project');
  mkdirSync(folder);
  return { root, folder, outside };
}

const schema = z.object({ a: z.int() });

/** What a contract says of the file or files, as a run does. */
async function told(path: string, folder: string) {
  const held = contract('paths', { schema }, ({ column }) => [column('a').min().atLeast(0)]);
  const selected = new Set(titledExpectations(held).map(({ id }) => id));
  const outcomes = await measureContract({
    contract: held,
    dataset: csv(path),
    selected,
    settings: { root: folder, now },
  });
  return { outcomes, text: textOf(outcomes) };
}

describe(`${pathCases.length} paths`, () => {
  test('are many', () => {
    expect(pathCases.length).toBeGreaterThanOrEqual(60);
  });

  test.each(pathCases.map((one) => [one.path.slice(0, 60), one] as const))('%j', async (_, one) => {
    const { root, folder, outside } = project();
    arrange(one, folder, outside);
    const path = one.path.replace('@root', folder);
    const before = digestOf(root);
    const [first, words] = one.expected;
    if (words instanceof RegExp) {
      const said = await refusal(() => opened(csv(path), { root: folder }));
      expect(said).toMatch(new RegExp(`^${first}: .*[.?]$`, 's'));
      expect(said).toMatch(words);
      expect(said).not.toContain(canary);
      expect(said).not.toContain(outside);
    } else {
      const session = await opened(csv(path), { root: folder, shape: schema.shape });
      const rows = await rowsOf(session);
      expect(rows.map(({ a }) => Number(a)).toSorted()).toEqual(one.expected);
      const { outcomes, text } = await told(path, folder);
      expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'passed'));
      expect(text).not.toContain(canary);
    }
    expect(digestOf(root)).toBe(before);
  });
});

test('a hard link is the file itself, and is read', async () => {
  const { folder, outside } = project();
  hardLink(join(outside, 'secret.csv'), join(folder, 'a.csv'));
  expect(await rowsOf(await opened(csv('*.csv'), { root: folder }))).toHaveLength(1);
});

test('a socket is no file', async () => {
  const { folder } = project();
  const close = await listenAt(join(folder, 'a.csv'));
  onTestFinished(close);
  for (const path of ['a.csv', '*.csv'])
    expect(await refusal(() => opened(csv(path), { root: folder }))).toMatch(
      /^DATASET_UNREADABLE: a\.csv is not a regular file/,
    );
});

test('the folder of a Parquet dataset is held to the same', async () => {
  const { folder, outside } = project();
  await write(`copy (select 1 as a) to '${outside}/secret.parquet'`);
  mkdirSync(join(folder, 'data'));
  await write(`copy (select 1 as a) to '${folder}/data/a.parquet'`);
  const names = async () => (await rowsOf(await opened(parquet('data'), { root: folder }))).length;
  expect(await names()).toBe(1);
  arrange(
    { path: '', expected: [], links: { 'data/b.parquet': '@out/secret.parquet' } },
    folder,
    outside,
  );
  expect(await refusal(names)).toMatch(
    /^DATASET_INVALID: data\/b\.parquet, which parquet\('data'\) matches, leads out of data: /,
  );
});
