import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeScratch, removeScratch } from './scratch.ts';

/** Parquet files of a session in a private folder. */
export interface ScratchFiles {
  /** Returns the path of a file that does not exist. */
  fresh(): string;
  /** Returns SQL with a short name for each file, the same in each run, in place of its path on this machine. */
  shown(sql: string): string;
  /** Removes the files. */
  remove(): void;
}

/** A quoted path of a scratch file, by the random part of its name. */
const quotedPath = /'(?:[^']|'')*\/rows-([\da-f-]{36})\.parquet/g;

/**
 * Returns the files of a session. They lie in the folder that the engine spills into; where it has none that is ours (on
 * a user's connection), in one of their own.
 */
export function scratchFiles(spill: string | null): ScratchFiles {
  let own: string | null = null;
  const made: string[] = [];
  const numbers = new Map<string, number>();
  return {
    fresh: () => {
      if (spill === null) own ??= makeScratch();
      const id = crypto.randomUUID();
      const path = join(spill ?? own ?? '', `rows-${id}.parquet`);
      made.push(path);
      numbers.set(id, numbers.size + 1);
      return path;
    },
    shown: (sql) =>
      numbers.size === 0
        ? sql
        : sql.replaceAll(
            quotedPath,
            (_, id: string) => `'…/rows-${numbers.get(id) ?? '?'}.parquet`,
          ),
    remove: () => {
      for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
      if (own !== null) removeScratch(own);
      own = null;
    },
  };
}
