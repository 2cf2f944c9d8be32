import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch, removeScratch } from './scratch.ts';

/** Parquet files of a session in a private folder. */
export interface ScratchFiles {
  /** Returns the path of a file that does not exist. */
  fresh(): string;
  /** Removes the files. */
  remove(): void;
}

/**
 * Returns the files of a session. They lie in the folder that the engine spills into; where it has none that is ours (on
 * a user's connection), in one of their own.
 */
export function scratchFiles(spill: string | null): ScratchFiles {
  let own: string | null = null;
  const made: string[] = [];
  return {
    fresh: () => {
      if (spill === null) own ??= makeScratch();
      const path = join(spill ?? own ?? '', `rows-${crypto.randomUUID()}.parquet`);
      made.push(path);
      return path;
    },
    remove: () => {
      for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
      if (own !== null) removeScratch(own);
      own = null;
    },
  };
}
