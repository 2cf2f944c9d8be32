import { open } from 'node:fs/promises';
import { DatasetError } from '../dataset.ts';
import { refuseEncoding } from '../files/bytes/encoding.ts';
import { canRead, passingBytes, readBytes } from '../files/bytes/file-bytes.ts';
import type { Compression } from '../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { type Document, type Taker, walkDocument } from './json-document.ts';
import type { JsonOptions } from './json-options.ts';
import { outlet } from './json-outlet.ts';
import { type JsonKind, membersInWords, writtenPath } from './json-places.ts';
import { copyMembers, copyValue } from './json-takers.ts';

/** The place of the records of a document, by the options `at` and `key`. */
export interface Within {
  readonly path: readonly string[];
  /** The column for the keys of an object that has a record for each; null for an array of records. */
  readonly key: string | null;
}

/** Returns the place of the records within each document; null if each file is of records. */
export const withinOf = ({ at, key }: JsonOptions): Within | null =>
  at === undefined && key === undefined
    ? null
    : { path: typeof at === 'string' ? at.split('.') : (at ?? []), key: key ?? null };

/**
 * Writes the records that lie within a document to a file of their own: as one array, each on the line that it has in the document.
 * Memory does not grow with them.
 *
 * @throws {DatasetError} `DATASET_INVALID` where they don't lie there, with what does; `DATASET_UNREADABLE` for a document that is no
 * JSON.
 */
export async function writeRecordsWithin(
  file: DataFile,
  compression: Compression,
  within: Within,
  to: string,
): Promise<void> {
  const target = await open(to, 'wx', 0o600);
  try {
    await copyRecords(file, compression, within, async (bytes) => {
      await target.appendFile(bytes);
    });
  } finally {
    await target.close();
  }
}

async function copyRecords(
  file: DataFile,
  compression: Compression,
  within: Within,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  if (!canRead(file, compression))
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `This version of Node.js can't unpack ${file.shown}, and json() with { at } or { key } needs it to: take 22.15 or newer.`,
    );
  const out = outlet(2 ** 20);
  const emit = (bytes: Uint8Array) => out.put(bytes, 0, bytes.length);
  const take = (found: JsonKind, line: number): Taker | null => {
    if (found !== (within.key === null ? 'array' : 'object')) return null;
    if (line > 1) emit(Buffer.alloc(line - 1, '\n'));
    return within.key === null ? copyValue(emit) : copyMembers(within.key, out);
  };
  const flush = async () => {
    const bytes = out.take();
    if (bytes.length > 0) await write(bytes);
  };
  async function* watched() {
    const chunks = passingBytes(file, compression, 'utf-8');
    let isFirst = true;
    for await (const chunk of chunks) {
      if (isFirst) refuseEncoding(file.shown, chunk, 'utf-8', 'convert it to UTF-8');
      isFirst = false;
      yield chunk;
      await flush();
    }
  }
  const document = await walkDocument(watched(), { path: within.path, take });
  await flush();
  if (document.fault !== null) throw await brokenDocument(file, compression, document.fault);
  refuseOther(file, within, document);
}

/** Finds the bytes, unpacked, of the array or the object that holds the records of a document. */
export async function boundsWithin(
  file: DataFile,
  compression: Compression,
  within: Within,
): Promise<{ readonly from: number; readonly to: number }> {
  let [from, to] = [0, 0];
  const take = (_kind: JsonKind, _line: number, at: number): Taker => {
    [from, to] = [at, at];
    return copyValue((bytes) => {
      to += bytes.length;
    });
  };
  const chunks = readBytes(file, compression, 'utf-8');
  const document = await walkDocument(chunks, { path: within.path, take });
  if (document.fault !== null) throw await brokenDocument(file, compression, document.fault);
  refuseOther(file, within, document);
  return { from, to };
}

function refuseOther(
  { shown }: DataFile,
  { path, key }: Within,
  { found, kind, reached, members }: Document,
): void {
  const written = writtenPath(path);
  if (found > 1)
    throw invalid(`${shown} names the key '${path.at(-1)}' of at: ${written} ${found} times.`);
  if (found === 0) {
    const where = reached === 0 ? 'it' : `${writtenPath(path.slice(0, reached))}`;
    throw invalid(
      `${shown} has nothing at ${written}: ${where} has ${membersInWords(members) || 'no keys'}.`,
    );
  }
  if (kind === (key === null ? 'array' : 'object')) return;
  const place = path.length === 0 ? 'as its document' : `at ${written}`;
  if (key !== null)
    throw invalid(
      `${shown} has ${inWords(kind)} ${place}, and { key } reads an object with a record for each key${kind === 'array' ? ': leave key out' : ''}.`,
    );
  throw invalid(
    kind === 'object'
      ? `${shown} has an object ${place}, and no array of records: name a key in it, or add { key: 'key' } if each of its keys has a record.`
      : `${shown} has ${inWords(kind)} ${place}, and no array of records.`,
  );
}

const inWords = (kind: JsonKind | null): string =>
  kind === 'array' || kind === 'object'
    ? `an ${kind}`
    : kind === 'null'
      ? 'null'
      : 'a single value';

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);

/** Returns the error for a document that is no JSON, with the line of its fault. */
export async function brokenDocument(
  file: DataFile,
  compression: Compression,
  { at, why }: NonNullable<Document['fault']>,
): Promise<DatasetError> {
  let line = 1;
  let left = at;
  for await (const chunk of readBytes(file, compression, 'utf-8')) {
    const some = chunk.subarray(0, left);
    for (let from = some.indexOf(0x0a); from >= 0; from = some.indexOf(0x0a, from + 1)) line++;
    left -= some.length;
    if (left === 0) break;
  }
  return new DatasetError(
    'DATASET_UNREADABLE',
    `${file.shown}:${line} is no JSON of records: ${why}.`,
  );
}
