import { compressionNamed } from '../files/bytes/look-at-bytes.ts';
import { pathInSql } from '../files/data-file.ts';
import { concatenated, groupNeighbours } from '../files/file-groups.ts';
import { makeReproduction, type Reproduction } from '../reproduction.ts';
import { literal, literals, struct } from '../sql/quote.ts';
import type { TypedColumn } from '../typing/choose-types.ts';
import { shownMarked } from '../typing/marked-sql.ts';
import { nullTexts } from './csv-copy.ts';
import type { CsvFile } from './csv-file.ts';
import { longestRecord } from './csv-options.ts';
import { isDump } from './csv-way.ts';

/** A CSV file with the settings by which its records were read. */
export interface ReadFile {
  readonly source: CsvFile;
  readonly strict: boolean;
  readonly kept: number | null;
  readonly problemCount: number;
  readonly isRewritten: boolean;
}

/**
 * Returns SQL that reads the same rows from the CSV files, with the same types. It leaves out the same unreadable
 * records. `unread` are the columns that have unreadable fields. Returns undefined for files of which the engine read a copy.
 */
export function csvReproduction(
  files: readonly ReadFile[],
  columns: readonly TypedColumn[],
  unread: ReadonlySet<string>,
): Reproduction | undefined {
  if (files.some(({ source, isRewritten }) => source.isCopied || isRewritten)) return undefined;
  const all = concatenated(groupNeighbours(files, isReadAlike).map(shownRead), 'union all by name');
  return makeReproduction((query) => shownMarked(all, columns, unread, query));
}

const isReadAlike = (one: ReadFile, other: ReadFile): boolean =>
  one.kept === null && other.kept === null && settingsOf(one) === settingsOf(other);

function shownRead(files: readonly [ReadFile, ...ReadFile[]]): string {
  const [first] = files;
  const paths = literals(files.map(({ source }) => pathInSql(source.file)));
  const read = `read_csv(${paths}, ${settingsOf(first)})`;
  return first.kept === null ? read : `(from ${read} limit ${first.kept})`;
}

/**
 * Returns the arguments of `read_csv` that differ from DuckDB's defaults. `auto_detect` is off, so that it guesses
 * nothing.
 */
function settingsOf({ source, strict, problemCount }: ReadFile): string {
  const { options, characters, compression, encoding, header, above, names } = source;
  const {
    delimiter,
    quote,
    escape: escaped,
  } = isDump(characters) ? { ...characters, escape: '' } : characters;
  const { nullText, comment = '', maxRecordSize = longestRecord } = options;
  const skip = source.commentsAbove > 0 ? 0 : above;
  const nulls = nullTexts(source);
  const given = (isGiven: boolean, name: string, value: string) =>
    isGiven ? [`${name}=${value}`] : [];
  return [
    ...given(true, 'auto_detect', 'false'),
    ...given(true, 'header', String(header)),
    ...given(skip > 0, 'skip', String(skip)),
    ...given(delimiter !== ',', 'delim', literal(delimiter)),
    ...given(quote !== '"', 'quote', literal(quote)),
    ...given(escaped !== '"', 'escape', literal(escaped)),
    ...given(comment !== '', 'comment', literal(comment)),
    ...given(nullText !== undefined || nulls.length > 1, 'nullstr', literals(nulls)),
    ...given(true, 'allow_quoted_nulls', 'false'),
    ...given(encoding !== 'utf-8', 'encoding', literal(encoding)),
    ...given(
      compression !== 'none' ||
        options.compression !== undefined ||
        compressionNamed(source.file.path) !== 'none',
      'compression',
      literal(compression),
    ),
    ...given(maxRecordSize !== longestRecord, 'max_line_size', String(maxRecordSize)),
    ...given(!strict, 'strict_mode', 'false'),
    ...given(problemCount > 0, 'store_rejects', 'true'),
    `columns=${struct(names.map((name) => [name, "'VARCHAR'"]))}`,
  ].join(', ');
}
