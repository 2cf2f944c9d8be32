import { stat } from 'node:fs/promises';
import type { Sharing } from '../dataset.ts';
import type { FileKind } from '../files/data-file.ts';
import { fileState } from '../files/file-state.ts';
import { findOneFile, firstBytes } from '../files/find/find-files.ts';
import type { Place } from '../files/location.ts';

/** Returns the key by which tables of the same database are recognised, and the state of its files. */
export const sharedSqlite = (kind: FileKind, where: readonly Place[], table: string): Sharing => ({
  key: JSON.stringify([kind.source, where.map(({ path }) => path), table]),
  fingerprint: async (root) => {
    const { path } = await findOneFile(where, root, kind);
    const { text } = await fileState(path);
    const logs = await Promise.all(['-wal', '-journal'].map((ending) => logState(path + ending)));
    return [text, ...logs].join('\n');
  },
});

/** The bytes at the start of a log that differ each time that it is begun anew. */
const header = 32;

/**
 * Returns the state of a log, which may hold what was written last. One without bytes comes and goes with the readers of a
 * database, and each of them sets the time of change of the others: it does not count.
 */
async function logState(path: string): Promise<string> {
  const status = await stat(path, { bigint: true }).catch(() => null);
  if (status === null || status.size === 0n) return '';
  const begun = await firstBytes(path, header).catch(() => null);
  return `${status.size} ${status.mtimeNs} ${begun?.toString('hex') ?? ''}`;
}
