import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  faultsOf,
  foreignKeyPairs,
  instantOf,
  rowCounts,
} from '../../../src/cli/generate/generate-arguments.ts';
import { outFiles } from '../../../src/cli/generate/out-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-generate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('--rows', () => {
  const names = ['orders', 'customers'];
  test('is one number for all, or one for each', () => {
    expect([...rowCounts('1_000', names).values()]).toEqual([1000, 1000]);
    expect([...rowCounts('customers=2, orders=30', names)]).toEqual([
      ['customers', 2],
      ['orders', 30],
    ]);
  });

  test.each([
    ['0', '--rows takes a whole number from 1'],
    ['many', "not 'many'"],
    ['orderz=1,customers=1', "Did you mean 'orders'?"],
    ['orders=1', "--rows says nothing of 'customers'"],
    ['orders=1,customers', "not 'customers'"],
  ])('%s is refused', (text, message) => {
    expect(() => rowCounts(text, names)).toThrow(message);
  });
});

test('--foreign-keys are pairs', () => {
  expect(foreignKeyPairs('a.b=c.d,e.f=g.h')).toEqual({ 'a.b': 'c.d', 'e.f': 'g.h' });
  expect(() => foreignKeyPairs('a.b')).toThrow("not 'a.b'");
});

test('--now is a day or an instant, and not in the future', () => {
  expect(instantOf('2024-02-29').toISOString()).toBe('2024-02-29T00:00:00.000Z');
  expect(instantOf('2024-02-29T12:30:00Z').toISOString()).toBe('2024-02-29T12:30:00.000Z');
  expect(() => instantOf('yesterday')).toThrow("not 'yesterday'");
  expect(() => instantOf('2024-13-01')).toThrow("not '2024-13-01'");
  expect(() => instantOf('9999-01-01')).toThrow('lies in the future');
});

test('--faults are a share of all, or one for each', () => {
  expect(faultsOf('5%')).toBe('5%');
  expect(faultsOf('0.05')).toBe(0.05);
  expect(faultsOf('missing=2%,date formats=0.01')).toEqual({ missing: '2%', 'date formats': 0.01 });
  expect(() => faultsOf('misssing=1%')).toThrow("Did you mean 'missing'?");
  expect(() => faultsOf('500%')).toThrow('a share of the rows');
  expect(() => faultsOf('misssing')).toThrow("Did you mean 'missing'?");
  expect(() => faultsOf('missing, date formats')).toThrow(
    "takes the share of the rows too: --faults 'missing=2%,date formats=2%'.",
  );
  expect(() => faultsOf('all')).toThrow("too: --faults '5%'.");
});

describe('--out', () => {
  const rules = { force: false, hasTruth: false, inputs: [join(folder, 'in.csv')] };
  test('is a file, a folder of Parquet files, or a path with the name of the contract in it', () => {
    const paths = (out: string, names: readonly string[]) =>
      [...outFiles(join(folder, out), names, rules).values()].map(({ path, format }) => [
        path.slice(folder.length + 1),
        format,
      ]);
    expect(paths('x.csv', ['a'])).toEqual([['x.csv', 'csv']]);
    expect(paths('x.jsonl', ['a'])).toEqual([['x.jsonl', 'json']]);
    expect(paths('d/', ['a', 'b'])).toEqual([
      ['d/a.parquet', 'parquet'],
      ['d/b.parquet', 'parquet'],
    ]);
    expect(paths('{contract}.csv', ['../a'])).toEqual([['..-a.csv', 'csv']]);
  });

  test('is refused where it is no such file, or would write over one', () => {
    writeFileSync(join(folder, 'in.csv'), 'a\n1\n');
    writeFileSync(join(folder, 'old.csv'), 'a\n1\n');
    const refused = (out: string, names = ['a'], force = false) =>
      expect(() => outFiles(join(folder, out), names, { ...rules, force })).toThrow();
    refused('x.xlsx');
    refused('x.csv', ['a', 'b']);
    refused('old.csv');
    refused('in.csv', ['a'], true);
    expect(outFiles(join(folder, 'old.csv'), ['a'], { ...rules, force: true }).size).toBe(1);
  });
});
