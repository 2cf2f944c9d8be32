import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What comes of a path: the values of its only column, or the code and the words of an error. */
export type Expected = readonly number[] | readonly [code: string, words: RegExp];

/** A path, with the files (and what is none) that stand in the project beforehand. */
export interface PathCase {
  readonly path: string;
  readonly expected: Expected;
  readonly files?: Readonly<Record<string, number | Uint8Array>>;
  /** From a name to where it leads; `@out` is a folder with secrets beside the project. */
  readonly links?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly pipes?: readonly string[];
}

const invalid = (words: RegExp) => ['DATASET_INVALID', words] as const;
const missing = (words: RegExp) => ['DATASET_NOT_FOUND', words] as const;
const unreadable = (words: RegExp) => ['DATASET_UNREADABLE', words] as const;

/** A file of this name, which nothing else is taken for. */
const named = (name: string, path = `data/${name}`): PathCase => ({
  path,
  files: { [`data/${name}`]: 1, 'data/other.csv': 2, 'data/a1.csv': 3, 'data/ab.csv': 4 },
  expected: [1],
});

/** What a person wrote is what is meant, wherever it is. */
const written: readonly PathCase[] = [
  { path: 'data/a.csv', files: { 'data/a.csv': 1 }, expected: [1] },
  { path: './data/./a.csv', files: { 'data/a.csv': 1 }, expected: [1] },
  { path: 'data/../data/a.csv', files: { 'data/a.csv': 1 }, expected: [1] },
  { path: 'data//a.csv', files: { 'data/a.csv': 1 }, expected: [1] },
  { path: '../beside/a.csv', files: { '../beside/a.csv': 1 }, expected: [1] },
  { path: '@root/data/a.csv', files: { 'data/a.csv': 1 }, expected: [1] },
  { path: 'file://@root/data/a.csv', files: { 'data/a.csv': 1 }, expected: [1] },
  { path: 'file://@root/data/%61%20b.csv', files: { 'data/a b.csv': 1 }, expected: [1] },
  {
    path: 'data/link.csv',
    files: { 'far/a.csv': 1 },
    links: { 'data/link.csv': '../far/a.csv' },
    expected: [1],
  },
  { path: 'linked/a.csv', files: { 'data/a.csv': 1 }, links: { linked: 'data' }, expected: [1] },
  { path: 'linked/*.csv', files: { 'data/a.csv': 1 }, links: { linked: 'data' }, expected: [1] },
  { path: '../beside/*.csv', files: { '../beside/a.csv': 1 }, expected: [1] },
];

/** Files whose names are globs, each beside a file that the glob matches: neither can be said to be meant. */
const ambiguous: readonly PathCase[] = [
  ['data/*.csv', 'data/a.csv'],
  ['data/**.csv', 'data/a.csv'],
  ['data/a*.csv', 'data/ab.csv'],
  ['data/a?.csv', 'data/ab.csv'],
  ['data/a[1].csv', 'data/a1.csv'],
  ['data/a[!b].csv', 'data/ac.csv'],
  ['data/{a,b}.csv', 'data/b.csv'],
  ['*/a.csv', 'data/a.csv'],
  ['**/a.csv', 'data/far/a.csv'],
  ['d[1]/a.csv', 'd1/a.csv'],
  ['@root/data/*.csv', 'data/a.csv'],
  ['file://@root/data/*.csv', 'data/a.csv'],
].map(([path = '', other = '']) => ({
  path,
  files: { [path.replace(/^.*@root\//, '')]: 1, [other]: 2 },
  expected: invalid(new RegExp(`is the name of a file, and a glob that matches ${other} as well`)),
}));

/** Names of files that are globs too, where nothing can be confused. */
const itself: readonly PathCase[] = [
  { path: 'data/*.csv', files: { 'data/*.csv': 1, 'data/b.tsv': 2 }, expected: [1] },
  { path: 'data/[*].csv', files: { 'data/*.csv': 1, 'data/b.csv': 2 }, expected: [1] },
  { path: 'data/a[[]1].csv', files: { 'data/a[1].csv': 1, 'data/a1.csv': 2 }, expected: [1] },
  { path: 'data/a[?].csv', files: { 'data/a?.csv': 1, 'data/ab.csv': 2 }, expected: [1] },
  { path: 'data/[{]a,b}.csv', files: { 'data/{a,b}.csv': 1, 'data/a.csv': 2 }, expected: [1] },
  {
    path: 'data/*.csv',
    files: { 'far/a.csv': 1, 'data/b.csv': 2 },
    links: { 'data/*.csv': '../far/a.csv' },
    expected: invalid(/is the name of a file, and a glob that matches data\/b\.csv as well/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/b.csv': 2 },
    links: { 'data/*.csv': 'nowhere.csv' },
    expected: unreadable(/leads nowhere/),
  },
  {
    path: 'data/*',
    files: { 'data/*/a.csv': 1, 'data/b.csv': 2 },
    expected: invalid(/is the name of a folder, and a glob that matches data\/b\.csv as well/),
  },
];

/** What jobs leave beside the rows of a table, and what they write before it is one. */
const besides: readonly PathCase[] = [
  { path: 'data/*', files: { 'data/a.csv': 1, 'data/_SUCCESS': 2 }, expected: [1] },
  { path: 'data/*', files: { 'data/a.csv': 1, 'data/.a.csv.crc': 2 }, expected: [1] },
  { path: 'data/*', files: { 'data/a.csv': 1, 'data/_SUCCESS': new Uint8Array() }, expected: [1] },
  { path: 'data/**', files: { 'data/a.csv': 1, 'data/_temporary/0/b.csv': 2 }, expected: [1] },
  { path: 'data/**/*.csv', files: { 'data/a.csv': 1, 'data/_x/b.csv': 2 }, expected: [1] },
  { path: 'data/**/*.csv', files: { 'data/_k=1/a.csv': 1, 'data/_x.csv': 2 }, expected: [1] },
  { path: 'data/*/a.csv', files: { 'data/k/a.csv': 1, 'data/_k/a.csv': 2 }, expected: [1] },
  { path: 'data/*', files: { 'data/a.csv': 1, 'data/b.csv.part': 2 }, expected: [1] },
  { path: 'data/*', files: { 'data/a.csv': 1, 'data/b.csv.inprogress': 2 }, expected: [1] },
  { path: 'data/*', files: { 'data/a.csv': 1, 'data/b.csv._COPYING_': 2 }, expected: [1] },
  { path: 'data/*.part', files: { 'data/a.csv': 1, 'data/b.part': 2 }, expected: [2] },
  {
    path: 'data/*.{csv,part}',
    files: { 'data/a.csv': 1, 'data/b.part': 2, 'data/c.tmp': 3 },
    expected: [1, 2],
  },
  { path: 'data/_x.csv', files: { 'data/_x.csv': 1 }, expected: [1] },
  { path: 'data/_x/*.csv', files: { 'data/_x/a.csv': 1 }, expected: [1] },
  { path: 'data/_*.csv', files: { 'data/_x.csv': 1, 'data/a.csv': 2 }, expected: [1] },
  { path: 'data/_*/a.csv', files: { 'data/_x/a.csv': 1, 'data/y/a.csv': 2 }, expected: [1] },
  { path: 'data/{_x,y}.csv', files: { 'data/_x.csv': 1, 'data/y.csv': 2 }, expected: [1, 2] },
  {
    path: 'data/**/_x.csv',
    files: { 'data/b/_x.csv': 1, 'data/_b/_x.csv': 2, 'data/_x.csv': 3 },
    expected: [1, 3],
  },
  {
    path: 'data/*.csv',
    files: { 'data/_x.csv': 1 },
    expected: missing(/data\/_x\.csv is skipped/),
  },
];

/** Characters that mean something elsewhere are a part of a name here. */
const names: readonly PathCase[] = [
  ...[
    'a\\b.csv',
    '-rf.csv',
    '--.csv',
    '~.csv',
    '$HOME.csv',
    '`id`.csv',
    ' a .csv',
    'a\nb.csv',
    'a\tb.csv',
    "a'b.csv",
    'a"b.csv',
    "'); copy (select 1) to 'x.csv",
    'con.csv',
    'nul.csv',
    '.hidden.csv',
    '..csv',
    'a..csv',
    '%2e%2e.csv',
    'a%2fb.csv',
    'http:a.csv',
    's3:a.csv',
    'a=b.csv',
    'é.csv',
    'e\u0301.csv',
    'ﬁ.csv',
    '日本.csv',
    '😀.csv',
    '\u202ea.csv',
    '\u200b.csv',
    'a.csv#x',
    'a.csv?x=1',
    '!a.csv',
    '(a|b).csv',
    '@(a).csv',
    `${'x'.repeat(250)}.csv`,
  ].map((name) => named(name)),
  named('~/a.csv'),
  named('[b]/a.csv'),
  named('a=../a.csv'),
  named('a=%2e%2e/a.csv'),
  { path: 'data/é.csv', files: { 'data/e\u0301.csv': 1 }, expected: missing(/does not exist/) },
  { path: 'data/A.csv', files: { 'data/a.csv': 1 }, expected: missing(/does not exist/) },
  { path: 'data/a.csv ', files: { 'data/a.csv': 1 }, expected: missing(/does not exist/) },
  { path: 'data/%61.csv', files: { 'data/a.csv': 1 }, expected: missing(/does not exist/) },
];

/** Globs find what lies in their folder, all of it, and nothing else. */
const globs: readonly PathCase[] = [
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1, 'data/b.csv': 2, 'data/c/d.csv': 3 },
    expected: [1, 2],
  },
  { path: 'data/**/*.csv', files: { 'data/a.csv': 1, 'data/c/d.csv': 3 }, expected: [1, 3] },
  { path: 'data/[ab].csv', files: { 'data/a.csv': 1, 'data/c.csv': 3 }, expected: [1] },
  {
    path: 'data/{a,b}.csv',
    files: { 'data/a.csv': 1, 'data/b.csv': 2, 'data/c.csv': 3 },
    expected: [1, 2],
  },
  { path: 'data/*.csv', files: { 'data/a*.csv': 1, 'data/[b].csv': 2 }, expected: [1, 2] },
  { path: 'data/*.csv', files: { 'data/.hidden.csv': 1 }, expected: missing(/No file matches/) },
  { path: 'data/*.tsv', files: { 'data/a.csv': 1 }, expected: missing(/No file matches/) },
  { path: 'data/*/*.csv', files: { 'data/a.csv': 1 }, expected: missing(/No file matches/) },
  {
    path: 'data/*.csv',
    files: { 'data/b/a.csv': 1 },
    links: { 'data/l.csv': 'b/a.csv' },
    expected: [1],
  },
  { path: 'data/*/a.csv', files: { 'data/b/a.csv': 1 }, links: { 'data/c': 'b' }, expected: [1] },
  { path: 'data/**/*.csv', files: { 'data/a.csv': 1 }, links: { 'data/loop': '.' }, expected: [1] },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1 },
    links: { 'data/out.csv': '@out/secret.csv' },
    expected: invalid(/leads out of data/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1 },
    links: { 'data/out.csv': '../../outside/secret.csv' },
    expected: invalid(/leads out of data/),
  },
  {
    path: 'data/**/*.csv',
    files: { 'data/a.csv': 1 },
    links: { 'data/out': '@out' },
    expected: invalid(/leads out of data/),
  },
  {
    path: 'data/*/secret.csv',
    folders: ['data'],
    links: { 'data/out': '@out' },
    expected: invalid(/leads out of data/),
  },
  {
    path: 'data/**/*.csv',
    files: { 'data/a.csv': 1 },
    links: { 'data/up': '..', 'far.csv': '@out/secret.csv' },
    expected: invalid(/leads out of data/),
  },
  {
    path: '**/*.csv',
    files: { 'data/a.csv': 1 },
    links: { out: '@out' },
    expected: invalid(/leads out of the project/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1, 'data2/b.csv': 2 },
    links: { 'data/b.csv': '../data2/b.csv' },
    expected: invalid(/leads out of data/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1 },
    links: { 'data/gone.csv': 'nowhere.csv' },
    expected: unreadable(/leads nowhere/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1 },
    links: { 'data/x.csv': 'y.csv', 'data/y.csv': 'x.csv' },
    expected: unreadable(/leads nowhere/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1 },
    folders: ['data/b.csv'],
    expected: unreadable(/not a regular file/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1 },
    pipes: ['data/b.csv'],
    expected: unreadable(/not a regular file/),
  },
  {
    path: 'data/*.csv',
    files: { 'data/a.csv': 1 },
    links: { 'data/zero.csv': '/dev/zero' },
    expected: invalid(/leads out of data/),
  },
  {
    path: 'data/*/../../../outside/*.csv',
    files: { 'data/b/a.csv': 1 },
    expected: invalid(/goes up with \.\./),
  },
  {
    path: '*/../../outside/secret.csv',
    files: { 'data/a.csv': 1 },
    expected: invalid(/goes up with \.\./),
  },
  {
    path: 'data/{b,../../outside}/*.csv',
    files: { 'data/b/a.csv': 1 },
    expected: invalid(/goes up with \.\./),
  },
  { path: 'data/@(a|b).csv', files: { 'data/a.csv': 1 }, expected: missing(/does not exist/) },
];

/** What is no file, or none that can be meant. */
const others: readonly PathCase[] = [
  {
    // DuckDB takes the backslash for a slash as soon as it looks for a star.
    path: 'data/a\\*.csv',
    files: { 'data/a\\*.csv': 1, 'data/a/*.csv': 2 },
    expected: unreadable(/has a backslash as well as/),
  },
  { path: '', expected: invalid(/names no file/) },
  { path: '  ', expected: invalid(/names no file/) },
  { path: 'data/a.csv\0.txt', files: { 'data/a.csv': 1 }, expected: invalid(/NUL character/) },
  { path: '\0', expected: invalid(/NUL character/) },
  {
    path: 'data/\ud800.csv',
    files: { 'data/\ufffd.csv': 1 },
    expected: invalid(/half a character/),
  },
  { path: '/dev/zero', expected: unreadable(/not a regular file/) },
  { path: '/dev/stdin', expected: unreadable(/not a regular file/) },
  { path: '/dev/null', expected: unreadable(/not a regular file/) },
  { path: '/proc/self/environ', expected: unreadable(/is empty/) },
  { path: 'data/pipe.csv', pipes: ['data/pipe.csv'], expected: unreadable(/not a regular file/) },
  {
    path: 'data/link.csv',
    pipes: ['far/pipe'],
    links: { 'data/link.csv': '../far/pipe' },
    expected: unreadable(/not a regular file/),
  },
  { path: 'data', folders: ['data'], expected: invalid(/is a folder/) },
  { path: 'data/', folders: ['data'], expected: invalid(/is a folder/) },
  { path: '.', expected: invalid(/is a folder/) },
  { path: '/', expected: invalid(/is a folder/) },
  { path: 'data/a.csv/', files: { 'data/a.csv': 1 }, expected: missing(/does not exist/) },
  {
    path: 'data/gone.csv',
    folders: ['data'],
    links: { 'data/gone.csv': 'nowhere.csv' },
    expected: missing(/does not exist/),
  },
  {
    path: 'data/x.csv',
    folders: ['data'],
    links: { 'data/x.csv': 'x.csv' },
    expected: missing(/does not exist/),
  },
  { path: `data/${'x'.repeat(300)}.csv`, folders: ['data'], expected: missing(/does not exist/) },
  { path: `${'x/'.repeat(5000)}a.csv`, expected: missing(/does not exist/) },
  { path: 'ftp://host/a.csv', expected: invalid(/a URL begins with/) },
  { path: 'javascript://a.csv', expected: invalid(/a URL begins with/) },
  { path: 'file://host/a.csv', expected: invalid(/not the URL of a file/) },
  { path: 'file:///a%2fb.csv', expected: invalid(/not the URL of a file/) },
  {
    path: 'data/empty.csv',
    files: { 'data/empty.csv': new Uint8Array() },
    expected: unreadable(/is empty/),
  },
  {
    path: 'data/a.csv.gz',
    files: { 'data/a.csv.gz': new Uint8Array(gzipSync('a\n1\n')) },
    expected: [1],
  },
  // Text that is called like a packed file is read as what it is, and a note says so.
  { path: 'data/a.csv.gz', files: { 'data/a.csv.gz': 1 }, expected: [1] },
];

export const pathCases: readonly PathCase[] = [
  ...written,
  ...ambiguous,
  ...itself,
  ...besides,
  ...names,
  ...globs,
  ...others,
];

/** Make what a case needs in the project. */
export function arrange(
  { files = {}, links = {}, folders = [], pipes = [] }: PathCase,
  project: string,
  outside: string,
) {
  const make = (name: string) => {
    const path = join(project, name);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  for (const [name, held] of Object.entries(files))
    writeFileSync(make(name), typeof held === 'number' ? `a\n${held}\n` : held);
  for (const name of folders) mkdirSync(make(name), { recursive: true });
  for (const [name, to] of Object.entries(links))
    symlinkSync(to.replace('@out', outside), make(name));
  for (const name of pipes) execFileSync('mkfifo', [make(name)]);
}

export const hardLink = (from: string, to: string) => linkSync(from, to);

/** A socket in place of a file; gone when it is closed. */
export const listenAt = (path: string) =>
  new Promise<() => void>((resolve) => {
    const server = createServer().listen(path, () => resolve(() => server.close()));
  });
