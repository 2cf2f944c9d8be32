import { DatasetError } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { firstBytes } from '../files/find/find-files.ts';

/** Where the header of a SQLite file has the size of its pages. */
const pageSizeAt = 16;

/** Refuses a SQLite file that ends within a page. SQLite reads zeros and NULL in place of what was cut off. */
export async function checkWholePages({ path, shown, size }: DataFile): Promise<void> {
  const header = await firstBytes(path, 2, pageSizeAt);
  // 65,536 does not fit into two bytes, and is written as 1.
  const written = header.length < 2 ? 0 : header.readUInt16BE();
  const pageSize = written === 1 ? 65_536 : written;
  if (pageSize > 0 && size % pageSize === 0) return;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} ends within a page of its database, at ${size} bytes: it was cut short. Copy it again.`,
  );
}
