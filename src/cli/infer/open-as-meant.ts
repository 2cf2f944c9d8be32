import type { Session } from '../../engine/engine.ts';
import { openDataset } from '../../engine/engines.ts';
import { unreadIn } from '../../plan/unreadable/unread-in.ts';
import type { ReadingFlags } from '../reading-flags.ts';
import { type Source, sourceOf } from '../source.ts';
import type { FoundOptions } from './found-options.ts';
import { namesInPlace } from './names-in-place.ts';

/** A source that is open, with the options that were added to read it as it is meant. */
export interface OpenSource extends FoundOptions {
  readonly source: Source;
  readonly session: Session;
}

/** Opens a source. Options without which a CSV file can't be read as it is meant are added, where nothing else can be meant. */
export async function openAsMeant(
  path: string,
  source: Source,
  flags: ReadingFlags,
): Promise<OpenSource> {
  const session = await open(source);
  const more =
    source.sourceFunction === 'csv' ? await missingOptions(source, flags, session) : null;
  if (more === null) return { source, session, flags, said: [] };
  await session.close();
  const opened = await openAsMeant(path, sourceOf(path, more.flags), more.flags);
  return { ...opened, said: [...more.said, ...opened.said] };
}

const open = ({ dataset }: Source): Promise<Session> =>
  openDataset(dataset, [], { root: process.cwd(), now: new Date() });

/** Returns the options that a file needs, among those that are not given; null if there are none. */
async function missingOptions(
  source: Source,
  flags: ReadingFlags,
  session: Session,
): Promise<FoundOptions | null> {
  const { records } = unreadIn(session);
  const inHeader = records - (session.leftOut ?? 0);
  return inHeader > 0 ? await namesInPlace(source, flags, session) : null;
}
