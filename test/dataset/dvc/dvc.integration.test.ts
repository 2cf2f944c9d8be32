import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { csv, type Dataset, dvc } from '../../../src/index.ts';
import { type Dvc, dvcTool } from '../../support/dvc-tool.ts';
import { commitAll, runGit } from '../../support/git-repository.ts';
import { startS3 } from '../../support/s3-server.ts';
import { refusal, valuesOf } from '../opened.ts';

// Repositories that the tool itself made, read without it: as `dvc get` gives them.

const scratch = mkdtempSync(join(tmpdir(), 'dvc-test-'));
afterAll(async () => {
  await closeEngines();
  rmSync(scratch, { recursive: true, force: true });
});

const write = (root: string, files: Readonly<Record<string, string>>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

const pipeline = `stages:
  sums:
    wdir: steps
    cmd: python3 sums.py
    deps: [../raw.csv, sums.py]
    outs: [../sums.csv]
`;

/** Two revisions, `v1` and `v2`: a file, a folder with names that are not ASCII, and in DVC 3 a pipeline. */
async function repository(release: 2 | 3): Promise<string> {
  const root = join(scratch, `release-${release}`);
  mkdirSync(root);
  runGit(root, 'init', '-q', '-b', 'main');
  const tool = await dvcTool(release, root, scratch);
  await tool('init');
  await tool('remote', 'add', '-d', 'store', join(scratch, `remote-${release}`));
  const program =
    "import sys; open('../sums.csv', 'w').write('s\\n' + str(len(open('../raw.csv').read())) + '\\n')\n";
  write(root, { 'dvc.yaml': pipeline, 'steps/sums.py': program });
  for (const version of ['v1', 'v2']) {
    const more = version === 'v2' ? '3,zwei\r\n' : '';
    write(root, {
      'raw.csv': `id,s\r\n1,eins\r\n2,ü\r\n${more}`,
      'folder/jahr=2025/é ñ.csv': 'v\n1\n',
      'folder/jahr=2026/same.csv': 'v\n1\n',
      [`folder/jahr=2026/日本-${version}.csv`]: `v\n${more.length}\n`,
    });
    await tool('add', 'raw.csv', 'folder');
    await tool('repro');
    await tool('push');
    commitAll(root);
    runGit(root, 'tag', version);
  }
  return root;
}

/** Nothing but git is to be found while a test reads. */
function withoutPython(): void {
  const bin = mkdtempSync(join(scratch, 'bin-'));
  symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(bin, 'git'));
  const before = process.env.PATH;
  process.env.PATH = bin;
  onTestFinished(() => {
    process.env.PATH = before;
  });
}

const contents = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();

describe.each([2, 3] as const)('a repository of DVC %i', (release) => {
  let root = '';
  let get: Dvc;
  beforeAll(async () => {
    root = await repository(release);
    // DVC 3 reads what DVC 2 wrote; `dvc get` of DVC 2 fails with the libraries of today.
    get = await dvcTool(3, root, scratch);
  }, 300_000);

  /** What `dvc get` gives. */
  const got = async (path: string, rev: string) => {
    const out = join(mkdtempSync(join(scratch, 'got-')), path);
    await get('get', root, path, '--rev', rev, '-o', out);
    return out;
  };
  const all = (dataset: Dataset) => valuesOf(dataset, { root });

  test.each(['v1', 'v2'])('gives at %s what dvc get gives', async (rev) => {
    const raw = await got('raw.csv', rev);
    const sums = await got('sums.csv', rev);
    const folder = await got('folder', rev);
    withoutPython();
    expect(await all(dvc('raw.csv', { rev }))).toEqual(await all(csv(raw)));
    expect(await all(dvc('sums.csv', { rev }))).toEqual(await all(csv(sums)));
    expect(await all(dvc('folder', { rev }))).toEqual(await all(csv(contents(folder))));
    for (const name of contents(folder).map((path) => path.slice(folder.length + 1)))
      expect(await all(dvc(`folder/${name}`, { rev }))).toEqual(await all(csv(join(folder, name))));
    expect(await dvc('raw.csv', { rev }).digests?.(root)).toEqual(await csv(raw).digests?.(root));
    expect(readFileSync(raw, 'utf8')).toContain('\r\n');
  });

  test('is read from its remote once the cache is gone', async () => {
    withoutPython();
    rmSync(join(root, '.dvc/cache'), { recursive: true });
    rmSync(join(root, 'node_modules'), { recursive: true });
    mkdirSync(join(root, 'node_modules'));
    expect(await all(dvc('raw.csv', { rev: 'v1' }))).toHaveLength(2);
    expect(await all(dvc('folder'))).toHaveLength(4);
  });

  test('is read from S3, and an error says what to do without it', async () => {
    const server = await startS3();
    onTestFinished(() => server.stop());
    const sdk = await import('@aws-sdk/client-s3');
    const client = new sdk.S3Client({
      endpoint: server.endpoint,
      forcePathStyle: true,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const remote = join(scratch, `remote-${release}`);
    for (const path of contents(remote))
      await client.send(
        new sdk.PutObjectCommand({
          Bucket: server.bucket,
          Key: `some/prefix/${path.slice(remote.length + 1)}`,
          Body: readFileSync(path),
        }),
      );
    const lines = [
      '[core]\n    remote = s3',
      `['remote "s3"']\n    url = s3://${server.bucket}/some/prefix\n    endpointurl = ${server.endpoint}`,
      '    access_key_id = test\n    secret_access_key = planted-secret\n',
    ];
    writeFileSync(join(root, '.dvc/config.local'), lines.join('\n'));
    rmSync(join(root, 'node_modules'), { recursive: true });
    mkdirSync(join(root, 'node_modules'));
    withoutPython();
    expect(await all(dvc('raw.csv', { rev: 'v2' }))).toHaveLength(3);
    expect(await all(dvc('folder', { rev: 'v2' }))).toHaveLength(4);
    writeFileSync(
      join(root, '.dvc/config.local'),
      lines.join('\n').replace('some/prefix', 'elsewhere'),
    );
    const said = await refusal(() => all(dvc('raw.csv', { rev: 'v1' })));
    expect(said).toMatch(/^DATASET_UNREADABLE: .*neither in the cache.*dvc fetch/);
    writeFileSync(
      join(root, '.dvc/config.local'),
      lines.join('\n').replace(server.bucket, 'no-such-bucket'),
    );
    const refused = await refusal(() => all(dvc('raw.csv', { rev: 'v1' })));
    expect(refused).toMatch(/^DATASET_UNREADABLE: .*NoSuchBucket.*credentials/);
    expect(refused).not.toContain('planted-secret');
  });
});
