import type { Dataset } from '../dataset.ts';
import { lookAtText } from '../files/bytes/look-at-bytes.ts';
import type { FileKind } from '../files/data-file.ts';
import { datasetOfFiles } from '../files/dataset-of-files.ts';
import { checkedPlaces, type Location } from '../files/location.ts';
import { sharedFiles } from '../files/shared-files.ts';
import { type CsvOptions, csvOptions } from './csv-options.ts';

export type { CsvOptions } from './csv-options.ts';

const kindOf = ({ compression, header = true }: CsvOptions): FileKind => ({
  source: 'csv',
  suggestion: '*.csv',
  lookAt: (file) => lookAtText(file, { compression, mayBeJson: !header }),
});

/**
 * Reads CSV files: a path, a glob, a URL, or a list of them. Gzip and Zstandard are recognised by the file's bytes.
 *
 * A CSV file is text, and the contract's schema gives the types of its columns. A column of text stays text (`'01234'`
 * keeps its zero). A column of numbers, dates (ISO 8601, or `dateFormat`) or booleans is read as such. A column that
 * the schema does not name becomes numbers, dates or booleans only if all its values are written so: `1.50` and `1.5`
 * are then one number. Name it in the schema or in `types` if its characters matter. `decimal`, `thousands` and `booleans` say how
 * numbers and booleans are written otherwise (docs/reference/csv-values.md).
 *
 * A record is a problem, reported with its line, if it has too few or too many fields, broken quotes, or bytes that are
 * not of the encoding. It is left out, and outcomes are red for it. A field is a problem if its text is not of its
 * column's type (`1,5` for a number). It is red too, and neither NULL nor a value: what judges its column leaves the
 * row out, and all else judges the row. A blank line in a file of several columns is not a record: it is left out, and a note counts such
 * lines between records. An empty field is NULL. A quoted one, `""`, is the empty text, or NULL in a column that is not
 * text.
 *
 * A path is read wherever it leads, through `..` and links too. A glob stands for the files that exist when the dataset
 * is opened. A match is an error if it is a link that leads nowhere or out of the folder before the first wildcard, a
 * pipe, or a folder. Names that begin with a dot or with `_`, and those of unfinished files (`.part`, `.tmp`), are
 * skipped unless the glob contains them. A file whose own name is the glob (`*.csv`) is an error if the glob matches
 * other files too.
 *
 * The rows are written to a private folder as Parquet, for as long as the dataset is open. What was measured of files that
 * have not changed since is kept, as for Parquet, and they are not read again.
 *
 * @example
 * csv('data/weather.csv')
 * csv('export/*.csv.gz', { delimiter: ';', nullText: ['', 'NA'], dateFormat: '%d.%m.%Y' })
 */
export function csv(location: Location | readonly Location[], options: CsvOptions = {}): Dataset {
  const where = checkedPlaces('csv', location);
  const { label, ...known } = csvOptions(options);
  const kind = kindOf(known);
  return datasetOfFiles(
    {
      kind,
      options: known,
      load: async () => {
        const { openCsv } = await import('./open-csv.ts');
        return (reader, files, hints) => openCsv(reader, files, known, hints);
      },
      loadRecords: async () => {
        const { openCsvRecords } = await import('./open-csv-records.ts');
        return (reader, files) => openCsvRecords(reader, files, known);
      },
      without: async (file, records, to) => {
        const { csvWithout } = await import('./csv-without.ts');
        await csvWithout(file, known, records, to);
      },
      more: (places) => ({ sharing: sharedFiles(kind, places, known) }),
    },
    where,
    label,
  );
}
