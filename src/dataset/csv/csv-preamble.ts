import { DatasetError } from '../dataset.ts';
import {
  type CsvStart,
  type DelimiterHints,
  hasFields,
  shownDelimiter,
  splitAt,
  usualDelimiters,
} from './csv-delimiter.ts';
import { isHeaderAbove } from './csv-header.ts';
import type { CsvOptions } from './csv-options.ts';

/** Lines above the header that no option leaves out. */
interface Preamble {
  readonly lines: number;
  /** The delimiter of the records below. */
  readonly delimiter: string;
  readonly below: readonly (readonly string[])[];
}

/**
 * Refuses a file whose first lines seem to stand above the header. A header with as many fields as each record below has no title in
 * its place, whatever else may split the records: a decimal comma does.
 */
export function refusePreamble(
  start: CsvStart,
  hints: DelimiterHints,
  { delimiter, comment }: CsvOptions,
  found: string,
): void {
  const { shown, text } = start;
  const { fields, share } = splitAt(start, hints, found);
  const isMarked = comment === undefined && /^\ufeff?#/.test(text);
  if (isMarked && fields === 1)
    throw unreadable(
      `${shown} begins with '#': if such lines are comments, read it with { comment: '#' }, and if the first one is the header, with { header: true }.`,
    );
  if (fields > 1 && share === 1) return;
  const all = findPreambles(start, hints, delimiter === undefined ? usualDelimiters : [found]);
  const [preamble, second] = all;
  if (preamble === undefined) return;
  const { lines: count } = preamble;
  const [at, other] = [found, preamble.delimiter].map(shownDelimiter);
  if (fields > 1 && share > 0.5 && !isMarked)
    throw unreadable(
      `${shown} may be split at ${at} with the header in line 1, or at ${other} with the header in line ${count + 1}: write { delimiter: ${at} } or { delimiter: ${other}, skip: ${count} }.`,
    );
  if (second !== undefined && !isMarked) {
    const ways = all.map((one) => shownDelimiter(one.delimiter));
    throw unreadable(
      `The header of ${shown} seems to be in line ${count + 1}, and may be split at ${ways.join(' or ')}: write ${ways.map((way) => `{ delimiter: ${way}, skip: ${count} }`).join(' or ')}.`,
    );
  }
  const first = count === 1 ? 'first line' : `first ${count} lines`;
  const how = isMarked ? "{ comment: '#' }" : `{ skip: ${count} }`;
  throw unreadable(
    `The ${first} of ${shown} ${count === 1 ? 'has' : 'have'} fewer fields than those that follow, split at ${other}. Read it with ${how} if the header is in line ${count + 1}; if it is in line 1, say so with { header: true }, and name all fields with { header: true, names: [...] }.`,
  );
}

/**
 * Returns the lines that seem to stand above the header: the first record has fewer fields than all that follow some line, split
 * at one of these delimiters. Of several delimiters, those that leave the fewest lines above; empty if there are none.
 */
function findPreambles(
  start: CsvStart,
  hints: DelimiterHints,
  delimiters: readonly string[],
): readonly Preamble[] {
  const found = delimiters.flatMap((delimiter): Preamble[] => {
    const { head, fields, share } = splitAt(start, hints, delimiter);
    if (share > 0.5) return [];
    const last = head.records.at(-1)?.length ?? 0;
    const from = head.records.findLastIndex((record) => !hasFields(record, last)) + 1;
    if (last <= fields || last < 2 || from === 0 || head.records.length - from < 3) return [];
    return [{ lines: (head.lines[from] ?? 1) - 1, delimiter, below: head.records.slice(from) }];
  });
  const fewest = Math.min(...found.map(({ lines }) => lines));
  return found.filter(({ lines }) => lines === fewest);
}

/**
 * Returns the lines that stand above the header of a file, where nothing else can be meant: what follows them are names above a
 * column of numbers or dates. Null if there are no such lines, or if the first one may be the header.
 */
export function linesAbove(start: CsvStart, hints: DelimiterHints): Preamble | null {
  const [preamble, ...others] = findPreambles(start, hints, usualDelimiters);
  if (preamble === undefined || others.length > 0) return null;
  const [header = [], ...below] = preamble.below;
  return isHeaderAbove(header, below) ? preamble : null;
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);
