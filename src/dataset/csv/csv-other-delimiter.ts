import { DatasetError } from '../dataset.ts';
import { type CsvStart, shownDelimiter } from './csv-delimiter.ts';
import { type CsvCharacters, type NoRecords, readHead } from './csv-head.ts';

const others: readonly string[] = [',', ';', '\t', '|', ':'];

/**
 * Doubts a given delimiter by which a file has one column, if another one splits its first records into several fields: returns a
 * note, or throws if the contract has several columns and one of them is found so.
 */
export function doubtDelimiter(
  start: CsvStart,
  characters: CsvCharacters,
  expected: readonly string[],
  without: NoRecords,
): readonly string[] {
  const scores = others
    .filter((other) => other !== characters.delimiter)
    .map((delimiter) => {
      const { records } = readHead(start.text, { ...characters, delimiter }, 10, false, without);
      const fields = records[0]?.length ?? 0;
      const isEven = records.length > 2 && records.every((record) => record.length === fields);
      const known = records[0]?.filter((name) => expected.includes(name.trim())).length ?? 0;
      return { delimiter, fields, known, isEven };
    });
  const [best] = scores
    .filter(({ fields, known, isEven }) => fields > 1 && (known > 0 || isEven))
    .toSorted((one, other) => other.known - one.known || other.fields - one.fields);
  if (!best) return [];
  const seems = shownDelimiter(best.delimiter);
  if (best.known === 0 || expected.length < 2)
    return [`${start.shown} has one column; with { delimiter: ${seems} } it would have several.`];
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${start.shown} has one column when it is split at ${shownDelimiter(characters.delimiter)}, and the contract has ${expected.length}: it seems to be split at ${seems}. Read it with { delimiter: ${seems} }.`,
  );
}
