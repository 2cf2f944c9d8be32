import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { renderCsv } from '../examples/extending/csv-reporter.ts';
import { fixedWidth } from '../examples/extending/fixed-width.ts';
import { stations, stationsOf } from '../examples/extending/stations.ts';
import { closeEngines } from '../src/engine/engines.ts';
import { isRed } from '../src/outcome/outcome.ts';
import { exitCode, reportOf, runContract } from '../src/run/run.ts';
import { folder } from './dataset/folder.ts';
import { readCsv } from './reporters/csv-records.ts';

const root = resolve(import.meta.dirname, '..');
const example = join(root, 'examples/extending');

describe('docs/extending.md', () => {
  const page = readFileSync(join(root, 'docs/extending.md'), 'utf8');
  const quotes = [...page.matchAll(/^```ts\n(?:\/\/ (\S+)\n)?(.*?)^```$/gms)].map(
    ([, file, text = '']) => ({ file, text }),
  );

  test('quotes only what is a file', () => {
    expect(quotes.length).toBeGreaterThanOrEqual(5);
    expect(quotes.filter(({ file }) => file === undefined)).toEqual([]);
  });

  test.for(quotes)('quotes $file as it is', ({ file = '', text }) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(text.trimEnd());
  });
});

describe('the source of the example', () => {
  afterAll(closeEngines);

  const run = (path: string, from = example) =>
    runContract(stations, stationsOf(path), { root: from });

  test('keeps its contract', async () => {
    const report = reportOf([await run('data/stations.txt')]);
    expect([report.state, exitCode(report), report.contracts[0]?.rows]).toEqual(['passed', 0, 4]);
    expect(readCsv(renderCsv(report)).map(([of, , , owner, state]) => [of, owner, state])).toEqual([
      ['of', 'owner', 'state'],
      ['run', '', 'passed'],
      ['contract', 'weather-data', 'passed'],
    ]);
  });

  test('counts each record that it can’t read, and is red for them', async () => {
    const report = reportOf([await run('data/stations-broken.txt')]);
    expect([report.state, exitCode(report), report.contracts[0]?.rows]).toEqual(['failed', 1, 4]);
    const red = (report.contracts[0]?.outcomes ?? []).filter(isRed);
    expect(red.map(({ title, observed }) => `${title}: ${observed}`)).toEqual([
      expect.stringContaining('every record is read'),
    ]);
    expect(JSON.stringify(report)).toContain('data/stations-broken.txt:5');
    expect(JSON.stringify(report)).not.toContain('1o384');
    expect(renderCsv(report)).toContain('every record is read');
  });

  test.for([
    ['is not there', null, 'DATASET_NOT_FOUND'],
    ['has no byte', '', 'DATASET_UNREADABLE'],
    ['is no UTF-8', Uint8Array.of(0x31, 0xff, 0x0a), 'DATASET_UNREADABLE'],
  ] as const)('of a file that %s is red', async ([, content, code]) => {
    const at = folder(content === null ? {} : { 'x.txt': content });
    const report = reportOf([await run('x.txt', at)]);
    expect([report.state, exitCode(report)]).toEqual(['failed', 2]);
    const codes = report.contracts[0]?.outcomes.map(({ problem }) => problem?.code);
    expect(new Set(codes)).toEqual(new Set([code]));
  });

  test('of records that none can be read is red', async () => {
    const at = folder({ 'x.txt': 'a\nb\n' });
    expect(reportOf([await run('x.txt', at)]).state).toBe('failed');
  });

  test('is read anew once it changes', async () => {
    const at = folder();
    copyFileSync(join(example, 'data/stations.txt'), join(at, 'x.txt'));
    expect(reportOf([await run('x.txt', at)]).state).toBe('passed');
    writeFileSync(join(at, 'x.txt'), '     1             x       1\n');
    expect(reportOf([await run('x.txt', at)]).state).toBe('failed');
  });

  test('refuses names that SQL takes for one', () => {
    const field = { width: 3, type: 'text' } as const;
    expect(() =>
      fixedWidth('x', [
        { ...field, name: 'a' },
        { ...field, name: 'A' },
      ]),
    ).toThrow("has the columns 'a' and 'A'");
  });
});

test('the CSV of a run without a contract is red', () => {
  const lines = readCsv(renderCsv(reportOf([])));
  expect(lines[1]?.[4]).toBe('failed');
  expect(lines[2]?.slice(-1)).toEqual(['No expectation was judged.']);
});
