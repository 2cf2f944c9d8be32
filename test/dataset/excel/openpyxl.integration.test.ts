import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { excel, z } from '../../../src/index.ts';
import { pypiPackages } from '../../support/pypi-packages.ts';
import { opened, rowsOf } from '../opened.ts';

const books = 60;
let root = '';
let lines: readonly unknown[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'openpyxl-'));
  const packages = await pypiPackages(['openpyxl==3.1.5']);
  const script = join(import.meta.dirname, 'write-workbooks.py');
  const text = execFileSync('python3', [script, root, '1', String(books)], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: packages },
    maxBuffer: 1 << 28,
  });
  lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}, 300_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const shape = {
  int: z.int().nullable(),
  float: z.number().nullable(),
  text: z.string().nullable(),
  bool: z.boolean().nullable(),
  day: z.date().nullable(),
  instant: z.date().nullable(),
};

test('each value is what openpyxl reads', async () => {
  expect(lines[0]).toMatchObject({ openpyxl: '3.1.5' });
  expect(lines).toHaveLength(books + 1);
  let values = 0;
  for (const [at, wanted] of lines.slice(1).entries()) {
    const session = await opened(excel(`${at}.xlsx`), { shape, root });
    expect(session.problems).toEqual([]);
    const rows = (await rowsOf(session)).map((row) =>
      Object.values(row).map((one) =>
        typeof one === 'bigint' ? Number(one) : one instanceof Date ? one.toISOString() : one,
      ),
    );
    expect(rows, `${at}.xlsx`).toEqual(wanted);
    values += rows.flat().length;
  }
  expect(values).toBeGreaterThan(3_000);
}, 120_000);
