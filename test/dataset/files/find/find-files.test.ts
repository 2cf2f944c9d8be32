import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csv } from '../../../../src/dataset/csv/csv.ts';
import { folder } from '../../folder.ts';
import { opened, refusal, rowsOf } from '../../opened.ts';

const content = 'a\n1\n';
const access = (path: string | URL, root: string) => csv(path).access(root);
const count = async (path: string, root: string) =>
  (await rowsOf(await opened(csv(path), { root }))).length;

test('a file that is not there is an error that says where it was looked for', async () => {
  const root = folder({ 'd/x.csv': content });
  expect(await refusal(() => access('d/y.csv', root))).toBe(
    `DATASET_NOT_FOUND: csv('d/y.csv') does not exist: the folder ${root}/d has no y.csv.`,
  );
  expect(await refusal(() => access('e/y.csv', root))).toBe(
    `DATASET_NOT_FOUND: csv('e/y.csv') does not exist: there is no folder ${root}/e.`,
  );
});

test('a glob that matches nothing is an error', async () => {
  const root = folder({ 'd/x.csv': content });
  expect(await refusal(() => access('d/*.tsv', root))).toBe(
    `DATASET_NOT_FOUND: No file matches csv('d/*.tsv'), looked for from ${root}/d.`,
  );
});

test('a folder in place of a file is an error', async () => {
  const root = folder({ 'd/x.csv': content });
  expect(await refusal(() => access('d', root))).toBe(
    "DATASET_INVALID: csv('d') is a folder, not a file: write 'd/*.csv' for the files in it.",
  );
});

test('an empty file among others is an error that names it', async () => {
  const root = folder({ 'x.csv': content, 'y.csv': '' });
  expect(await refusal(() => access('*.csv', root))).toBe(
    "DATASET_UNREADABLE: y.csv is empty (0 bytes), so it is no file for csv('*.csv'): was it cut short?",
  );
});

test('what is no regular file is an error', async () => {
  const root = folder();
  execFileSync('mkfifo', [join(root, 'x.csv')]);
  expect(await refusal(() => access('x.csv', root))).toBe(
    "DATASET_UNREADABLE: x.csv is not a regular file, so csv() can't read it.",
  );
});

// Root may read everything.
test.skipIf(process.getuid?.() === 0)('a file without permission is an error', async () => {
  const root = folder({ 'x.csv': content });
  chmodSync(join(root, 'x.csv'), 0);
  expect(await refusal(() => access('x.csv', root))).toBe(
    'DATASET_UNREADABLE: x.csv may not be read by this user: its permissions forbid it.',
  );
});

test.each([
  ['d\'ir "q"', 'x.csv'],
  ['ü 😀', 'é.csv'],
  ['d[1]', 'a*b.csv'],
  ['d{1,2}', 'x(1).csv'],
  ['d', '[x].csv'],
  ['d', '{x,y}.csv'],
  ['d', 'what?.csv'],
  ['!d', '!x.csv'],
])('reads a file in %j called %j, by its name and by a glob', async (directory, name) => {
  const root = folder({ [`${directory}/${name}`]: content, [`${directory}/other.txt`]: 'no' });
  expect(await count(`${directory}/${name}`, root)).toBe(1);
  expect(await count(`${directory}/*.csv`.replace(/[[{]/g, '[$&]'), root)).toBe(1);
});

test.each([
  ['a*.csv', 'ab.csv', 'a[*].csv'],
  ['d[1]/x.csv', 'd1/x.csv', 'd[[]1]/x.csv'],
  ['{a,b}.csv', 'a.csv', '[{]a,b}.csv'],
])(
  'of a file called %j and the glob it is, says how to write each',
  async (name, other, written) => {
    const root = folder({ [name]: content, [other]: content });
    for (const path of [name, `${root}/${name}`, `./${name}`])
      expect(await refusal(() => access(path, root))).toContain(
        `is the name of a file, and a glob that matches ${other} as well: write '${path.replace(name, written)}' for that file alone, or give it another name.`,
      );
    expect(await refusal(() => csv([other, name]).access(root))).toContain('is the name of a file');
    expect(await count(written, root)).toBe(1);
    expect(await count(other, root)).toBe(1);
  },
);

test.each(['a[1]', 'a*', '{a,b}', 'a?'])(
  "takes nothing of the project's own path for a glob: %s",
  async (name) => {
    const root = folder({ [`${name}/d/x.csv`]: content, 'a1/d/x.csv': 'a\n1\n2\n' });
    mkdirSync(join(root, 'ab/d'), { recursive: true });
    const project = join(root, name);
    expect(await count('d/*.csv', project)).toBe(1);
    expect(await count(join(project, 'd/*.csv'), project)).toBe(1);
  },
);

test('says what it passes over, and refuses a glob that matches nothing else', async () => {
  const root = folder({ 'd/x.csv': content, 'd/_x.csv': content, 'd/_y/x.csv': content });
  const { notes } = await opened(csv('d/**'), { root });
  const why =
    'names that begin with _, and those of unfinished files, are not part of a dataset unless the path names them.';
  expect(notes).toEqual([`d/_x.csv and 1 more are skipped: ${why}`]);
  expect(await refusal(() => access('d/?x.csv', root))).toBe(
    `DATASET_NOT_FOUND: No file matches csv('d/?x.csv'), looked for from ${root}/d. d/_x.csv is skipped: ${why}`,
  );
});

test('finds files by stars, sets, braces and parentheses that mean themselves', async () => {
  const root = folder({ 'x(1).csv': content, 'x(2).csv': content, 'd/e/y.csv': content });
  expect(await count('x(?).csv', root)).toBe(2);
  expect(await count('x([12]).csv', root)).toBe(2);
  expect(await count('x({1,3}).csv', root)).toBe(1);
  expect(await count('**/*.csv', root)).toBe(3);
});

test('asks for no more than the folders of its files', async () => {
  const root = folder({ 'd/1.csv': content, 'd/e/2.csv': content, 'f/3.csv': content });
  expect(await access('**/*.csv', root)).toEqual({
    directories: [`${root}/d`, `${root}/f`],
    extensions: [],
    setup: [],
  });
});

test('reads through links to files and to folders', async () => {
  const root = folder({ 'real/x.csv': content });
  const project = folder();
  symlinkSync(join(root, 'real'), join(project, 'data'));
  mkdirSync(join(project, 'files'));
  symlinkSync(join(root, 'real/x.csv'), join(project, 'files/y.csv'));
  expect(await access('data/x.csv', project)).toMatchObject({ directories: [`${root}/real`] });
  expect(await count('data/*.csv', project)).toBe(1);
  expect(await count('files/y.csv', project)).toBe(1);
});

test('a file that is named twice is read once', async () => {
  const root = folder({ 'x.csv': content });
  expect(await rowsOf(await opened(csv(['x.csv', '*.csv']), { root }))).toHaveLength(1);
});

test.each([
  [[], 'csv([]) names no file: give one path or more.'],
  ['', "csv('') names no file: give a path."],
  [7, 'csv() takes a path, a URL or a list of them, and was given a number.'],
  ['x\0.csv', 'The path of csv() holds a NUL character.'],
  ['ftp://me:secret@host/x.csv', "csv('ftp://host/x.csv') can't be read: a URL begins with file:,"],
])('refuses the location %j', async (location, message) => {
  const said = await refusal(() => csv(location as string));
  expect(said).toContain(`DATASET_INVALID: ${message}`);
  expect(said).not.toContain('secret');
});

test('says what it is called and what to watch, and can not be changed', () => {
  const dataset = csv(['a.csv', 'b/*.csv', 'https://me:secret@host/c.csv?sig=secret']);
  expect(dataset).toMatchObject({
    kind: 'csv',
    label: 'a.csv, b/*.csv, https://host/c.csv?…',
    watch: ['a.csv', 'b/*.csv'],
  });
  expect(Object.isFrozen(dataset)).toBe(true);
  expect(csv(['a', 'b', 'c', 'd']).label).toBe('a and 3 more');
});
