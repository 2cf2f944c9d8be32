import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../system/write-whole.ts';
import { messageOf } from '../../value/thrown.ts';
import { UsageError } from '../usage.ts';

/** The file by which a folder is known to be a catalogue that this command wrote. It lists the files. */
const marker = 'assay-docs.json';

/** A file of a catalogue: its path within the folder, and its text. */
export type CatalogueFile = readonly [path: string, text: string];

/** A path that this command may have written, so that no list can lead it to delete another file. */
const isOwn = (path: unknown): path is string =>
  typeof path === 'string' && /^(?:index|contracts\/[a-z\d-]+)\.html$/.test(path);

/**
 * Refuses to write into a folder that has files and is no catalogue.
 *
 * @throws {UsageError}
 */
export function refuseForeign(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new UsageError(`--out ${folder} is a file: name a folder for the catalogue.`);
  if (readdirSync(folder).length > 0) ownFiles(folder);
}

/** Returns the files of the catalogue that is in a folder. */
function ownFiles(folder: string): readonly string[] {
  const path = join(folder, marker);
  if (!existsSync(path))
    throw new UsageError(
      `--out ${folder} has files and no ${marker}, so that this command did not make it: name an empty folder, or a new one.`,
    );
  const files = listedIn(path);
  if (files === null)
    throw new UsageError(
      `${path} is not the list of files that this command writes: delete the folder, or name another with --out.`,
    );
  return files;
}

function listedIn(path: string): readonly string[] | null {
  try {
    const { format, files } = JSON.parse(readFileSync(path, 'utf8'));
    return format === 'assay-docs' && Array.isArray(files) && files.every(isOwn) ? files : null;
  } catch {
    return null;
  }
}

/** Writes a catalogue in place of the one that is there. Pages of contracts that are gone are deleted. */
export async function writeCatalogue(
  folder: string,
  files: readonly CatalogueFile[],
): Promise<void> {
  try {
    mkdirSync(join(folder, 'contracts'), { recursive: true });
    const old = existsSync(join(folder, marker)) ? ownFiles(folder) : [];
    const paths = files.map(([path]) => path);
    // Should writing end early, the next catalogue finds all that is there.
    await mark(folder, [...new Set([...old, ...paths])]);
    for (const [path, text] of files) await writeWhole(join(folder, path), text, false);
    for (const path of old) if (!paths.includes(path)) rmSync(join(folder, path), { force: true });
    await mark(folder, paths);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The catalogue can't be written to ${folder}: ${messageOf(error)}`);
  }
}

const mark = (folder: string, files: readonly string[]): Promise<void> =>
  writeWhole(
    join(folder, marker),
    `${JSON.stringify({ format: 'assay-docs', version: 1, files }, null, 2)}\n`,
    false,
  );
