import { DatasetError, type Reader } from '../dataset.ts';
import { type Encoding, refuseEncoding } from '../files/bytes/encoding.ts';
import { readBytes } from '../files/bytes/file-bytes.ts';
import type { Compression } from '../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { unreadable } from '../files/remote/remote-files.ts';
import { literal } from '../sql/quote.ts';
import type { CsvStart } from './csv-delimiter.ts';
import { type CsvCharacters, type NoRecords, readHead } from './csv-head.ts';
import { longestRecord } from './csv-options.ts';

/** The options by which the start of a file is read. */
export interface StartOptions extends NoRecords {
  readonly compression: Compression;
  readonly encoding: Encoding;
  readonly characters: CsvCharacters;
  readonly maxRecordSize?: number | undefined;
}

/** The number of characters that are looked at; more if the first record is longer. */
const sampled = 65_536;

/** Reads the start of a local file until it contains one whole record. */
export async function localStart(
  file: DataFile,
  { compression, encoding, characters, maxRecordSize = longestRecord, ...without }: StartOptions,
): Promise<CsvStart> {
  const decoder = new TextDecoder(encoding === 'latin-1' ? 'latin1' : 'utf-8', { ignoreBOM: true });
  const { shown } = file;
  let text = '';
  for await (const chunk of readBytes(file, compression, encoding)) {
    if (text === '') refuseEncoding(shown, chunk, encoding, "read it with { encoding: 'utf-16' }");
    text += decoder.decode(chunk, { stream: true });
    if (text.length < sampled) continue;
    for (const start of [text.slice(0, sampled), text]) {
      const { records } = readHead(start, characters, 1, false, without);
      if (records.length > 0) return { shown, text: start, isWhole: false };
    }
    if (text.length > maxRecordSize) throw tooLong(file, maxRecordSize);
  }
  return { shown, text: text + decoder.decode(), isWhole: true };
}

const tooLong = ({ shown }: DataFile, most: number) =>
  new DatasetError(
    'DATASET_UNREADABLE',
    `The first record of ${shown} is longer than ${most} bytes: raise maxRecordSize if that is right.`,
  );

/** Reads the first lines of a remote file, by a query of the engine. */
export async function remoteStart(
  reader: Pick<Reader, 'query'>,
  file: DataFile,
  { compression, encoding, skip = 0 }: StartOptions,
): Promise<CsvStart> {
  const rows = await reader
    .query(
      `select line from read_csv(${literal(file.path)}, auto_detect=false, header=false, delim='\x01', quote='', escape='', strict_mode=false, columns={'line': 'VARCHAR'}, compression=${literal(compression)}, encoding=${literal(encoding)}) limit ${skip + 50}`,
    )
    .catch((error: unknown) => {
      throw unreadable(file, 'could not be read', error);
    });
  const text = rows.map(({ line }) => `${line ?? ''}\n`).join('');
  return { shown: file.shown, text, isWhole: true };
}
