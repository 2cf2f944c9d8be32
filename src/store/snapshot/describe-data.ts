import type { Dataset } from '../../dataset/dataset.ts';
import { openDataset } from '../../engine/engines.ts';
import { requestSettings } from '../../run/run-settings.ts';
import type { SnapshotColumn } from './snapshot-record.ts';

/** Columns and row count of a dataset. */
export interface DescribedData {
  readonly columns: readonly SnapshotColumn[];
  readonly rows: number;
}

/** Opens a dataset, and returns its columns and the number of its rows. */
export async function describeData(dataset: Dataset, root: string): Promise<DescribedData> {
  const { settings } = requestSettings({ now: new Date().toISOString() }, root, process.env);
  const session = await openDataset(dataset, [], settings);
  try {
    const [row] = await session.query(`select count(*) as n from ${session.relation}`);
    return {
      columns: session.columns.map(({ name, type }) => ({ name, type })),
      rows: Number(row?.n),
    };
  } finally {
    await session.close();
  }
}
