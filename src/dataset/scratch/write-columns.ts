import { rm } from 'node:fs/promises';
import type { Reader } from '../dataset.ts';
import { joinColumns } from './join-columns.ts';
import { rowsInStretch, type Scratch, writeScratch } from './write-scratch.ts';

/**
 * Writes the rows of several SELECTs, which have different columns of the same rows, to one Parquet file, like {@link writeScratch}.
 * The engine takes memory for all columns that a SELECT reads, so that thousands of them are written some at a time.
 */
export async function writeColumns(
  reader: Reader,
  selects: readonly string[],
  path?: string,
  rowsAtOnce = rowsInStretch,
): Promise<Scratch> {
  const written: Scratch[] = [];
  try {
    for (const select of selects) {
      const own = written.length === 0 ? path : undefined;
      written.push(await writeScratch(reader, select, own, rowsAtOnce));
    }
    return await joinColumns(written);
  } catch (error) {
    for (const one of written) await rm(one.path, { force: true });
    throw error;
  }
}
