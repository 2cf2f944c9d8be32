import type { Sharing } from '../dataset.ts';
import type { FileKind } from './data-file.ts';
import { fileState } from './file-state.ts';
import { findFiles } from './find/find-files.ts';
import type { Place } from './location.ts';

/** Returns the key by which datasets of the same files are recognised, and the state of those files. */
export const sharedFiles = (kind: FileKind, where: readonly Place[], options: object): Sharing => ({
  key: JSON.stringify([kind.source, where.map(({ path }) => path), options]),
  fingerprint: async (root) => {
    const files = await findFiles(where, root, kind);
    if (files.some(({ remote }) => remote)) return null;
    const states = await Promise.all(files.map(({ path }) => fileState(path)));
    return states.map(({ text }) => text).join('\n');
  },
});
