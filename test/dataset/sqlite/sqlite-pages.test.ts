import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { sqlite } from '../../../src/index.ts';
import { folder } from '../folder.ts';
import { refusal } from '../opened.ts';

// SQLite rounds the size of a file up to whole pages, and reads zeros where the last one was cut off.

const access = (root: string) => refusal(() => sqlite('t.db', 't').access(root));

test.each([512, 4096, 65_536])(
  'a file that ends within a page of %i bytes is refused',
  async (size) => {
    const root = folder();
    const path = join(root, 't.db');
    const database = new DatabaseSync(path);
    database.exec(
      `pragma page_size = ${size}; create table t (v text); insert into t values ('x')`,
    );
    database.close();
    expect(await access(root)).toBe('no error');
    const whole = readFileSync(path);
    for (const cut of [1, 4, size - 1]) {
      writeFileSync(path, whole.subarray(0, -cut));
      expect(await access(root)).toMatch(/^DATASET_UNREADABLE: t\.db ends within a page/);
    }
  },
);

test('a file of the first bytes alone is refused', async () => {
  const root = folder({ 't.db': 'SQLite format 3\0' });
  expect(await access(root)).toMatch(/^DATASET_UNREADABLE: t\.db ends within a page/);
});
