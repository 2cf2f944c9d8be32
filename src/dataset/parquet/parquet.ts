import { flag, type OptionRules, text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import type { Dataset } from '../dataset.ts';
import type { FileKind } from '../files/data-file.ts';
import { datasetOfFiles } from '../files/dataset-of-files.ts';
import { checkedPlaces, type Location, type Place, watchOf } from '../files/location.ts';
import type { ParquetOptions } from './parquet-options.ts';

export type { ParquetOptions } from './parquet-options.ts';

const rules: OptionRules<ParquetOptions> = {
  hivePartitioning: flag,
  unionByName: flag,
  label: text,
};

const kind: FileKind = {
  source: 'parquet',
  suggestion: '*.parquet',
  inFolder: '**/*.parquet',
  isOfTables: true,
  isReadInPlace: true,
  digest: async (path) => (await import('./parquet-identity.ts')).footerDigest(path),
};

/**
 * Reads Parquet files: a path, a glob, a folder, a URL, or a list of them. Each query reads them anew. All files of a
 * dataset must have the same columns of the same types: a file that differs is an error that names it.
 *
 * A path is read wherever it leads, through `..` and links too. A glob or a folder stands for the files that exist when
 * the dataset is opened; later files belong to the next run. A match is an error if it is a link that leads nowhere or
 * out of the folder before the first wildcard, a pipe, or a folder. Names that begin with a dot or with `_`
 * (`_temporary/`, but not `_key=1/`), and those of unfinished files, are skipped unless the glob contains them. A file
 * whose own name is the glob (`*.parquet`) is an error if the glob matches other files too. Files of a Delta, an
 * Iceberg or a Hudi table are refused unless each is named, since they may hold rows that the table has deleted.
 *
 * @example
 * parquet('data/flights.parquet')
 * parquet('data/year=*\/*.parquet', { hivePartitioning: true })
 */
export function parquet(
  location: Location | readonly Location[],
  options: ParquetOptions = {},
): Dataset {
  const where = checkedPlaces('parquet', location);
  const { label, ...known } = checkOptions('parquet', options, rules);
  return datasetOfFiles(
    {
      kind,
      options: known,
      load: async () => {
        const { openParquet } = await import('./open-parquet.ts');
        return (reader, files, hints) => openParquet(reader, files, known, hints);
      },
      // The columns of folders are not those of a file's records.
      loadRecords: async () => {
        const { openParquet } = await import('./open-parquet.ts');
        return (reader, files) => openParquet(reader, files, {}, []);
      },
      more: (places) => ({ watch: watchedOf(places) }),
    },
    where,
    label,
  );
}

const watchedOf = (places: readonly Place[]) =>
  watchOf(places).flatMap((path) => (mayBeFolder(path) ? [path, `${path}/**`] : [path]));

const mayBeFolder = (path: string) => !/[*?[{]|\.parquet$/i.test(path);
