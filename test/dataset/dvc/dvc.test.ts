import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { settingsOf } from '../../../src/dataset/dvc/config.ts';
import { legacyMd5 } from '../../../src/dataset/dvc/legacy-md5.ts';
import { outsOfLock } from '../../../src/dataset/dvc/outs.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { csv, dvc } from '../../../src/index.ts';
import { putObject, trackAll, writeDvcFile } from '../../support/dvc-files.ts';
import { commitAll } from '../../support/git-repository.ts';
import { folder } from '../folder.ts';
import { opened, refusal, valuesOf } from '../opened.ts';

afterAll(closeEngines);

const said = (dataset: ReturnType<typeof dvc>, root: string) =>
  refusal(() => opened(dataset, { root }));

/** A repository that tracks these files. */
function tracked(files: Readonly<Record<string, string>>): string {
  const root = folder(files);
  trackAll(root);
  for (const name of Object.keys(files)) rmSync(join(root, name));
  return root;
}

const keep = (root: string, key: string, text: string) => {
  const path = join(root, '.dvc/cache', key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Tracks a folder of files by its list. */
function trackList(root: string, list: readonly object[] | string): void {
  const text = typeof list === 'string' ? list : JSON.stringify(list);
  writeDvcFile(root, 'd', putObject(join(root, '.dvc/cache'), Buffer.from(text), '.dir'));
}

describe('what DVC tracks', () => {
  test('is read as its .dvc file says now, and at a revision', async () => {
    const root = tracked({ 'x.csv': 'a\n1\n' });
    commitAll(root);
    writeFileSync(join(root, 'x.csv'), 'a\n2\n');
    trackAll(root);
    expect(await valuesOf(dvc('x.csv'), { root })).toEqual([[2n]]);
    expect(await valuesOf(dvc('x.csv', { rev: 'HEAD' }), { root })).toEqual([[1n]]);
    expect(dvc('x.csv', { rev: 'v1' }).label).toBe('x.csv at v1');
  });

  test('is read as its dataset says, from a subfolder too', async () => {
    const root = tracked({ 'd/x.csv': 'a;b\n1;2\n' });
    const dataset = dvc(csv('x.csv', { delimiter: ';' }));
    expect(await valuesOf(dataset, { root: join(root, 'd') })).toEqual([[1n, 2n]]);
  });

  test('is a folder, files in it, and several outs', async () => {
    const root = tracked({ 'e/1.csv': 'a\n1\n', 'e/2.csv': 'a\n2\n' });
    const one = putObject(join(root, '.dvc/cache'), Buffer.from('a\n7\n'));
    trackList(root, [
      { md5: one, relpath: 'part=ä/x.csv' },
      { md5: one, relpath: 'part=b/x.csv' },
    ]);
    expect(await valuesOf(dvc('d'), { root })).toHaveLength(2);
    expect(await valuesOf(dvc('d/part=ä/x.csv'), { root })).toHaveLength(1);
    expect(await valuesOf(dvc('d/**/*.csv'), { root })).toHaveLength(2);
    expect(await valuesOf(dvc('e'), { root })).toEqual([[1n], [2n]]);
  });

  test('is read from a folder as the remote', async () => {
    const root = tracked({ 'x.csv': 'a\n1\n' });
    rmSync(join(root, '.dvc/cache'), { recursive: true });
    putObject(join(root, 'remote'), Buffer.from('a\n1\n'));
    writeFileSync(
      join(root, '.dvc/config'),
      '[core]\n    remote = store\n[\'remote "store"\']\n    url = nowhere\n',
    );
    writeFileSync(join(root, '.dvc/config.local'), '[\'remote "store"\']\n    url = ../remote\n');
    expect(await valuesOf(dvc('x.csv'), { root })).toEqual([[1n]]);
  });

  test('by DVC 2 is compared with the MD5 that it computed', async () => {
    const root = tracked({});
    const text = 'a,b\r\n1,2\r\n';
    const digest = md5(text.replaceAll('\r\n', '\n'));
    writeFileSync(join(root, 'x.csv.dvc'), `outs:\n- md5: ${digest}\n  path: x.csv\n`);
    keep(root, `${digest.slice(0, 2)}/${digest.slice(2)}`, text);
    expect(await valuesOf(dvc('x.csv'), { root })).toEqual([[1n, 2n]]);
    keep(root, `${digest.slice(0, 2)}/${digest.slice(2)}`, text.replace('2', '3'));
    rmSync(join(root, 'node_modules'), { recursive: true });
    mkdirSync(join(root, 'node_modules'));
    expect(await said(dvc('x.csv'), root)).toMatch(/^DATASET_UNREADABLE: .*damaged/);
  });

  test('is listed in the .dvc file itself for some remotes', async () => {
    const root = tracked({});
    const one = putObject(join(root, '.dvc/cache'), Buffer.from('a\n7\n'));
    const files = `  files:\n  - relpath: x.csv\n    md5: ${one}\n`;
    writeFileSync(join(root, 'd.dvc'), `outs:\n- path: d\n  hash: md5\n${files}`);
    expect(await valuesOf(dvc('d'), { root })).toEqual([[7n]]);
  });
});

describe('what is wrong', () => {
  test('a content that is nowhere', async () => {
    const root = tracked({ 'x.csv': 'a\n1\n' });
    rmSync(join(root, '.dvc/cache'), { recursive: true });
    expect(await said(dvc('x.csv'), root)).toMatch(
      /^DATASET_UNREADABLE: .*no default remote.*dvc fetch/,
    );
    for (const [url, words] of [
      ['gs://b/x', /of a kind that is not read.*dvc fetch/],
      ['../remote', /neither in the cache.*dvc push.*dvc fetch/],
    ] as const) {
      const config = `[core]\nremote = s\n['remote "s"']\nurl = ${url}\n`;
      writeFileSync(join(root, '.dvc/config'), config);
      expect(await said(dvc('x.csv'), root)).toMatch(words);
    }
  });

  test('a damaged content, and a damaged list', async () => {
    const root = tracked({ 'x.csv': 'a\n1\n' });
    const digest = md5('a\n1\n');
    keep(root, `files/md5/${digest.slice(0, 2)}/${digest.slice(2)}`, 'a\n2\n');
    expect(await said(dvc('x.csv'), root)).toMatch(/^DATASET_UNREADABLE: .*damaged/);
    trackList(root, '{}');
    expect(await said(dvc('d'), root)).toMatch(/^DATASET_UNREADABLE: .*not as DVC writes it/);
  });

  test('a list that leads out of its folder', async () => {
    for (const relpath of ['../x.csv', '/etc/x.csv', 'a/../../x.csv', 'a\0.csv', '']) {
      const root = tracked({});
      const one = putObject(join(root, '.dvc/cache'), Buffer.from('a\n7\n'));
      trackList(root, [{ md5: one, relpath }]);
      expect(await said(dvc('d'), root)).toMatch(/^DATASET_UNREADABLE: .*outside of its folder/);
    }
  });

  test('a path that nothing tracks, or outside of the repository', async () => {
    const root = tracked({ 'x.csv': 'a\n1\n' });
    expect(await said(dvc('y.csv'), root)).toMatch(/^DATASET_NOT_FOUND: .*not tracked by DVC/);
    expect(await said(dvc('../y.csv'), root)).toMatch(/^DATASET_INVALID: .*outside/);
    expect(await said(dvc('*.csv/../x.csv'), root)).toMatch(/^DATASET_INVALID: .*goes up/);
    expect(await said(dvc('x.csv'), folder())).toMatch(/^DATASET_UNREADABLE: .*no DVC repository/);
    expect(() => dvc('x.csv', { rev: '--help' })).toThrow("rev of dvc() can't be");
  });

  test('a file of DVC that can not be read', async () => {
    const root = tracked({});
    writeFileSync(join(root, 'x.csv.dvc'), 'outs: [');
    expect(await said(dvc('x.csv'), root)).toMatch(/^DATASET_UNREADABLE: x.csv.dvc .*no YAML/);
    writeFileSync(join(root, 'x.csv.dvc'), 'outs:\n- path: x.csv\n  md5: ../../etc\n');
    expect(await said(dvc('x.csv'), root)).toMatch(/not as DVC writes it at outs.0.md5/);
    writeFileSync(join(root, 'x.csv.dvc'), 'outs:\n- path: x.csv\n');
    expect(await said(dvc('x.csv'), root)).toMatch(/has no MD5 of x.csv: run dvc commit/);
    writeFileSync(join(root, 'x.csv.dvc'), 'outs:\n- path: x.csv\n  cache: false\n');
    expect(await said(dvc('x.csv'), root)).toMatch(/^DATASET_INVALID: .*read it with git\(\)/);
  });
});

test('the outs of a lock start from the folder of their stage', () => {
  const out = `outs:\n    - path: ../x.csv\n      md5: ${md5('')}\n      hash: md5\n`;
  const lock = `schema: '2.0'\nstages:\n  a:\n    ${out}  b@1:\n    ${out}`;
  const pipeline =
    'stages:\n  a: {cmd: x, wdir: in/deep}\n  b: {foreach: [1], do: {wdir: other}}\n';
  const paths = outsOfLock('p/dvc.lock', lock, pipeline).map(({ path }) => path);
  expect(paths).toEqual(['p/in/x.csv', 'p/x.csv']);
  const old = `a:\n  outs:\n  - path: x\n    md5: ${md5('')}\n`;
  expect(outsOfLock('dvc.lock', old, null)[0]).toMatchObject({ path: 'x', isLegacy: true });
});

test('settings are those of ConfigObj', () => {
  const text = '# one\n[core]\n    remote = a\n; two\n[\'remote "a b"\']\nurl = "s3://x/y=z"\n';
  expect(settingsOf(text)).toEqual([
    ['core', 'remote', 'a'],
    ['remote "a b"', 'url', 's3://x/y=z'],
  ]);
});

test('a line end across two pieces stays, as it did in DVC 2', () => {
  const text = `${'x'.repeat(2 ** 20 - 1)}\r\ny\r\n`;
  const hash = legacyMd5();
  for (let at = 0; at < text.length; at += 65_521)
    hash.update(Buffer.from(text.slice(at, at + 65_521)));
  expect(hash.digest('hex')).toBe(md5(`${'x'.repeat(2 ** 20 - 1)}\r\ny\n`));
});
