import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { appendHistory, readHistory } from '../../src/reference/history-file.ts';
import { type HistoryLine, printHistoryLine } from '../../src/reference/history-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'history-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (at: number): HistoryLine => ({
  contract: 'trips',
  dataset: 'trips.csv',
  at,
  snapshot: `s${at}`,
  values: new Map([['a', at]]),
});
const text = (at: number) => printHistoryLine(line(at));

test('is made with its folder, and grows by lines', () => {
  const path = join(folder, 'made/here/trips.jsonl');
  expect(readHistory(path)).toEqual([]);
  expect(existsSync(path)).toBe(false);
  appendHistory(path, line(1));
  appendHistory(path, line(2));
  expect(readHistory(path)).toEqual([line(1), line(2)]);
  expect(readFileSync(path, 'utf8')).toBe(`${text(1)}\n${text(2)}\n`);
});

test('of a merge is its lines, in whatever order, twice, and with line ends of either kind', () => {
  const path = join(folder, 'merged.jsonl');
  writeFileSync(path, `${text(3)}\r\n${text(1)}\n\n${text(3)}\n${text(2)}`);
  expect(readHistory(path)).toEqual([3, 1, 3, 2].map(line));
  appendHistory(path, line(4));
  expect(readHistory(path)).toEqual([3, 1, 3, 2, 4].map(line));
});

test('with half a line is unreadable, and stays so when it grows', () => {
  const path = join(folder, 'half.jsonl');
  writeFileSync(path, `${text(1)}\n${text(2).slice(0, 30)}`);
  expect(readHistory(path)).toMatchObject({
    line: 2,
    fault: expect.stringMatching(/^not a whole line/),
  });
  appendHistory(path, line(3));
  expect(readHistory(path)).toMatchObject({ line: 2 });
  expect(readFileSync(path, 'utf8').split('\n')[2]).toBe(text(3));
});

test('that can not be read is told from one that is not there', () => {
  expect(readHistory(folder)).toEqual({ line: null, fault: 'the system says EISDIR' });
});

test('whose last line is being written is read once it is there', async () => {
  const path = join(folder, 'written.jsonl');
  writeFileSync(path, `${text(1)}\n${text(2).slice(0, 30)}`);
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(
    `const { appendFileSync } = require('node:fs');
     const { path, rest } = require('node:worker_threads').workerData;
     require('node:worker_threads').parentPort.once('message', () => appendFileSync(path, rest));
     require('node:worker_threads').parentPort.postMessage('ready');`,
    { eval: true, workerData: { path, rest: `${text(2).slice(30)}\n` } },
  );
  await new Promise((resolve) => worker.once('message', resolve));
  worker.postMessage('write');
  expect(readHistory(path)).toEqual([line(1), line(2)]);
  await worker.terminate();
});
