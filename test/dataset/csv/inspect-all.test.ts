import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import { inspectAll } from '../../../src/dataset/csv/inspect-all.ts';
import type { Plain, Reader, Recall } from '../../../src/dataset/dataset.ts';
import { folder, overwrite } from './kept.ts';

// The first records of a file that has not changed are looked at once, and those of one that has are looked at again.

const noQuery = async () => {
  throw new Error('no query is needed for local files');
};

/** A reader with facts, and what is in them. */
function readerWith(identity: Recall['identity'] = 'footer') {
  const facts = new Map<string, Plain>();
  const recall: Recall = {
    identity,
    get: (files, question) => facts.get(`${files} ${question}`),
    // As facts are written to a file and read again.
    put: (files, question, fact) =>
      facts.set(`${files} ${question}`, JSON.parse(JSON.stringify(fact))),
    isMasked: () => false,
  };
  const reader = { query: noQuery, recall } as unknown as Reader;
  return { reader, facts };
}

const fileIn = (root: string, name: string) => ({
  path: join(root, name),
  shown: name,
  listed: name,
  remote: false,
  size: statSync(join(root, name)).size,
});

const texts = {
  'a.csv': 'id,x\n1,2\n',
  'b.csv': 'id;x\n1;2\n',
  'c.csv': '\n\nid,id\n1,2\n',
  'd.tsv': 'id\tx\n1\t2\n',
};

test('what is kept of files is what they are inspected to be', async () => {
  const root = folder(texts);
  const files = Object.keys(texts).map((name) => fileIn(root, name));
  const options: CsvOptions = {};
  const { reader, facts } = readerWith();
  const first = await inspectAll(reader, files, options, ['id']);
  // How many files are kept together depends on their paths.
  expect(facts.size).toBeGreaterThan(0);
  const again = await inspectAll(reader, files, options, ['id']);
  expect(again).toEqual(first);
  expect(first.map(({ characters }) => characters.delimiter)).toEqual([',', ';', ',', '\t']);
  const alone = await inspectAll({ ...reader, recall: null }, files, options, ['id']);
  expect(again).toEqual(alone);
});

test('a file that has changed is inspected again, though its size and time are those of before', async () => {
  const root = folder(texts);
  const files = Object.keys(texts).map((name) => fileIn(root, name));
  const { reader } = readerWith();
  await inspectAll(reader, files, {}, []);
  overwrite(join(root, 'a.csv'), 'id;y\n1;2\n');
  const [changed] = await inspectAll(reader, files, {}, []);
  expect([changed?.names, changed?.characters.delimiter]).toEqual([['id', 'y'], ';']);
});

test('other options, or other columns that are expected, ask anew', async () => {
  const root = folder({ 'a.csv': 'id,x\n1,2\n' });
  const files = [fileIn(root, 'a.csv')];
  const { reader, facts } = readerWith();
  await inspectAll(reader, files, {}, []);
  await inspectAll(reader, files, {}, ['id']);
  const [headless] = await inspectAll(reader, files, { header: false }, []);
  expect([facts.size, headless?.names]).toEqual([3, ['column0', 'column1']]);
});

test('a file that is refused is refused each time', async () => {
  const root = folder({ 'a.csv': '1,2\n3,4\n' });
  const files = [fileIn(root, 'a.csv')];
  const { reader, facts } = readerWith();
  for (const _ of [1, 2])
    await expect(inspectAll(reader, files, {}, [])).rejects.toThrow('looks like data');
  expect(facts.size).toBe(0);
});

test('files that are identified by their content are not digested for it', async () => {
  const root = folder({ 'a.csv': 'id,x\n1,2\n' });
  const { reader, facts } = readerWith('content');
  await inspectAll(reader, [fileIn(root, 'a.csv')], {}, []);
  expect(facts.size).toBe(0);
});
