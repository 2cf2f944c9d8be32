import type { Session } from '../../engine/engine.ts';
import { openDataset } from '../../engine/engines.ts';
import { unreadIn } from '../../plan/unreadable/unread-in.ts';
import { CodedError } from '../../value/coded-error.ts';
import { foundEncoding } from './found-encoding.ts';
import type { FoundOptions } from './found-options.ts';
import { namesInPlace } from './names-in-place.ts';
import type { ReadingFlags } from './reading-flags.ts';
import { skippedLines } from './skipped-lines.ts';
import { type Source, sourceOf } from './source.ts';

/** A source that is open, with the options that were added to read it as it is meant. */
export interface OpenSource extends FoundOptions {
  readonly source: Source;
  readonly session: Session;
}

/**
 * Opens a source. Options without which a CSV file can't be read as it is meant are added, where nothing else can be meant. `onProgress`
 * is called with the share of the data that was read.
 */
export async function openAsMeant(
  path: string,
  source: Source,
  flags: ReadingFlags,
  onProgress?: (fraction: number) => void,
): Promise<OpenSource> {
  const said: string[] = [];
  let now = { source, flags };
  for (;;) {
    const { session, error } = await open(now.source, onProgress);
    const more = await missingOptions(now.source, now.flags, session);
    if (more === null) {
      if (session === null) throw error;
      return { ...now, session, said };
    }
    await session?.close();
    said.push(...more.said);
    now = { source: sourceOf(path, more.flags), flags: more.flags };
  }
}

/** Opens the dataset of a source; returns the error if it can't be read. */
async function open(
  { dataset }: Source,
  onProgress?: (fraction: number) => void,
): Promise<{
  readonly session: Session | null;
  readonly error?: unknown;
}> {
  try {
    const session = await openDataset(dataset, [], {
      root: process.cwd(),
      now: new Date(),
      ...(onProgress && { onProgress }),
    });
    return { session };
  } catch (error) {
    if (error instanceof CodedError) return { session: null, error };
    throw error;
  }
}

/**
 * Returns the options that a CSV file needs, among those that are not given; null if there are none. It has no session if it could
 * not be opened without them.
 */
async function missingOptions(
  source: Source,
  flags: ReadingFlags,
  session: Session | null,
): Promise<FoundOptions | null> {
  if (source.sourceFunction !== 'csv') return null;
  const hasAll = session !== null && unreadIn(session).records === 0;
  const encoding = hasAll ? null : await foundEncoding(source, flags);
  if (encoding !== null) return encoding;
  if (session === null) return await skippedLines(source, flags);
  const inHeader = unreadIn(session).records - (session.leftOut ?? 0);
  return inHeader > 0 ? await namesInPlace(source, flags, session) : null;
}
