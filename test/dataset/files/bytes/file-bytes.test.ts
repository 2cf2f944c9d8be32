import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { passingBytes, readBytes } from '../../../../src/dataset/files/bytes/file-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-file-bytes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a text to a file, and returns the file as it was found. */
function written(name: string, text: string) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, shown: name, size: text.length };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Buffer[] = [];
  // Copied, since what passes holds only until the next.
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString('latin1');
}

const readers = { readBytes, passingBytes };
const sizes = [1, 1024, 2 ** 18, 2 ** 18 + 1, 3 * 2 ** 20 + 7];

test.each(
  Object.keys(readers).flatMap((name) =>
    sizes.map((size) => [name as keyof typeof readers, size] as const),
  ),
)('%s yields all %i bytes of a file, and those that were appended since', async (name, size) => {
  const text = '0123456'.repeat(Math.ceil(size / 7)).slice(0, size);
  const file = written(`${name}-${size}`, text);
  expect((await textOf(readers[name](file, 'none', 'utf-8'))) === text).toBe(true);
  const more = 'x'.repeat(5000);
  appendFileSync(file.path, more);
  expect((await textOf(readers[name](file, 'none', 'latin-1'))) === text + more).toBe(true);
});

test.each([3, 2 ** 19])(
  'a file of %i bytes that is gone meanwhile is unreadable, by its name alone',
  async (size) => {
    const file = { ...written(`gone-${size}.csv`, 'a'.repeat(size)) };
    rmSync(file.path);
    for (const read of Object.values(readers))
      await expect(textOf(read(file, 'none', 'utf-8'))).rejects.toMatchObject({
        code: 'DATASET_UNREADABLE',
        message: `gone-${size}.csv could not be read (ENOENT).`,
      });
  },
);
