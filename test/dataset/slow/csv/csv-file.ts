import { type CsvOptions, longestRecord } from '../../../../src/dataset/csv/csv-options.ts';
import { DatasetError, type Reader, type ReadProblem } from '../../../../src/dataset/dataset.ts';
import { type Encoding, refuseEncoding } from '../../../../src/dataset/files/bytes/encoding.ts';
import { canRead, readBytes } from '../../../../src/dataset/files/bytes/file-bytes.ts';
import {
  type Compression,
  compressionNamed,
} from '../../../../src/dataset/files/bytes/look-at-bytes.ts';
import type { DataFile } from '../../../../src/dataset/files/data-file.ts';
import { unreadable } from '../../../../src/dataset/files/remote/remote-files.ts';
import { literal } from '../../../../src/dataset/sql/quote.ts';
import { type Names, uniqueNames } from '../typing/unique-names.ts';
import { betterDelimiter, type CsvCharacters, delimiters, readHead } from './csv-head.ts';

/** A CSV file with everything that its first bytes show. */
export interface CsvFile extends Names {
  readonly file: DataFile;
  readonly options: CsvOptions;
  readonly characters: CsvCharacters;
  readonly compression: Compression;
  readonly encoding: Encoding;
  readonly header: boolean;
  /** Blank lines above the first record. */
  readonly blank: number;
  /** True if this process can count the records of the file too, to check what the engine read. */
  readonly canScan: boolean;
}

/**
 * Reads the first record of a file: returns its column names and format, and throws if the file contradicts the
 * options.
 */
export async function inspectCsv(
  reader: Pick<Reader, 'query'>,
  file: DataFile,
  options: CsvOptions,
  expected: readonly string[],
): Promise<CsvFile> {
  const { encoding = 'utf-8', compression = compressionNamed(file.path) } = options;
  const characters = charactersOf(file, options);
  const canScan = canRead(file, compression);
  const head = canScan
    ? await localHead(file, compression, options, characters)
    : await remoteHead(reader, file, compression, encoding);
  const { blank, records } = readHead(head.text, characters, 1, head.isWhole);
  const [fields] = records;
  if (!fields) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${file.shown} has no record: its first ${head.text.length} characters hold no line.`,
    );
  }
  const header = options.header ?? true;
  const names = header
    ? withAdvice(uniqueNames(fields))
    : uniqueNames(givenNames(file, fields.length, options));
  const notes = [...names.notes];
  if (fields.length === 1) notes.push(...doubtDelimiter(file, head.text, characters, expected));
  return {
    ...names,
    notes,
    file,
    options,
    characters,
    compression,
    encoding,
    header,
    blank,
    canScan,
  };
}

const advice = 'name all fields with { header: true, names: [...] }';

const withAdvice = ({ names, problems, notes }: Names): Names => ({
  names,
  problems: problems.map((one) => ({ ...one, message: `${one.message}; ${advice}` })),
  notes: notes.map((note) => `${note.slice(0, -1)}: ${advice} to change that.`),
});

function charactersOf({ path }: DataFile, options: CsvOptions): CsvCharacters {
  const isTabs = /\.tsv(\.(gz|zstd?))?$/i.test(path);
  const { delimiter = isTabs ? '\t' : ',', quote = '"', escape: escaped = quote } = options;
  return { delimiter, quote, escape: escaped };
}

function givenNames({ shown }: DataFile, fields: number, { names }: CsvOptions): readonly string[] {
  if (!names) return Array.from({ length: fields }, (_, index) => `column${index}`);
  if (names.length === fields) return names;
  throw new DatasetError(
    'DATASET_INVALID',
    `csv() was given ${names.length} names, and the first record of ${shown} has ${fields} fields.`,
  );
}

interface Head {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Reads the start of a local file until it contains one whole record. */
async function localHead(
  file: DataFile,
  compression: Compression,
  { encoding = 'utf-8', maxRecordSize = longestRecord }: CsvOptions,
  characters: CsvCharacters,
): Promise<Head> {
  const decoder = new TextDecoder(encoding === 'latin-1' ? 'latin1' : 'utf-8', { ignoreBOM: true });
  let text = '';
  for await (const chunk of readBytes(file, compression, encoding)) {
    if (text === '')
      refuseEncoding(file.shown, chunk, encoding, "read it with { encoding: 'utf-16' }");
    text += decoder.decode(chunk, { stream: true });
    if (readHead(text, characters, 1, false).records.length > 0) return checked(file, text, false);
    if (text.length > maxRecordSize) throw tooLong(file, maxRecordSize);
  }
  return checked(file, text, true);
}

const tooLong = ({ shown }: DataFile, most: number) =>
  new DatasetError(
    'DATASET_UNREADABLE',
    `The first record of ${shown} is longer than ${most} bytes: raise maxRecordSize if that is right.`,
  );

function checked(file: DataFile, text: string, isWhole: boolean): Head {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  if (!first.includes('\ufffd')) return { text, isWhole };
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `The first line of ${file.shown} is not UTF-8. If the file was written on Windows, by Excel for instance, read it with { encoding: 'windows-1252' }.`,
  );
}

/** Reads the first lines of a remote file, by a query of the engine. */
async function remoteHead(
  reader: Pick<Reader, 'query'>,
  file: DataFile,
  compression: Compression,
  encoding: Encoding,
): Promise<Head> {
  const rows = await reader
    .query(
      `select line from read_csv(${literal(file.path)}, auto_detect=false, header=false, delim='\x01', quote='', escape='', strict_mode=false, columns={'line': 'VARCHAR'}, compression=${literal(compression)}, encoding=${literal(encoding)}) limit 50`,
    )
    .catch((error: unknown) => {
      throw unreadable(file, 'could not be read', error);
    });
  return { text: rows.map(({ line }) => `${line ?? ''}\n`).join(''), isWhole: true };
}

function doubtDelimiter(
  { shown }: DataFile,
  text: string,
  characters: CsvCharacters,
  expected: readonly string[],
): readonly string[] {
  const better = betterDelimiter(text, characters, expected);
  if (!better) return [];
  const seems = delimiters[better.delimiter];
  if (better.isSure && expected.length > 1) {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} has one column when it is split at ${delimiters[characters.delimiter] ?? JSON.stringify(characters.delimiter)}, and the contract has ${expected.length}: it seems to be split at ${seems}. Read it with { delimiter: ${seems} }.`,
    );
  }
  return [`${shown} has one column; with { delimiter: ${seems} } it would have several.`];
}

/** Returns the problems of a file's header, each with its line number. */
export const headerProblems = ({ file, problems, blank }: CsvFile): readonly ReadProblem[] =>
  problems.map((problem) => ({ file: file.shown, line: blank + 1, ...problem }));
