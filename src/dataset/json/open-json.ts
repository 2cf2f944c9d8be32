import type { ColumnHint, Opened, Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { openJsonCarefully } from './json-careful.ts';
import { openJsonOnce } from './json-once.ts';
import type { JsonOptions } from './json-options.ts';

/** Reads JSON files into rows with the columns and types that the contract wants. */
export async function openJson(
  reader: Reader,
  files: readonly DataFile[],
  options: JsonOptions,
  hints: readonly ColumnHint[],
  label: string,
): Promise<Opened> {
  const once = await openJsonOnce(reader, files, options, hints);
  return once ?? openJsonCarefully(reader, files, options, hints, label);
}
