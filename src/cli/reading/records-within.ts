import { canRead } from '../../dataset/files/bytes/file-bytes.ts';
import { compressionOf } from '../../dataset/files/bytes/look-at-bytes.ts';
import type { DataFile } from '../../dataset/files/data-file.ts';
import { json } from '../../dataset/json/json.ts';
import { oneDocument, placesInWords } from '../../dataset/json/json-advice.ts';
import { placeInWords, readPlace } from '../../dataset/json/json-places.ts';
import { counted } from '../../outcome/printable-text.ts';
import { UsageError } from '../usage.ts';
import { onlyFile } from './only-file.ts';
import type { Source } from './source.ts';

/** The source of records that lie within a JSON document, and a sentence that says so. */
export interface RecordsWithin {
  readonly source: Source;
  readonly said: string;
}

/** The most keys of a document that are taken for columns: with more of them it is a list of keys and values. */
const mostKeys = 200;

/**
 * Returns the source of the records within a file of one JSON document; null for other files, and for a document that is a record
 * itself. It looks at the bytes: as a table, a document with a record for each of its keys would have a column for each.
 *
 * @throws {UsageError} for a document with several places where they may lie, and for one of more keys than can be columns.
 */
export async function recordsWithin(source: Source): Promise<RecordsWithin | null> {
  const file = await documentOf(source);
  const compression = file && compressionOf(file);
  if (!file || !compression || !canRead(file, compression)) return null;
  const document = await oneDocument(file, compression);
  if (document === null) return null;
  const { keys, places } = document;
  const [place] = places;
  if (place === undefined && keys <= mostKeys) return null;
  if (place === undefined)
    throw new UsageError(
      `${file.shown} is one document of ${counted(keys, 'key')} with a value each: it would be one row, with a column for every key. Write it as an array of records, [{ "key": …, "value": … }, …], so that a contract can say something about all of them; if it has records deeper, say where with --at.`,
    );
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

/** Returns the file of a source of JSON that is one file of this machine, read from its top; null for others. */
async function documentOf({ dataset, sourceFunction }: Source): Promise<DataFile | null> {
  const { options = {} } = dataset.source ?? {};
  const isFromTop = !('at' in options || 'key' in options);
  return sourceFunction === 'json' && isFromTop ? await onlyFile(dataset) : null;
}
