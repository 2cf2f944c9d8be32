import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSession } from '../../src/engine/duckdb/open-session.ts';
import { DatasetError, excel } from '../../src/index.ts';
import { folder } from '../dataset/folder.ts';
import { xlsxOf } from '../support/write-xlsx.ts';

const rows = [
  ['id', 'v', 't'],
  [1, 1.5, 'a'],
  [2, 2.5, 'b'],
  [3, null, 'c'],
];
const book = xlsxOf({ sheets: [{ name: 'S', rows }] });

/** What is read of a workbook; the code of the error if it can't be. */
async function readIn(root: string, bytes: Uint8Array): Promise<string> {
  writeFileSync(join(root, 'm.xlsx'), bytes);
  try {
    const settings = { root, now: new Date('2026-11-24') };
    const session = await openSession(excel('m.xlsx'), [], settings);
    try {
      return JSON.stringify(await session.query(`from ${session.relation}`), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof DatasetError) return error.code;
    throw error;
  }
}

test('a workbook with a bit that has changed, or cut short, is read as it was or not at all', async () => {
  const root = folder();
  const whole = await readIn(root, book);
  expect(whole).toContain('"id":"3"');
  const [every, codes] = [process.env.ASSAY_HOSTILE === 'all' ? 1 : 9, new Set<string>()];
  for (let at = 0; at < book.length; at += every) {
    const broken = Buffer.from(book);
    broken[at] = (broken[at] ?? 0) ^ (1 << (at % 8));
    for (const bytes of [broken, book.subarray(0, at)]) {
      const read = await readIn(root, bytes);
      if (read !== whole) codes.add(read);
    }
  }
  expect([...codes].toSorted()).toEqual(['DATASET_INVALID', 'DATASET_UNREADABLE']);
}, 120_000);
