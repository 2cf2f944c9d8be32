import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beginsWith } from '../../../system/paths.ts';

/** A table in a format such as Delta, whose files alone do not determine its rows. */
export interface FormatTable {
  /** The name of the format, such as `'Delta'`. */
  readonly format: string;
  /** The folder of the table. */
  readonly folder: string;
  /** The folder inside it that identifies the format. */
  readonly marker: string;
  /** Advice on a way to read the table, as a part of a sentence. */
  readonly advice: string;
}

interface TableFormat extends Omit<FormatTable, 'folder'> {
  /** Checks that a folder of the marker's name belongs to the format. */
  readonly isOne?: (path: string) => Promise<boolean>;
}

const withExtension = (name: string) =>
  `read a view of ${name}_scan('...') with duckdb(connection, 'view')`;

const formats: readonly TableFormat[] = [
  { format: 'Delta', marker: '_delta_log', advice: withExtension('delta') },
  { format: 'Hudi', marker: '.hoodie', advice: 'write a snapshot of it as plain Parquet' },
  {
    format: 'Iceberg',
    marker: 'metadata',
    advice: withExtension('iceberg'),
    isOne: async (path) => (await readdir(path).catch(() => [])).some(isIcebergs),
  },
];

/**
 * True for the name of an Iceberg metadata file: `v3.metadata.json` or `00003-….metadata.json`, either of them with
 * `.gz` in it.
 */
const isIcebergs = (name: string) =>
  /^(?:v\d+|\d+-[\da-f-]{36})(?:\.gz)?\.metadata\.json(?:\.gz)?$/i.test(name) ||
  name === 'version-hint.text';

/**
 * Finds the table that one of the files belongs to, by the folders above it; null if there is none. Files in the marker
 * folder, such as checkpoints of a log, are not counted.
 */
export async function formatTableOf(files: readonly string[]): Promise<FormatTable | null> {
  const above = new Map<string, string>();
  for (const file of files) {
    for (let at = file; dirname(at) !== at && !above.has(dirname(at)); at = dirname(at))
      above.set(dirname(at), file);
  }
  // A folder of a partition is within a table, and there may be thousands of them.
  const folders = [...above.keys()].filter((folder) => !basename(folder).includes('='));
  const found = await Promise.all(folders.map((folder) => tableIn(folder, files)));
  return found.find((table) => table !== null) ?? null;
}

async function tableIn(folder: string, files: readonly string[]): Promise<FormatTable | null> {
  for (const { isOne = async () => true, ...table } of formats) {
    const path = join(folder, table.marker);
    const status = await stat(path).catch(() => null);
    if (!status?.isDirectory() || !(await isOne(path))) continue;
    const isRows = (file: string) => beginsWith(file, folder) && !beginsWith(file, path);
    if (files.some(isRows)) return { ...table, folder };
  }
  return null;
}
