import { counted } from '../../outcome/printable-text.ts';
import { DatasetError } from '../dataset.ts';
import { readBytes } from '../files/bytes/file-bytes.ts';
import type { Compression } from '../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { walkDocument } from './json-document.ts';
import { type Place, placeInWords, readPlace } from './json-places.ts';

/** Returns the places where the records of a file of one document may lie, the largest first; none if it is no JSON. */
export async function recordPlaces(
  file: DataFile,
  compression: Compression,
): Promise<readonly Place[]> {
  const { fault, places } = await walkDocument(readBytes(file, compression, 'utf-8'), null);
  return fault === null ? places : [];
}

/** A file of one JSON object. */
export interface OneDocument {
  /** The number of its keys. */
  readonly keys: number;
  /** The places where its records may lie, the largest first. */
  readonly places: readonly Place[];
}

/** Returns what a file of one JSON object has; null for an array, for records one after another, and for what is no JSON. */
export async function oneDocument(
  file: DataFile,
  compression: Compression,
): Promise<OneDocument | null> {
  if (!(await beginsAsObject(readBytes(file, compression, 'utf-8')))) return null;
  const { fault, size, places } = await walkDocument(readBytes(file, compression, 'utf-8'), null);
  return fault === null ? { keys: size, places } : null;
}

async function beginsAsObject(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  for await (const chunk of chunks) {
    const first = /[^\s\ufeff]/.exec(Buffer.from(chunk).toString('utf8'));
    if (first !== null) return first[0] === '{';
  }
  return false;
}

/** Returns what may be written to read the records of a document, up to three places; null if it seems to have none. */
export function placesInWords(shown: string, places: readonly Place[]): string | null {
  if (places.length === 0) return null;
  return places
    .slice(0, 3)
    .map((place) => `${readPlace(shown, place)} reads ${placeInWords(place)}`)
    .join(', ');
}

/**
 * Refuses files of one document each that have none of the wanted columns, if their records seem to lie deeper.
 *
 * @throws {DatasetError} `DATASET_INVALID` with what reads them.
 */
export async function refuseDocument(
  { file, compression }: { readonly file: DataFile; readonly compression: Compression },
  wanted: readonly string[],
): Promise<void> {
  const said = placesInWords(file.shown, await recordPlaces(file, compression));
  if (said === null) return;
  throw new DatasetError(
    'DATASET_INVALID',
    `${file.shown} is one document, which has no column '${wanted[0]}'${wanted.length > 1 ? ' nor another one of the schema' : ''}. Its records may lie within it: ${said}.`,
  );
}

/**
 * Refuses a file of one document in which so many keys would each be a column, if its records seem to lie within it: the engine
 * would take all memory for their types.
 *
 * @throws {DatasetError} `DATASET_INVALID` with what reads them.
 */
export async function refuseKeys(
  { file, compression }: { readonly file: DataFile; readonly compression: Compression },
  keys: number,
): Promise<void> {
  const said = placesInWords(file.shown, await recordPlaces(file, compression));
  if (said === null) return;
  throw new DatasetError(
    'DATASET_INVALID',
    `${file.shown} is one document of ${counted(keys, 'key')}, each of which would be a column. Its records may lie within it: ${said}.`,
  );
}
