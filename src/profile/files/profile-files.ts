import type { Session } from '../../engine/engine.ts';
import type { FileDifference, ProfileFiles } from '../../outcome/profile/profile-document.ts';
import type { Look } from '../profile.ts';
import { type Found, fileDifferences } from './file-differences.ts';
import { fileMeasures } from './file-measures.ts';

/** The most files that are listed, and the most differences. */
const [mostFiles, mostDifferences] = [100, 30] as const;

/** Compares the files of a dataset with each other, or says why it can't; null for one file. */
export async function profileFiles(
  session: Session,
  look: Look,
  isMasked: (column: string) => boolean,
): Promise<ProfileFiles | null> {
  const { fileRows } = session;
  if (!fileRows) return null;
  if ('reason' in fileRows) {
    const { shown, reason } = fileRows;
    return { count: shown.length, list: [], differences: [], more: 0, reason };
  }
  const measures = await fileMeasures(session, fileRows, look, isMasked);
  const byName = new Map(look.profile.columns.map((one) => [one.name, one]));
  const { shown } = fileRows;
  const found = fileDifferences({
    shown,
    lacking: fileRows.lacking(),
    measures,
    isMasked,
    profileOf: (column) => byName.get(column),
  });
  const told = alikeTogether(found);
  return {
    count: shown.length,
    list: shown.slice(0, mostFiles).map((file, at) => [file, measures.rows[at] ?? 0] as const),
    differences: told.slice(0, mostDifferences),
    more: Math.max(0, told.length - mostDifferences),
    reason: null,
  };
}

/** Puts files that differ in the same column and the same way together; the strongest stands for them. */
function alikeTogether(found: readonly Found[]): readonly FileDifference[] {
  const groups = Map.groupBy(found, ({ column, kind }) => JSON.stringify([column, kind]));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { weight: _, ...difference } = first;
    return [{ ...difference, alike: others.length }];
  });
}
