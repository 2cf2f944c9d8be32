import { withoutSecrets } from '../outcome/secrets.ts';
import { DatasetError, type Reader } from './dataset.ts';
import type { DataFile } from './files.ts';
import { literal } from './quote.ts';

/** Stores that list what they hold; a web server does not. */
const listing = /^(s3|s3a|s3n|gs|gcs|r2|hf):\/\//i;

/** Globs on object stores as the files that they match now, which the engine alone can list. */
export async function expandRemote(
  reader: Reader,
  files: readonly DataFile[],
): Promise<readonly DataFile[]> {
  const expanded: DataFile[] = [];
  for (const file of files) {
    if (!file.remote || !listing.test(file.path) || !/[*?[]/.test(file.path)) expanded.push(file);
    else expanded.push(...(await matching(reader, file)));
  }
  return expanded;
}

async function matching(reader: Reader, file: DataFile): Promise<readonly DataFile[]> {
  const rows = await reader
    .query(`select file from glob(${literal(file.path)}) order by file`)
    .catch((error: unknown) => {
      throw unreadable(file, 'can not be listed', error);
    });
  if (rows.length === 0)
    throw new DatasetError('DATASET_NOT_FOUND', `No file matches ${file.shown}.`);
  return rows.map(({ file: path }) => ({
    path: String(path),
    shown: withoutSecrets(String(path)),
    remote: true,
    size: 0,
  }));
}

/** The engine's error as a sentence on a file; its own words hold no values, for a reader masks them. */
export function unreadable({ path, shown }: DataFile, what: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatasetError) return error;
  const why = error.message.replaceAll(path, shown);
  return new DatasetError('DATASET_UNREADABLE', `${shown} ${what}: ${why}`);
}
