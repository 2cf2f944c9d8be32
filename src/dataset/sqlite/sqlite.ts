import { text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import { type ColumnHint, type Dataset, DatasetError, type Reader } from '../dataset.ts';
import type { FileKind } from '../files/data-file.ts';
import { localFiles, placeOf } from '../files/dataset-of-files.ts';
import { findOneFile } from '../files/find/find-files.ts';
import { checkedPlaces, type Location, labelOf, type Place, watchOf } from '../files/location.ts';
import { tableName } from '../sql/attached-tables.ts';
import { withLabel } from '../with-label.ts';
import { sharedSqlite } from './shared-sqlite.ts';

/** The words for a file of this source in messages. */
export const sqliteFile: FileKind = { source: 'sqlite', suggestion: 'my.db' };

/** Options of {@link sqlite}. */
export interface SqliteOptions {
  /** The name of the dataset in reports and baselines; the file with the table's name unless given. */
  readonly label?: string;
}

/**
 * Reads a table or view of a SQLite file, which is opened read-only, by DuckDB's extension `sqlite`.
 *
 * SQLite accepts any value in any column, so the contract's schema and the declared type decide how values are read,
 * and each value is checked. If the schema wants them, 0 and 1 are booleans and ISO 8601 texts are dates; text stays
 * text. A value of another kind, such as text in a column of integers, is a problem, reported with its rowid. Outcomes
 * are red for it. What judges its column leaves the row out; what judges other columns does not. NULL is NULL, and
 * SQLite stores no NaN. A column of a declared type that SQLite does not know, such as `POINT` or `JSONB`, is read by what it
 * holds: blobs as blobs, and texts with whole numbers between them as text.
 *
 * A view is computed by SQLite, by its rules (`5 / 2` is 2), and once a run: with `random()` all expectations see the
 * same rows, and `date('now')` is the clock's, not the run's `now`. `timeout` can't stop a view that never ends.
 *
 * @example
 * sqlite('shop.db', 'orders')
 */
export function sqlite(file: Location, table: string, options: SqliteOptions = {}): Dataset {
  const { label } = checkOptions('sqlite', options, { label: text });
  const name = tableName('sqlite', table);
  const where = checkedPlaces('sqlite', file);
  if (where.some(({ remote }) => remote)) {
    throw new DatasetError(
      'DATASET_INVALID',
      'sqlite() reads a file of this machine, and was given a URL: download it first.',
    );
  }
  return withLabel(datasetOf(where, name, labelOf(where)), label);
}

function datasetOf(where: readonly Place[], name: string, label: string): Dataset {
  return Object.freeze({
    kind: 'sqlite',
    engine: 'duckdb',
    label: `${label} (${name})`,
    watch: watchOf(where),
    sharing: sharedSqlite(sqliteFile, where, name),
    source: {
      format: 'sqlite',
      options: { table: name },
      locations: where.map(({ path }) => path),
      files: (root) => localFiles(where, root, sqliteFile),
      at: (files, shown) => datasetOf(files.map(placeOf), name, shown),
    },
    access: async (root: string) => {
      const { attachSqlite } = await import('./open-sqlite.ts');
      return attachSqlite(await findOneFile(where, root, sqliteFile));
    },
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const { openSqlite } = await import('./open-sqlite.ts');
      return openSqlite(
        reader,
        { label, file: await findOneFile(where, root, sqliteFile) },
        name,
        hints,
      );
    },
  } satisfies Dataset);
}
