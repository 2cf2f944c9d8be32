import type { Opened, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { identifier } from '../sql/quote.ts';
import { type LoadedJson, loadJson } from './json-load.ts';
import type { JsonOptions } from './json-options.ts';

/** Reads the records of JSON files into a table of their texts. */
export async function openJsonRecords(
  reader: Reader,
  files: readonly DataFile[],
  options: JsonOptions,
): Promise<Opened> {
  const table = identifier(reader.freshName());
  await reader.query(`create temp table ${table} (json JSON)`);
  const loaded: LoadedJson[] = [];
  for (const file of files) loaded.push(await loadJson(reader, table, file, options));
  const problems = loaded.flatMap((one) => one.problems);
  const problemCount = loaded.reduce((sum, one) => sum + one.problemCount, 0);
  return { relation: table, problems, problemCount, notes: [] };
}
