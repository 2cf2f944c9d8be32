import type { Dataset } from '../dataset.ts';
import { compressionNamed, lookAtText } from '../files/bytes/look-at-bytes.ts';
import type { FileKind } from '../files/data-file.ts';
import { datasetOfFiles } from '../files/dataset-of-files.ts';
import { checkedPlaces, type Location, labelOf } from '../files/location.ts';
import { sharedFiles } from '../files/shared-files.ts';
import { formatOf, type JsonOptions, jsonOptions } from './json-options.ts';

export type { JsonOptions } from './json-options.ts';

/** Returns the kind of the files. Only an uncompressed file of one record a line may have 0 bytes. */
const kindOf = (options: JsonOptions): FileKind => ({
  source: 'json',
  suggestion: '*.json',
  mayBeEmpty: (path) =>
    ['lines', 'values'].includes(formatOf(path, options) ?? '') &&
    (options.compression ?? compressionNamed(path)) === 'none',
  lookAt: (file) => lookAtText(file, { compression: options.compression, mayBeJson: true }),
});

/**
 * Reads JSON files with an object for each row: one array, or one record a line (NDJSON). Takes a path, a glob, a URL,
 * or a list of them. Gzip and Zstandard are recognised by the file's bytes.
 *
 * An empty array is a dataset of no rows, and so is an empty file of one record a line (`.ndjson`, `.jsonl`, or with
 * that `format`); `allowEmpty` lets it pass. Any other file of 0 bytes is an error, since it contains no JSON.
 *
 * Each key of any record is a column. It is NULL where a record has null or lacks the key: SQL does not distinguish the
 * two. `.optional()`, `.nullable()` and `.nullish()` therefore all accept both, although zod itself does not. Values
 * keep their type: a column with values of several types is JSON, text does not become a number, and integers keep all
 * digits. Text is read as a date (ISO 8601, or `dateFormat`) if the contract's schema has a date.
 *
 * A record is a problem, reported with its line, if it is not valid JSON, is not an object, names a key twice at any
 * depth, or has a number with decimal places whose whole digits DOUBLE does not hold (`9007199254740993.5`). It is left
 * out, and outcomes are red for it. A text that should be a date and is not, or a whole number that DOUBLE does not hold
 * beside fractions, is a problem too, but its record stays: only what judges its column leaves the record out.
 *
 * A path is read wherever it leads, through `..` and links too. A glob stands for the files that exist when the dataset
 * is opened. A match is an error if it is a link that leads nowhere or out of the folder before the first wildcard, a
 * pipe, or a folder. Names that begin with a dot or with `_`, and those of unfinished files (`.part`, `.tmp`), are
 * skipped unless the glob contains them. A file whose own name is the glob (`*.json`) is an error if the glob matches
 * other files too.
 *
 * @example
 * json('data/movies.json')
 * json('events/*.ndjson.gz', { format: 'lines' })
 */
export function json(location: Location | readonly Location[], options: JsonOptions = {}): Dataset {
  const where = checkedPlaces('json', location);
  const { label, ...known } = jsonOptions(options);
  const kind = kindOf(known);
  return datasetOfFiles(
    {
      kind,
      options: known,
      load: async (places) => {
        const { openJson } = await import('./open-json.ts');
        return (reader, files, hints) => openJson(reader, files, known, hints, labelOf(places));
      },
      loadRecords: async () => {
        const { openJsonRecords } = await import('./open-json-records.ts');
        return (reader, files) => openJsonRecords(reader, files, known);
      },
      without: async (file, records, to) => {
        const { jsonWithout } = await import('./json-without.ts');
        await jsonWithout(file, known, records, to);
      },
      more: (places) => ({ sharing: sharedFiles(kind, places, known) }),
    },
    where,
    label,
  );
}
