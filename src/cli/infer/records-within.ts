import process from 'node:process';
import { compressionOf } from '../../dataset/files/bytes/look-at-bytes.ts';
import { json } from '../../dataset/json/json.ts';
import { placesInWords, recordPlaces } from '../../dataset/json/json-advice.ts';
import { placeInWords, readPlace } from '../../dataset/json/json-places.ts';
import type { Source } from '../source.ts';
import { UsageError } from '../usage.ts';

/** The source of records that lie within a JSON document, and a sentence that says so. */
export interface RecordsWithin {
  readonly source: Source;
  readonly said: string;
}

/**
 * Returns the source of the records within a file of one JSON document; null if there seem to be none.
 *
 * @throws {UsageError} for a document with several places where they may lie.
 */
export async function recordsWithin(source: Source): Promise<RecordsWithin | null> {
  const found = (await source.dataset.source?.files(process.cwd())) ?? [];
  const [file] = found;
  const { at: given, key } = source.dataset.source?.options ?? {};
  if (source.sourceFunction !== 'json' || file === undefined || found.length > 1) return null;
  if (given !== undefined || key !== undefined) return null;
  const data = { ...file, listed: file.shown, remote: false, size: 0 };
  const places = await recordPlaces(data, compressionOf(data));
  const [place] = places;
  if (place === undefined) return null;
  if (places.length > 1)
    throw new UsageError(
      `${file.shown} is one document, and its records may lie at several places in it: ${placesInWords(file.shown, places)}. Choose one with --at, and with --key where each key has a record.`,
    );
  const { at, by } = place;
  const options = { ...(at.length > 0 && { at }), ...(by === 'keys' && { key: 'key' }) };
  return {
    source: {
      ...source,
      dataset: json(file.shown, options),
      source: readPlace(file.shown, place),
    },
    said: `${file.shown} is one document, with ${placeInWords(place)}${at.length > 0 ? ` at '${at.join('.')}'` : ''}: the contract is about those.`,
  };
}
