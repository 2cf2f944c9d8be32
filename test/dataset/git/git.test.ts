import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { csv, duckdb, git, parquet, query, sqlite } from '../../../src/index.ts';
import { commitAll, runGit } from '../../support/git-repository.ts';
import { folder } from '../folder.ts';
import { opened, refusal, rowsOf, valuesOf } from '../opened.ts';

afterAll(closeEngines);

/** A repository of two commits: `v1` with one row, `main` with two. */
function repository(path = 'data/x.csv', ...init: readonly string[]): string {
  const root = folder({ [path]: 'id,n\n1,10\n' });
  commitAll(root, ...init);
  runGit(root, 'tag', 'v1');
  writeFileSync(join(root, path), 'id,n\n1,10\n2,20\n');
  commitAll(root);
  writeFileSync(join(root, path), 'id,n\n9,90\n');
  return root;
}

const said = (dataset: ReturnType<typeof git>, root: string) =>
  refusal(() => opened(dataset, { root }));

describe('a file', () => {
  test('is read as it was at a revision, not as it is now', async () => {
    const root = repository();
    const at = (rev?: string) =>
      valuesOf(git('data/x.csv', rev === undefined ? {} : { rev }), { root });
    expect(await at('v1')).toEqual([[1n, 10n]]);
    expect(await at('main')).toHaveLength(2);
    expect(await at('HEAD~1')).toHaveLength(1);
    expect(await at()).toHaveLength(2);
    expect(await valuesOf(csv('data/x.csv'), { root })).toEqual([[9n, 90n]]);
  });

  test('is named with its revision', async () => {
    expect(git('data/x.csv', { rev: 'v1' }).label).toBe('data/x.csv at v1');
    expect(git('data/x.csv').label).toBe('data/x.csv at HEAD');
  });

  test('is read from a repository of SHA-256 as well', async () => {
    const root = repository('x.csv', '--object-format=sha256');
    expect(await valuesOf(git('x.csv', { rev: 'v1' }), { root })).toEqual([[1n, 10n]]);
  });

  test('is read from a working tree of its own, a bare clone and a subfolder', async () => {
    const root = repository();
    const other = folder();
    runGit(root, 'worktree', 'add', '-q', '--detach', join(other, 'tree'), 'v1');
    runGit(other, 'clone', '-q', '--bare', root, 'bare.git');
    const one = [[1n, 10n]];
    expect(await valuesOf(git('data/x.csv'), { root: join(other, 'tree') })).toEqual(one);
    const bare = git('data/x.csv', { rev: 'v1', repo: 'bare.git' });
    expect(await valuesOf(bare, { root: other })).toEqual(one);
    const below = { root: join(root, 'data') };
    expect(await valuesOf(git('x.csv', { rev: 'v1' }), below)).toEqual(one);
    expect(await valuesOf(git('../data/./x.csv', { rev: 'v1' }), below)).toEqual(one);
    expect(await valuesOf(git(join(root, 'data/x.csv'), { rev: 'v1' }), below)).toEqual(one);
  });

  test('is read as its dataset says', async () => {
    const root = folder({ 'x.csv': 'a;b\n1;2\n' });
    commitAll(root);
    const session = await opened(git(csv('x.csv', { delimiter: ';' })), { root });
    expect(await rowsOf(session)).toEqual([{ a: 1n, b: 2n }]);
  });

  test('of an odd name is read', async () => {
    const name = "sö hne/o'brien [1] $x.csv";
    const root = folder({ [name]: 'a\n1\n' });
    commitAll(root);
    expect(await valuesOf(git(name), { root })).toEqual([[1n]]);
  });

  test('keeps the bytes that were committed, whatever a checkout makes of them', async () => {
    const root = folder({ 'x.csv': 'a,b\n1,x\n', '.gitattributes': '*.csv text eol=crlf\n' });
    commitAll(root);
    expect(await git('x.csv').digests?.(root)).toEqual([
      createHash('sha256').update('a,b\n1,x\n').digest('hex'),
    ]);
  });

  test('is brought anew if the cache was changed', async () => {
    const root = repository();
    const cached = await cachedOf(git('data/x.csv', { rev: 'v1' }), root);
    writeFileSync(cached, 'id,n\n666,1\n');
    expect(await valuesOf(git('data/x.csv', { rev: 'v1' }), { root })).toEqual([[1n, 10n]]);
  });
});

/** The file that a dataset is read from. */
async function cachedOf(dataset: ReturnType<typeof git>, root: string): Promise<string> {
  const session = await opened(dataset, { root });
  const from = session.reproduce?.from({ sql: null, masked: new Set() }) ?? '';
  return resolve(root, String(/'([^']*\.csv)'/.exec(from)?.[1]));
}

describe('several files', () => {
  const partitioned = () => {
    const root = folder({
      'd/part=a/x.csv': 'v\n1\n',
      'd/part=b/x.csv': 'v\n2\n',
      'd/_temporary/x.csv': 'v\n3\n',
      'd/README.md': 'text',
    });
    commitAll(root);
    rmSync(join(root, 'd'), { recursive: true });
    return root;
  };

  test('of a glob are read by the rules of a glob', async () => {
    const root = partitioned();
    const session = await opened(git('d/**/*.csv'), { root });
    expect(await rowsOf(session)).toEqual([{ v: 1n }, { v: 2n }]);
    expect(session.notes.join(' ')).toContain('d/_temporary/x.csv is skipped');
  });

  test('of a folder are those of the one format that it has', async () => {
    const root = partitioned();
    const session = await opened(git('d'), { root });
    expect((await rowsOf(session)).length).toBe(2);
    expect(session.notes.join(' ')).toContain('d/README.md is not read');
  });

  test('of several formats are an error', async () => {
    const root = folder({ 'd/a.csv': 'v\n1\n', 'd/b.json': '{"v":1}\n' });
    commitAll(root);
    expect(await said(git('d'), root)).toMatch(/^DATASET_INVALID: .*several formats \(csv, json\)/);
    expect((await rowsOf(await opened(git(csv('d')), { root }))).length).toBe(1);
  });

  test('keep the names of their folders for the values of columns', async () => {
    const root = folder();
    const write = folder();
    const { onPlainDuckDB } = await import('../../support/plain-duckdb.ts');
    await onPlainDuckDB(write, async (connection) => {
      await connection.run(
        `copy (select 1 as v, 'a' as part union all select 2, 'b') to '${join(root, 'd')}' (format parquet, partition_by part)`,
      );
    });
    commitAll(root);
    const dataset = git(parquet('d', { hivePartitioning: true }));
    const session = await opened(dataset, { root });
    expect(await rowsOf(session)).toEqual([
      { v: 1, part: 'a' },
      { v: 2, part: 'b' },
    ]);
  });
});

describe('Git LFS', () => {
  const content = 'a\n1\n2\n';
  const oid = createHash('sha256').update(content).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
  const withObject = (root: string, bytes: string) => {
    const path = join(root, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };

  test('a pointer without its content is an error that says so', async () => {
    const root = folder({ 'x.csv': pointer });
    commitAll(root);
    expect(await said(git('x.csv'), root)).toMatch(
      /^DATASET_UNREADABLE: x.csv at HEAD is a pointer of Git LFS.*git lfs fetch origin HEAD/,
    );
  });

  test('a pointer is read as its content, if that is there and whole', async () => {
    const root = folder({ 'x.csv': pointer });
    commitAll(root);
    withObject(root, content);
    expect(await valuesOf(git('x.csv'), { root })).toEqual([[1n], [2n]]);
  });

  test('a damaged content is an error', async () => {
    const root = folder({ 'x.csv': pointer });
    commitAll(root);
    withObject(root, 'a\n1\n3\n');
    expect(await said(git('x.csv'), root)).toMatch(/^DATASET_UNREADABLE: .*damaged/);
  });

  test('a pointer that names nothing is an error', async () => {
    const root = folder({ 'x.csv': 'version https://git-lfs.github.com/spec/v1\n' });
    commitAll(root);
    expect(await said(git('x.csv'), root)).toMatch(/^DATASET_UNREADABLE: .*names no content/);
  });
});

describe('what is not there', () => {
  test('a folder that is no repository', async () => {
    const root = folder({ 'x.csv': 'a\n1\n' });
    expect(await said(git('x.csv'), root)).toMatch(/^DATASET_UNREADABLE: .*not a git repository/);
    expect(await said(git('x.csv', { repo: 'nowhere' }), root)).toMatch(
      /^DATASET_NOT_FOUND: .*'nowhere' does not exist/,
    );
  });

  test('an unknown revision, with the one that may be meant', async () => {
    const root = repository();
    expect(await said(git('data/x.csv', { rev: 'mian' }), root)).toMatch(
      /^DATASET_NOT_FOUND: .*no revision 'mian': did you mean 'main'/,
    );
  });

  test('a revision that a shallow clone lacks', async () => {
    const root = repository();
    const other = folder();
    runGit(other, 'clone', '-q', '--depth', '1', `file://${root}`, 'clone');
    expect(await said(git('data/x.csv', { rev: 'origin/v2' }), join(other, 'clone'))).toMatch(
      /^DATASET_NOT_FOUND: .*shallow.*fetch-depth: 0.*git fetch origin v2/,
    );
    expect(await said(git('data/x.csv', { rev: 'HEAD~1' }), join(other, 'clone'))).toMatch(
      /shallow.*git fetch --unshallow/,
    );
  });

  test('a name of several things', async () => {
    const root = repository();
    runGit(root, 'tag', 'main', 'v1');
    expect(await said(git('data/x.csv', { rev: 'main' }), root)).toMatch(
      /^DATASET_INVALID: .*refs\/heads\/main or refs\/tags\/main/,
    );
    expect(await valuesOf(git('data/x.csv', { rev: 'refs/heads/main' }), { root })).toHaveLength(2);
  });

  test('a path that the revision lacks, with where it is', async () => {
    const root = repository();
    writeFileSync(join(root, 'data/y.csv'), 'a\n1\n');
    const later = commitAll(root).slice(0, 7);
    expect(await said(git('data/y.csv', { rev: 'v1' }), root)).toMatch(
      new RegExp(`^DATASET_NOT_FOUND: data/y.csv at v1 does not exist.*commit ${later}`),
    );
    expect(await said(git('dta/x.csv', { rev: 'v1' }), root)).toMatch(/Did you mean 'data\/x.csv'/);
    expect(await said(git('data/*.parquet'), root)).toMatch(
      /^DATASET_NOT_FOUND: .*no file that matches/,
    );
    expect(await said(git('data/*.csv/../x.csv'), root)).toMatch(/^DATASET_INVALID: .*goes up/);
  });

  test('a file that DVC tracks', async () => {
    const root = folder({ 'x.csv.dvc': 'outs: []\n' });
    commitAll(root);
    expect(await said(git('x.csv'), root)).toMatch(/^DATASET_NOT_FOUND: .*DVC tracks it.*dvc\(\)/);
  });

  test('a path outside of the repository', async () => {
    const root = repository();
    for (const path of ['../x.csv', '/etc/x.csv'])
      expect(await said(git(path), root)).toMatch(/^DATASET_INVALID: .*outside of the repository/);
  });

  test('a submodule, and a path in it', async () => {
    const root = repository();
    runGit(root, 'submodule', '--quiet', 'add', repository(), 'sub');
    commitAll(root);
    expect(await said(git('sub/data/x.csv'), root)).toMatch(
      /^DATASET_INVALID: .*the submodule sub/,
    );
    const session = await opened(git('**/*.csv'), { root });
    expect(session.notes.join(' ')).toContain('sub is a submodule');
  });

  test('a symbolic link, and a path behind one', async () => {
    const root = repository();
    symlinkSync('data/x.csv', join(root, 'link.csv'));
    symlinkSync('data', join(root, 'folder'));
    commitAll(root);
    expect(await said(git('link.csv'), root)).toMatch(/^DATASET_INVALID: .*symbolic link/);
    expect(await said(git('*.csv'), root)).toMatch(/^DATASET_INVALID: .*symbolic link/);
    expect(await said(git('folder/x.csv'), root)).toMatch(
      /^DATASET_INVALID: .*symbolic link folder/,
    );
  });

  test('the content of a clone that was made without it', async () => {
    const root = repository();
    const id = runGit(root, 'rev-parse', 'v1:data/x.csv');
    rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)));
    expect(await said(git('data/x.csv', { rev: 'v1' }), root)).toMatch(
      /^DATASET_UNREADABLE: The content of data\/x.csv at v1 is not in the repository/,
    );
  });

  test('what git-crypt encrypted', async () => {
    const root = folder({ 'x.csv': '\0GITCRYPT\0abc' });
    commitAll(root);
    expect(await said(git('x.csv'), root)).toMatch(/^DATASET_UNREADABLE: .*git-crypt/);
  });
});

describe('what is refused before anything is read', () => {
  test('a revision that would be an option of the command', () => {
    for (const rev of ['--output=/tmp/x', '-h', '', ' main', 'a\nb', 'a\0b', ':/x', '^main'])
      expect(() => git('x.csv', { rev })).toThrow(/rev of git\(\) can't be/);
  });

  test('what is no path of a repository', () => {
    for (const given of ['', 'a\0', 'https://example.com/x.csv', csv('s3://b/x.csv')])
      expect(() => git(given)).toThrow(/DATASET|names no file|character|URL/);
    expect(() => git(csv(['a.csv', 'b.csv']))).toThrow('one path, folder or glob');
    for (const given of [duckdb('x.db', 't'), query(csv('x.csv'), 'select 1')])
      expect(() => git(given)).toThrow('a dataset of files');
  });

  test('a format that is not known, or needs more', async () => {
    const root = folder({ 'x.bin': 'a', 'x.db': 'a', 'x.duckdb': 'a' });
    commitAll(root);
    expect(await said(git('x.bin'), root)).toMatch(/^DATASET_INVALID: .*no known extension/);
    expect(await said(git('x.db'), root)).toMatch(/^DATASET_INVALID: .*git\(sqlite\(/);
    expect(await said(git('x.duckdb'), root)).toMatch(/^DATASET_INVALID: .*DuckDB database/);
    expect(git(sqlite('x.db', 't')).label).toBe('x.db at HEAD');
  });
});

describe('the environment', () => {
  const withEnv = (name: string, value: string) => {
    const before = process.env[name];
    process.env[name] = value;
    onTestFinished(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  };

  test('does not have another repository read', async () => {
    const root = repository();
    const other = folder({ 'data/x.csv': 'id,n\n7,7\n' });
    commitAll(other);
    runGit(other, 'tag', 'v1');
    withEnv('GIT_DIR', join(other, '.git'));
    withEnv('GIT_WORK_TREE', other);
    expect(await valuesOf(git('data/x.csv', { rev: 'v1' }), { root })).toEqual([[1n, 10n]]);
  });

  test('without the command git is an error that says so', async () => {
    const root = repository();
    withEnv('PATH', '/nowhere');
    expect(await said(git('data/x.csv'), root)).toMatch(/^DATASET_UNREADABLE: .*install git/);
  });
});
