import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { dvc, git, snapshot } from '../../src/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { trackAll } from '../support/dvc-files.ts';
import { commitAll, runGit } from '../support/git-repository.ts';
import { now } from '../support/measured.ts';
import { datasetOf } from './assay.ts';
import type { Case, Version, VersionFault } from './case.ts';
import { fileName } from './files.ts';
import { asData, referenceIn } from './references.ts';

/** The data of a case, and what it is compared with, as they are kept. */
export interface Kept {
  readonly dataset: Dataset;
  /** Null unless it is a version. */
  readonly other: Dataset | null;
  readonly root: string;
}

/** Keeps the data of a case in a version store, and has happen to it what the case says. */
export async function keptOf(one: Case, folder: string): Promise<Kept> {
  const own = one.run.kind === 'plain' ? one.run.version : undefined;
  const reference = referenceIn(one.check);
  const others = reference?.kind === 'dataset' ? reference : null;
  const plain = datasetOf(one, folder, now);
  if (own !== undefined) {
    const root = projectIn(folder);
    return { dataset: await versionOf(one, own, root, folder), other: null, root };
  }
  if (others?.version === undefined) return { dataset: plain, other: null, root: process.cwd() };
  const root = projectIn(folder);
  const other = await versionOf(asData(one, others), others.version, root, folder);
  return { dataset: plain, other, root };
}

/** An empty folder of a user. What is cached lies in it. */
function projectIn(folder: string): string {
  const root = mkdtempSync(join(folder, 'kept-'));
  mkdirSync(join(root, 'node_modules'));
  return root;
}

function versionOf(one: Case, version: Version, root: string, folder: string): Promise<Dataset> {
  const file = fileName(one.data, one.source);
  cpSync(join(folder, file), join(root, file), { recursive: true });
  const data = datasetOf({ ...one, run: { kind: 'plain' } }, root, now);
  const keeping = { data, root, path: join(root, file), file, fault: version.fault };
  return keep[version.of](keeping);
}

interface Keeping {
  readonly data: Dataset;
  readonly root: string;
  readonly path: string;
  readonly file: string;
  readonly fault: VersionFault | undefined;
}

const keep: Readonly<Record<Version['of'], (keeping: Keeping) => Promise<Dataset>>> = {
  snapshot: (keeping) => snapshotOf(keeping, false),
  'copied snapshot': (keeping) => snapshotOf(keeping, true),
  git: gitOf,
  dvc: dvcOf,
};

async function snapshotOf({ data, root, path, fault }: Keeping, copy: boolean): Promise<Dataset> {
  const store = await openStore('.assay', { root, env: {} });
  const { digest } = await store.create('data', data, { tag: 'candidate', copy });
  const location = join(root, '.assay');
  const log = join(location, 'log/data');
  const kept = copy ? onlyFile(join(location, 'objects')) : path;
  if (fault === 'purged') {
    const none = { subjects: [], key: 'k', reason: 'r', created: [], moves: [] };
    const deadline = '2026-12-01T00:00:00.000Z';
    const deprecated = [{ snapshot: digest, deadline, files: [] }];
    await store.append('data', () => ({ kind: 'erase', ...none, deprecated }));
    await store.append('data', () => ({ kind: 'purge', snapshots: [digest], files: [] }));
  } else if (fault === 'no store') rmSync(location, { recursive: true });
  else if (fault === 'half a store') rmSync(join(location, 'snapshots'), { recursive: true });
  else if (fault === 'log cut off') {
    await store.create('data', data, { tag: 'candidate', copy, parent: digest, step: 'again' });
    rmSync(join(log, lastOf(log)), { recursive: true });
  } else if (fault === 'log edited') {
    const record = join(log, lastOf(log), 'record.json');
    const hex = digest.slice('sha256:'.length);
    rewrite(record, (text) =>
      text.replaceAll(
        hex,
        hex.replace(/^./, (one) => (one === '0' ? '1' : '0')),
      ),
    );
  } else damage(kept, fault);
  const at = {
    'unknown tag': 'data@live',
    'unknown digest': `data@${'ab'.repeat(32)}`,
    'unknown name': 'date',
  };
  return snapshot(at[fault as keyof typeof at] ?? 'data', { store: location });
}

async function gitOf({ data, root, path, file, fault }: Keeping): Promise<Dataset> {
  if (fault === 'no commit') {
    runGit(root, 'init', '-q', '-b', 'main');
    return git(data, { repo: root });
  }
  if (fault === 'not in the revision' || fault === 'empty revision') {
    const text = readFileSync(path);
    rmSync(path);
    if (fault === 'not in the revision') writeFileSync(join(root, 'other.csv'), 'a\n1\n');
    commitAll(root);
    runGit(root, 'tag', 'v0');
    writeFileSync(path, text);
  }
  if (fault === 'pointer of LFS')
    writeFileSync(
      path,
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 9\n`,
    );
  commitAll(root);
  const revs = { 'unknown revision': 'v9', 'not in the revision': 'v0', 'empty revision': 'v0' };
  // What lies in the working tree is not what was asked for.
  if (fault === undefined) rmSync(join(root, file), { recursive: true });
  return git(data, { repo: root, rev: revs[fault as keyof typeof revs] ?? 'main' });
}

async function dvcOf({ data, root, path, fault }: Keeping): Promise<Dataset> {
  runGit(root, 'init', '-q', '-b', 'main');
  if (fault !== 'not tracked') trackAll(root);
  else mkdirSync(join(root, '.dvc/cache'), { recursive: true });
  if (fault === 'tracking file damaged') damage(`${path}.dvc`, 'file cut short');
  else if (fault !== 'not tracked') damage(onlyFile(join(root, '.dvc/cache')), fault);
  if (fault !== 'not tracked') rmSync(path);
  return dvc(data, { repo: root });
}

/** Changes a file with data as a fault says. */
function damage(path: string, fault: VersionFault | undefined): void {
  if (fault === 'file gone') rmSync(path);
  if (fault === 'file emptied') truncateSync(path);
  if (fault === 'file cut short') truncateSync(path, Math.floor(statSync(path).size / 2));
  if (fault === 'rows were added')
    writeFileSync(path, Buffer.concat([readFileSync(path), readFileSync(path)]));
  if (fault !== 'a byte changed') return;
  const { atime, mtime } = statSync(path);
  const bytes = readFileSync(path);
  const at = bytes.lastIndexOf('1');
  if (at < 0) throw new Error(`${path} has no byte to change.`);
  bytes[at] = '2'.charCodeAt(0);
  writeFileSync(path, bytes);
  utimesSync(path, atime, mtime);
}

function rewrite(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  if (change(text) === text) throw new Error('The fault changes nothing.');
  writeFileSync(path, change(text));
}

/** The one file below a folder. */
function onlyFile(folder: string): string {
  const [file, ...more] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  if (!file || more.length > 0) throw new Error(`${folder} has not one file.`);
  return join(file.parentPath, file.name);
}

const lastOf = (log: string): string =>
  readdirSync(log)
    .filter((name) => /^\d+$/.test(name))
    .sort()
    .at(-1) ?? '';
