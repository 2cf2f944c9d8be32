import { type RowFormat, writeRows } from '../../engine/duckdb/write-rows.ts';
import { columnType } from '../bulk/column-type.ts';
import type { OpenTable } from '../bulk/tables.ts';
import { wholeFile } from './whole-file.ts';

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
  const columns = domain.columns.map((column) => ({ name: column.name, type: columnType(column) }));
  await wholeFile(path, (part) => writeRows(part, format, columns, valuesOf(blocks())));
}

function* valuesOf(blocks: ReturnType<OpenTable['blocks']>) {
  for (const { values } of blocks) yield values;
}
