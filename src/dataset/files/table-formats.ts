import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';

/** A table whose files alone do not say what its rows are. */
export interface FormatTable {
  /** `'Delta'`, as it is called. */
  readonly format: string;
  /** Its folder. */
  readonly folder: string;
  /** The folder in it by which the format is known. */
  readonly marker: string;
  /** Advice on what to do instead, as a part of a sentence. */
  readonly advice: string;
}

interface TableFormat extends Omit<FormatTable, 'folder'> {
  /** Asks if a folder of the marker's name is really one. */
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

/** `v3.metadata.json`, `00003-….metadata.json`, either of them with `.gz` in it. */
const isIcebergs = (name: string) =>
  /^(?:v\d+|\d+-[\da-f-]{36})(?:\.gz)?\.metadata\.json(?:\.gz)?$/i.test(name) ||
  name === 'version-hint.text';

/**
 * The table that one of these files is a part of, by what lies in the folders above it; null where there is none. What
 * is in the marker itself, such as the checkpoints of a log, is no row of the table.
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
    const isRows = (file: string) =>
      file.startsWith(join(folder, sep)) && !file.startsWith(join(path, sep));
    if (files.some(isRows)) return { ...table, folder };
  }
  return null;
}
