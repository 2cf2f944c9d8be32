import { DatasetError, type Reader } from '../dataset.ts';
import { isOfEngine } from '../files/bytes/decode.ts';
import { canRead } from '../files/bytes/file-bytes.ts';
import { compressionOf } from '../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { type Names, uniqueNames } from '../typing/unique-names.ts';
import { type CsvStart, type DelimiterHints, findDelimiter, mostSampled } from './csv-delimiter.ts';
import { type CsvFile, stateBefore } from './csv-file.ts';
import { type CsvCharacters, type CsvHead, countLineEnds, readHead } from './csv-head.ts';
import { headerLikeData } from './csv-header.ts';
import type { CsvOptions } from './csv-options.ts';
import { doubtDelimiter } from './csv-other-delimiter.ts';
import { refusePreamble } from './csv-preamble.ts';
import { localStart, remoteStart } from './csv-start.ts';
import { isDump, needsCopy, startsOdd } from './csv-way.ts';

/**
 * Reads the first records of a file: returns its column names and format, and throws if the file contradicts the
 * options, or if its format is not certain.
 */
export async function inspectCsv(
  reader: Pick<Reader, 'query'>,
  file: DataFile,
  options: CsvOptions,
  expected: readonly string[],
): Promise<CsvFile> {
  const { encoding = 'utf-8', compression = compressionOf(file) } = options;
  const { quote = '"', escape: escaped = quote, header = true } = options;
  const canScan = canRead(file, compression);
  const state = canScan ? await stateBefore(file) : '';
  const guess = { delimiter: options.delimiter ?? ',', quote, escape: escaped };
  if (!canScan) refuseFromAfar(file, options, guess);
  const form = { ...options, compression, encoding, characters: guess };
  const start = canScan ? await localStart(file, form) : await remoteStart(reader, file, form);
  const hints = { ...options, quote, escape: escaped, header, expected };
  const found = delimiterOf(start, hints, options, file);
  const characters = { ...guess, delimiter: found.delimiter };
  const head = readHead(start.text, characters, mostSampled, start.isWhole, options);
  const [fields] = head.records;
  if (!fields) throw noRecord(start, options);
  refuseFirstLine(start, head, fields, encoding, header);
  if (!found.isNamed && options.header === undefined && options.names === undefined)
    refusePreamble(start, hints, options, found.delimiter);
  if (options.header === undefined) refuseData(start, head);
  const given = uniqueNames(namesOf(start, head, options));
  const names = header && options.names === undefined ? withAdvice(given) : given;
  const isDoubtful = options.delimiter !== undefined && fields.length === 1;
  const doubts = isDoubtful ? doubtDelimiter(start, characters, expected, options) : [];
  return {
    ...names,
    notes: [...names.notes, ...doubts],
    file,
    options,
    characters,
    isFound: found.isFound,
    compression,
    encoding,
    header,
    above: countLineEnds(head.above),
    commentsAbove: commentsIn(head.above, options),
    isCopied: needsCopy(head, start, options, characters),
    isOdd: canScan && startsOdd(start.text.slice(head.above.length), characters, options),
    canScan,
    state,
  };
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);

/** Refuses what this process must do itself, of a file that it does not read. */
function refuseFromAfar(
  { shown }: DataFile,
  { encoding = 'utf-8', comment, skip }: CsvOptions,
  characters: CsvCharacters,
): void {
  const needed = !isOfEngine(encoding)
    ? `the encoding ${encoding}`
    : comment !== undefined
      ? 'comments'
      : skip !== undefined
        ? 'lines to skip'
        : isDump(characters)
          ? 'escapes outside of quotes'
          : null;
  if (needed !== null)
    throw unreadable(
      `${shown} can't be read with ${needed}, which needs a file that this process can read itself: download it first.`,
    );
}

interface Delimiter {
  readonly delimiter: string;
  readonly isFound: boolean;
  readonly isNamed: boolean;
}

/** Returns the delimiter that the options give, or the file's name, or that is found. */
function delimiterOf(
  start: CsvStart,
  hints: DelimiterHints,
  { delimiter }: CsvOptions,
  { path }: DataFile,
): Delimiter {
  if (delimiter !== undefined) return { delimiter, isFound: false, isNamed: false };
  if (/\.tsv(\.(gz|zstd?))?$/i.test(path) && splitsInto(start, hints, '\t') > 1)
    return { delimiter: '\t', isFound: false, isNamed: false };
  const found = findDelimiter(start, hints);
  return { ...found, isFound: found.delimiter !== ',' };
}

const splitsInto = (
  { text, isWhole }: CsvStart,
  { quote, escape: escaped, ...more }: DelimiterHints,
  delimiter: string,
): number => {
  const { records } = readHead(text, { delimiter, quote, escape: escaped }, 1, isWhole, more);
  return records[0]?.length ?? 0;
};

function noRecord({ shown, text }: CsvStart, { skip = 0 }: CsvOptions): DatasetError {
  const behind = skip > 0 ? ` behind the ${lines(skip)} that { skip: ${skip} } leaves out` : '';
  return unreadable(
    `${shown} has no record${behind}: its first ${text.length} characters hold no line${behind === '' ? '' : ' there'}.`,
  );
}

/** Refuses a first record of another encoding, or with spaces before quotes. */
function refuseFirstLine(
  { shown }: CsvStart,
  { isSpaced, lines: [line = 1] }: CsvHead,
  fields: readonly string[],
  encoding: string,
  header: boolean,
): void {
  const where = line === 1 ? `The first line of ${shown}` : `Line ${line} of ${shown}`;
  if (fields.some((field) => field.includes('\ufffd')))
    throw unreadable(
      isOfEngine(encoding)
        ? `${where} is not UTF-8. If the file was written on Windows, by Excel for instance, read it with { encoding: 'windows-1252' }.`
        : `${where} holds bytes that are no character of ${encoding}.`,
    );
  if (isSpaced && header)
    throw unreadable(
      `${where} has a space before a quote, which DuckDB leaves out and other readers take for text, as they take the quotes: write the fields without it, or read quotes as text with { quote: '' }.`,
    );
}

const lines = (count: number) => `${count} line${count === 1 ? '' : 's'}`;

/** Refuses a first record that seems to be data, unless the options say that it is the header. */
function refuseData({ shown }: CsvStart, { records, lines: [line = 1] }: CsvHead): void {
  const [header = [], ...below] = records;
  const why = headerLikeData(header, below);
  if (why === null) return;
  const where = line === 1 ? `The first line of ${shown}` : `Line ${line} of ${shown}`;
  throw unreadable(
    `${where} looks like data: ${why}. Read it with { header: false } if it is, or { header: true } if it is the header.`,
  );
}

function namesOf(
  { shown }: CsvStart,
  { records: [fields = [], next] }: CsvHead,
  { names, header = true }: CsvOptions,
): readonly string[] {
  if (!names) return header ? fields : fields.map((_, index) => `column${index}`);
  // A header that is unusable may be so because it lacks a name.
  if (names.length === fields.length || (header && names.length === next?.length)) return names;
  throw new DatasetError(
    'DATASET_INVALID',
    `csv() was given ${names.length} names, and the first record of ${shown} has ${fields.length} fields.`,
  );
}

const advice = 'name all fields with { header: true, names: [...] }';

/** Adds to what is wrong with the names in a header how they can be replaced. */
const withAdvice = ({ names, problems, notes }: Names): Names => ({
  names,
  problems: problems.map(({ column, message }) => ({ column, message: `${message}; ${advice}` })),
  notes: notes.map((note) => `${note.replace(/\.$/, '')}: ${advice} to change that.`),
});

/** Counts the comments above the header, behind the lines that are skipped. */
function commentsIn(above: string, { comment, skip = 0 }: CsvOptions): number {
  if (comment === undefined) return 0;
  return above
    .split(/\r\n|[\r\n]/)
    .slice(skip)
    .filter((line) => line.startsWith(comment)).length;
}
