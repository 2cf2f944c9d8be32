import { join } from 'node:path';
import type { Entry, FileCalls } from './file-calls.ts';

/** The time after which a draft that nobody wrote to is abandoned, in milliseconds: a day. */
const abandoned = 86_400_000;

/**
 * Removes the drafts that killed processes left, which may be as large as the data. A draft of which anything was written
 * within a day may be another process's, and stays. What can't be removed now is left to the next one.
 */
export async function sweepDrafts(calls: FileCalls, folder: string): Promise<void> {
  const drafts = await calls.list(folder).catch(() => []);
  for (const draft of drafts)
    try {
      const written = await lastWrite(calls, folder, draft);
      if (Date.now() - written > abandoned) await calls.remove(join(folder, draft.name));
    } catch {
      // The record has landed: an error here is no failure of it.
    }
}

async function lastWrite(
  calls: FileCalls,
  folder: string,
  { name, isFolder }: Entry,
): Promise<number> {
  const path = join(folder, name);
  const times = [await calls.writtenAt(path)];
  if (isFolder)
    for (const inside of await calls.list(path))
      times.push(await calls.writtenAt(join(path, inside.name)));
  return Math.max(...times);
}
