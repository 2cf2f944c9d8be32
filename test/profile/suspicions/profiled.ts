import { join } from 'node:path';
import { openDataset } from '../../../src/engine/engines.ts';
import { csv } from '../../../src/index.ts';
import { profileRelated, type RelatedProfile } from '../../../src/profile/related-profile.ts';
import { folder } from '../../dataset/folder.ts';

/** Profiles the text of a CSV file. */
export async function profiled(text: string): Promise<RelatedProfile> {
  const root = folder({ 'x.csv': text });
  const session = await openDataset(csv(join(root, 'x.csv')), [], { root, now: new Date() });
  try {
    return await profileRelated(session);
  } finally {
    await session.close();
  }
}

/** Writes a CSV file of columns, each a function of the row's number. */
export const table = (
  rows: number,
  columns: Readonly<Record<string, (row: number) => unknown>>,
): string =>
  `${Object.keys(columns).join()}\n${Array.from(
    { length: rows },
    (_, row) =>
      `${Object.values(columns)
        .map((value) => value(row))
        .join()}\n`,
  ).join('')}`;
