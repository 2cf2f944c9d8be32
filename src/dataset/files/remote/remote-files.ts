import { withoutSecrets } from '../../../privacy/secrets.ts';
import { DatasetError, type Reader } from '../../dataset.ts';
import { isContentFailure } from '../../engine-failure.ts';
import { literal } from '../../sql/quote.ts';
import type { DataFile, FileKind } from '../data-file.ts';
import type { FoundFiles } from '../find/glob-files.ts';
import { selectFiles } from '../find/ignored-files.ts';

/** URLs of object stores, which can list their files. A web server can't. */
const listing = /^(s3|s3a|s3n|gs|gcs|r2|hf):\/\//i;

/** Replaces globs on object stores by the files that they match now. Only the engine can list them. */
export async function expandRemote(
  reader: Reader,
  { files, notes }: FoundFiles,
  kind: FileKind,
): Promise<FoundFiles> {
  const found: FoundFiles[] = [];
  for (const file of files) {
    const isGlob = file.remote && listing.test(file.path) && /[*?[]/.test(file.path);
    found.push(isGlob ? await matching(reader, file, kind) : { files: [file], notes: [] });
  }
  return {
    files: found.flatMap((one) => one.files),
    notes: [...notes, ...found.flatMap((one) => one.notes)],
  };
}

async function matching(reader: Reader, file: DataFile, kind: FileKind): Promise<FoundFiles> {
  const rows = await reader
    .query(`select file from glob(${literal(file.path)}) order by file`)
    .catch((error: unknown) => {
      throw unreadable(file, "can't be listed", error);
    });
  const found = rows.map((row) => String(row.file));
  const log = kind.isOfTables ? found.find((path) => tableLog.test(path)) : undefined;
  if (log !== undefined && !tableLog.test(file.path)) {
    throw new DatasetError(
      'DATASET_INVALID',
      `${file.shown} matches ${withoutSecrets(log)}, the log of a table: its files may hold rows that were deleted or replaced since. Read the table itself, or name the files to read one by one.`,
    );
  }
  const first = file.path.search(/[*?[]/);
  const folder = file.path.slice(0, file.path.lastIndexOf('/', first) + 1);
  const { members, notes } = selectFiles(found, file.path.slice(folder.length), {
    within: (path) => path.slice(folder.length),
    shown: withoutSecrets,
  });
  if (members.length === 0) {
    throw new DatasetError(
      'DATASET_NOT_FOUND',
      [`No file matches ${file.shown}.`, ...notes].join(' '),
    );
  }
  const odd = members.find((path) => /[*[]/.test(path));
  if (odd !== undefined) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${withoutSecrets(odd)} has * or [ in its name, and DuckDB would read the files that it matches: rename it.`,
    );
  }
  const files = members.map((path) => {
    const shown = withoutSecrets(path);
    return { path, shown, listed: path, remote: true, size: 0 };
  });
  return { files, notes };
}

/** A path in the log of a Delta or a Hudi table. */
const tableLog = /\/(?:_delta_log|\.hoodie)\//;

/**
 * Turns an engine's error into a sentence about a file. The engine's own words contain no values, since a reader masks
 * them: they are kept where they say why a file can't be reached.
 */
export function unreadable({ path, shown }: DataFile, what: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatasetError) return error;
  if (isContentFailure(error))
    return new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} ${what}: the engine (DuckDB) refuses its content. It is damaged or of another format: write it anew.`,
    );
  const why = error.message.replaceAll(path, shown);
  return new DatasetError('DATASET_UNREADABLE', `${shown} ${what}: ${why}`);
}
