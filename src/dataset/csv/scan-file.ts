import { passingBytes } from '../files/bytes/file-bytes.ts';
import { withoutFirstLines } from '../files/bytes/without-lines.ts';
import type { CsvFile } from './csv-file.ts';
import { longestRecord } from './csv-options.ts';
import type { CsvScanOptions } from './csv-records.ts';
import { type CsvScan, scanCsv } from './csv-scan.ts';

export type { CsvScan } from './csv-scan.ts';

/** Returns the format of a file as the scanner takes it. */
export function scanOptionsOf(source: CsvFile): CsvScanOptions {
  const { characters, encoding, names, header, options } = source;
  const byte = (character: string) => (character === '' ? -1 : character.charCodeAt(0));
  return {
    delimiter: byte(characters.delimiter),
    quote: byte(characters.quote),
    escape: byte(characters.escape),
    comment: byte(options.comment ?? ''),
    firstLine: 1 + linesLeftOut(source),
    fields: names.length,
    header,
    utf8: encoding !== 'latin-1',
    encoding,
    longest: options.maxRecordSize ?? longestRecord,
  };
}

/**
 * The lines above the first record that are left out before a file is scanned. Blank ones alone are nothing to the scan, unless
 * they could be records of one column.
 */
function linesLeftOut({ options, above, header, names }: CsvFile): number {
  const { skip, comment } = options;
  const isBlankRecord = names.length === 1 && !header;
  return skip === undefined && comment === undefined && !isBlankRecord ? 0 : above;
}

/** Yields the bytes of a file from its first record on, in UTF-8 unless they are Latin-1. */
export const bytesToScan = (source: CsvFile): AsyncIterable<Uint8Array> =>
  withoutFirstLines(
    passingBytes(source.file, source.compression, source.encoding),
    linesLeftOut(source),
  );

/** Counts the records of a file, and finds the lines of some of them. */
export const scanFile = (source: CsvFile, wanted: readonly number[]): Promise<CsvScan> =>
  scanCsv(bytesToScan(source), scanOptionsOf(source), wanted);

/** Returns why a file whose line ends differ can't be read without a loss; null if it can. */
export function lineEndsProblem({ file }: CsvFile, { bad, lineEnds }: CsvScan): string | null {
  const [first] = bad;
  if (lineEnds === 'alike' || (lineEnds === 'mixed' && !first)) return null;
  const kinds = lineEnds === 'mixed' ? '\\n and \\r\\n' : 'a bare \\r among them';
  const also = first ? ` Besides, the record in line ${first.line} ${first.message}.` : '';
  return `${file.shown} ends its lines in more than one way (${kinds}), and can't be read without a loss: give all lines one end, \\n or \\r\\n.${also}`;
}
