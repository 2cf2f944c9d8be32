import type { Dataset } from '../../dataset/dataset.ts';
import { openDataset } from '../../engine/engines.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { requestSettings } from '../../run/run-settings.ts';
import { StoreError } from '../store-error.ts';
import type { SnapshotColumn } from './snapshot-record.ts';

/** Columns and row count of a dataset. */
export interface DescribedData {
  readonly columns: readonly SnapshotColumn[];
  readonly rows: number;
}

/**
 * Opens a dataset, and returns its columns and the number of its rows. The names of columns are stored for good, so that
 * values in their place, as of a file without a header, are refused.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export async function describeData(dataset: Dataset, root: string): Promise<DescribedData> {
  const { settings } = requestSettings({ now: new Date().toISOString() }, root, process.env);
  const session = await openDataset(dataset, [], settings);
  try {
    if (session.columns.some(({ name }) => looksPersonal(name))) throw valuesAsNames(dataset);
    const [row] = await session.query(`select count(*) as n from ${session.relation}`);
    return {
      columns: session.columns.map(({ name, type }) => ({ name, type })),
      rows: Number(row?.n),
    };
  } finally {
    await session.close();
  }
}

const valuesAsNames = ({ label }: Dataset) =>
  new StoreError(
    'STORE_USAGE',
    `The name of a column of ${label} looks like a personal value or a secret, and a store would keep it for good: is the first line of the file a record? Write the names of the columns into a line before it, or record it by store.create with csv(file, { header: false, names: [...] }).`,
  );
