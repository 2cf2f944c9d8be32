import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { type RowFormat, writeRows } from '../../engine/duckdb/write-rows.ts';
import { checkReplaceable } from '../../system/replaceable.ts';
import { columnType } from '../bulk/column-type.ts';
import type { OpenTable } from '../bulk/tables.ts';

/**
 * Generates a table into a file, which is there as a whole or not at all; missing folders are made. A few blocks of rows
 * are in memory at a time, and of keys that other tables refer to all values.
 *
 * @throws {GenerateError} `NOT_GENERATED` for a rule that refuses all that is drawn.
 */
export async function writeTable(
  { domain, blocks }: OpenTable,
  path: string,
  format: RowFormat,
): Promise<void> {
  checkReplaceable(path);
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${randomUUID()}.part${extname(path)}`;
  const columns = domain.columns.map((column) => ({ name: column.name, type: columnType(column) }));
  try {
    await writeRows(part, format, columns, valuesOf(blocks()));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function* valuesOf(blocks: ReturnType<OpenTable['blocks']>) {
  for (const { values } of blocks) yield values;
}
