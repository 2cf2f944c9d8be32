import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Stored } from '../engine.ts';
import { makeScratch, removeScratch } from './connection/scratch.ts';
import type { EngineRow } from './values/engine-values.ts';

/** Answers a statement; traces show it as `shown`. */
export type Ask = (sql: string, shown: string) => Promise<readonly EngineRow[]>;

/**
 * Writes the rows of a SELECT as Parquet, by the engine, into a private folder: on a locked instance, the one that it
 * spills into, which is the only one that it may write to. They are moved from there once they are found to be right.
 */
export async function storeRows(
  sql: string,
  about: (relation: string) => string,
  spill: string | null,
  ask: Ask,
  options = 'compression zstd',
): Promise<Stored> {
  const scratch = spill === null ? makeScratch() : null;
  const file = join(spill ?? scratch ?? '', `stored-${crypto.randomUUID()}.parquet`);
  const discard = async () => {
    await rm(file, { force: true });
    if (scratch !== null) removeScratch(scratch);
  };
  const quoted = `'${file.replaceAll("'", "''")}'`;
  // The path is this machine's.
  const run = (text: string) => ask(text, shownSql(text.replaceAll(quoted, "'…'")));
  try {
    const [copied] = await run(`copy (${sql}) to ${quoted} (format parquet, ${options})`);
    const told = await run(about(`read_parquet(${quoted})`));
    return {
      rows: Number(copied?.Count),
      told,
      discard,
      keep: (path) => move(file, path, discard),
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** A statement as traces show it: a list of row numbers is nothing to read. */
export const shownSql = (sql: string): string =>
  sql.replaceAll(/ in \(\d+(?:, \d+){9,}\)/g, ' in (…)');

/** For its owner's eyes alone; whole from the first moment that it is there. */
async function move(file: string, path: string, discard: () => Promise<void>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await chmod(file, 0o600);
    await rename(file, path).catch(() => copyBeside(file, path));
  } finally {
    await discard();
  }
}

/** Onto another disk. */
async function copyBeside(file: string, path: string): Promise<void> {
  const beside = `${path}.part`;
  try {
    await copyFile(file, beside);
    await chmod(beside, 0o600);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
