import type { ReadCsv } from './csv-piece.ts';
import { scanFile } from './scan-file.ts';

/** Finds the line on which each of these rows of a piece begins in its file; null for a file that can't be scanned. */
export async function findCsvLines(
  { source, from }: ReadCsv,
  rows: readonly number[],
): Promise<readonly (number | null)[]> {
  if (!source.canScan || rows.length === 0) return rows.map(() => null);
  // Several fields of a record may be unreadable.
  const wanted = [...new Set(rows.map((row) => row - from))];
  const { lines } = await scanFile(source, wanted);
  const lineOf = new Map(wanted.map((record, at) => [record, lines[at]]));
  return rows.map((row) => lineOf.get(row - from) ?? null);
}
