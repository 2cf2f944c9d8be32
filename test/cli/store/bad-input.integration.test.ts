import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assay, project, projects, type Ran, sentences } from '../command.ts';

// Each command ends with the exit code that docs name, says in a sentence what to do, and loses nothing.

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const root = resolve(import.meta.dirname, '../../..');
const main = join(root, 'src/cli/main.ts');
const rows = 'id,n\n1,2\n2,3\n';
const contract = `import { contract, snapshot, verify, z } from 'assay';
verify(contract('trips', { schema: z.object({ id: z.int(), n: z.number() }) }, ({ rows }) => [rows.count().atLeast(1)]), snapshot('trips@candidate'));`;

let made = '';

/** A project whose store has two copied snapshots, and one in place: `candidate` and `production` name them. */
function prepared(): string {
  const folder = project({
    'a.csv': rows,
    'b.csv': `${rows}3,4\n`,
    'c.csv': `${rows}4,5\n`,
    'trips.contract.ts': contract,
    'vitest.config.ts':
      "import { contracts } from 'assay/plugin';\nexport default { plugins: [contracts()], ssr: { resolve: { conditions: ['assay-source'] } } };",
  });
  cpSync(join(made, '.assay'), join(folder, '.assay'), { recursive: true });
  return folder;
}

beforeAll(() => {
  made = project({ 'a.csv': rows, 'b.csv': `${rows}3,4\n`, 'c.csv': `${rows}4,5\n` });
  const created = (file: string, ...more: readonly string[]) =>
    expect(assay(made, 'snapshot', 'create', 'trips', file, ...more)).toMatchObject({ status: 0 });
  created('a.csv', '--copy', '--tag', 'production');
  created('b.csv', '--copy', '--tag', 'production');
  created('c.csv', '--tag', 'candidate');
});

/** All files of a folder and their bytes, without drafts. */
function contentsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/drafts/') && !path.includes('/node_modules/'));
  return Object.fromEntries(
    files.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

/** Expects an exit code and a sentence, and that nothing is lost or written. */
function refuses(folder: string, status: number, message: RegExp, run: () => Ran): void {
  const before = contentsOf(folder);
  const { stderr, stdout, status: found } = run();
  expect({ found, said: `${stderr} ${stdout}`.replaceAll(/\s+/g, ' ') }).toEqual({
    found: status,
    said: expect.stringMatching(message),
  });
  // A message, not a trace of calls.
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(contentsOf(folder)).toEqual(before);
}

const ran = (args: readonly string[], options: Parameters<typeof spawnSync>[2]): Ran => {
  const [command = '', ...more] = args;
  const { status, stdout, stderr } = spawnSync(command, more, {
    env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
    ...options,
    encoding: 'utf8',
  });
  const shown = String(stdout) + String(stderr);
  return { status, stdout: String(stdout), stderr: sentences(String(stderr)), shown };
};

const node = [process.execPath, '--conditions=assay-source', main];

describe('a tag or a dataset that is not there', () => {
  test.each([
    [
      'rollback',
      ['rollback', 'trips', 'prodction'],
      /no tag 'prodction'.*Did you mean 'production'/,
    ],
    [
      'promote',
      ['promote', 'trips', '--from', 'candidat', '--to', 'production'],
      /Did you mean 'candidate'/,
    ],
    [
      'diff',
      ['diff', 'trips', 'production', 'stagin', '--key', 'id'],
      /no tag 'stagin'.*candidate/,
    ],
    ['log', ['log', 'tripps'], /no snapshot of 'tripps'.*Did you mean 'trips'/],
    ['status', ['status', 'tripps'], /Did you mean 'trips'/],
    ['purge', ['purge', 'tripps'], /Did you mean 'trips'/],
  ])('%s', (_, args, message) => {
    const folder = prepared();
    refuses(folder, 5, message, () => assay(folder, ...args));
  });

  test('no store', () => {
    const folder = project({ 'a.csv': rows });
    for (const args of [['status'], ['log', 'trips'], ['rollback', 'trips', 'production']])
      refuses(folder, 5, /no store at \.assay: assay snapshot create/, () =>
        assay(folder, ...args),
      );
    expect(existsSync(join(folder, '.assay'))).toBe(false);
  });
});

describe('a file that is missing', () => {
  test('snapshot create', () => {
    const folder = prepared();
    refuses(folder, 2, /none\.csv.*does not exist/, () =>
      assay(folder, 'snapshot', 'create', 'trips', 'none.csv', '--tag', 'candidate'),
    );
  });

  test('promote and log --verify name it', () => {
    const folder = prepared();
    rmSync(join(folder, 'c.csv'));
    refuses(folder, 2, /c\.csv is not the file of the snapshot.*Put the recorded file back/, () =>
      assay(folder, 'promote', 'trips', '--from', 'candidate', '--to', 'staging'),
    );
    refuses(folder, 1, /× c\.csv/, () => assay(folder, 'log', 'trips', '--verify'));
  });

  test('rollback to data that is not there any more', () => {
    const folder = prepared();
    rmSync(join(folder, '.assay/objects'), { recursive: true });
    refuses(folder, 2, /a\.csv is not the file.*no copy of it/, () =>
      assay(folder, 'rollback', 'trips', 'production'),
    );
  });
});

describe('a store that was copied in part', () => {
  const parts: Readonly<Record<string, readonly [path: string, message: RegExp]>> = {
    'without its format': ['store', /copied in part\. Copy the whole store again/],
    'without a record': ['log/trips/00000002', /00000002\/record\.json.*missing.*Restore the log/],
    'without its last record': ['log/trips/00000003', /00000003.*cut off, or copied in part/],
  };
  test.each(Object.entries(parts))('%s', (_, [path, message]) => {
    const folder = prepared();
    rmSync(join(folder, '.assay', path), { recursive: true });
    for (const args of [
      ['status'],
      ['rollback', 'trips', 'production'],
      ['snapshot', 'create', 'trips', 'a.csv', '--tag', 'candidate'],
    ])
      refuses(folder, 5, message, () => assay(folder, ...args));
    refuses(folder, 1, /not as recorded/, () => assay(folder, 'log', 'trips', '--verify'));
  });

  test('without descriptors', () => {
    const folder = prepared();
    rmSync(join(folder, '.assay/snapshots'), { recursive: true });
    const message = /datapackage\.json.*missing.*Restore it from a copy/;
    refuses(folder, 5, message, () => assay(folder, 'rollback', 'trips', 'production'));
    refuses(folder, 1, /× snapshots\/trips/, () => assay(folder, 'log', 'trips', '--verify'));
  });
});

test('records of another store with the same name', () => {
  const folder = prepared();
  const other = project({ 'a.csv': rows });
  for (const tag of ['candidate', 'new', 'other'])
    assay(other, 'snapshot', 'create', 'trips', 'a.csv', '--tag', tag);
  const record = 'log/trips/00000003';
  cpSync(join(other, '.assay', record), join(folder, '.assay', record), { recursive: true });
  refuses(folder, 5, /00000003\/record\.json/, () => assay(folder, 'status'));
  rmSync(join(folder, '.assay/log/trips/head.json'));
  refuses(folder, 5, /belongs to another store: the files of two stores were mixed/, () =>
    assay(folder, 'status'),
  );
});

describe('a path outside', () => {
  test('a file outside of the project is not referenced in place', () => {
    const folder = prepared();
    const outside = join(project({ 'x.csv': rows }), 'x.csv');
    symlinkSync(outside, join(folder, 'link.csv'));
    for (const path of [outside, 'link.csv'])
      refuses(folder, 64, /lies outside of.*--copy/, () =>
        assay(folder, 'snapshot', 'create', 'trips', path),
      );
  });

  test.each(['../trips', 'a/b', '/etc/passwd', '..', ''])('the name %j', (name) => {
    const folder = prepared();
    refuses(folder, 64, /can't be the name of a dataset/, () => assay(folder, 'log', name));
    expect(existsSync(join(folder, '.assay/log/a'))).toBe(false);
  });
});

test('a store that nobody may write to', () => {
  const folder = prepared();
  const store = join(folder, '.assay');
  const paths = [
    store,
    ...readdirSync(store, { recursive: true, encoding: 'utf8' }).map((one) => join(store, one)),
  ];
  for (const path of paths) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
  chmodSync(folder, 0o755);
  chmodSync(dirname(folder), 0o755);
  // Root may write anywhere.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const as = (...args: readonly string[]) => ran([...node, ...args], { cwd: folder, ...user });
  const message = /could not be written: its permissions forbid it.*Nothing was changed/;
  refuses(folder, 5, message, () => as('rollback', 'trips', 'production'));
  refuses(folder, 5, message, () => as('snapshot', 'create', 'trips', 'a.csv', '--tag', 'new'));
  expect(as('status')).toMatchObject({ status: 0, stderr: '' });
  expect(as('log', 'trips', '--verify')).toMatchObject({ status: 0, stderr: '' });
  for (const path of paths) chmodSync(path, 0o755);
});

/** Runs a script in which `$1` is mounted as a disk of 256 kB, where a user may do that. */
const onSmallDisk = (script: string, folder: string) =>
  ran(
    [
      'unshare',
      '-rm',
      'sh',
      '-c',
      `mount -t tmpfs -o size=256k tmpfs "$1" || exit 77; ${script}`,
      'sh',
      folder,
    ],
    {
      cwd: folder,
    },
  );
const canMount = ran(['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], {}).status === 0;

test.runIf(canMount)('a disk that is full', () => {
  const folder = prepared();
  const disk = join(folder, 'disk');
  cpSync(join(folder, '.assay'), disk, { recursive: true });
  writeFileSync(join(folder, 'large.csv'), `id,n\n${'1,2\n'.repeat(100_000)}`);
  const command = `${node.map((part) => `'${part}'`).join(' ')} --store`;
  const [create, log] = [
    command.replace('--store', 'snapshot create trips large.csv --copy --tag candidate --store'),
    command.replace('--store', 'log trips --verify --store'),
  ];
  const { status, stdout, stderr } = onSmallDisk(
    `cd ..; cp -r .assay/. disk; ${create} disk; echo "exit $?"; ${log} disk; echo "exit $?"; rm large.csv`,
    disk,
  );
  expect(status).toBe(0);
  expect(sentences(stderr)).toMatch(
    /could not be written: the disk is full: make room, and run the same command again \(ENOSPC\)\. Nothing was changed/,
  );
  expect(stdout).toMatch(/^exit 5\n.*all as they were recorded\.\nexit 0\n$/);
});

test('a clock that was set back', () => {
  const folder = prepared();
  const shift = `data:text/javascript,${encodeURIComponent(`
    const now = Date.now.bind(Date);
    const past = () => now() - 86_400_000;
    globalThis.Date = class extends Date {
      constructor(...given) { given.length === 0 ? super(past()) : super(...given); }
      static now() { return past(); }
    };`)}`;
  const [executable = '', ...options] = node;
  const late = (...args: readonly string[]) =>
    ran([executable, '--import', shift, ...options, ...args], { cwd: folder });
  const message = /The clock of this machine says.*set the clock.*Nothing was written/;
  refuses(folder, 5, message, () => late('rollback', 'trips', 'production'));
  expect(late('status')).toMatchObject({ status: 0 });
  // The descriptor may be there already; the log has no record of it.
  const { status, stderr } = late('snapshot', 'create', 'trips', 'a.csv', '--tag', 'new');
  expect([status, stderr]).toEqual([5, expect.stringMatching(message)]);
  expect(assay(folder, 'status').stdout).not.toContain('new');
});

describe('exit codes are those that are documented', () => {
  const commands = [
    'snapshot',
    'status',
    'log',
    'rollback',
    'promote',
    'diff',
    'erase',
    'purge',
    'verify-evidence',
  ];
  const lines: readonly (readonly string[])[] = [
    [],
    ['--nope'],
    ['create'],
    ['trips'],
    ['trips', 'production'],
    ['trips', 'a', 'b', 'c', 'd'],
    ['..', '--store', 'ftp://x'],
  ];
  test.each(commands)('%s', (command) => {
    const folder = project({ 'a.csv': rows });
    const found = lines.map((line) => assay(folder, command, ...line));
    const isDocumented = ({ status }: Ran) => [0, 1, 2, 3, 4, 5, 64].includes(status ?? -1);
    expect(found.filter((one) => !isDocumented(one))).toEqual([]);
    expect(found.filter(({ stderr }) => /^\s+at /m.test(stderr))).toEqual([]);
    expect(existsSync(join(folder, '.assay'))).toBe(false);
  });
});
