import { DatasetError, type Opened, type Reader } from '../dataset.ts';
import type { DataFile, FileKind } from './data-file.ts';
import { findFilesWithNotes } from './find/find-files.ts';
import { labelOf, type Place } from './location.ts';
import { expandRemote } from './remote/remote-files.ts';
import { remoteState } from './remote/remote-state.ts';

/**
 * Opens the files that exist now, and adds notes on those that were skipped. Throws if a remote file changes while it
 * is opened.
 */
export async function openFiles(
  reader: Reader,
  places: readonly Place[],
  root: string,
  kind: FileKind,
  open: (files: readonly DataFile[]) => Promise<Opened>,
): Promise<Opened> {
  const { files, notes } = await expandRemote(
    reader,
    await findFilesWithNotes(places, root, kind),
    kind,
  );
  const seen = [...notes, ...files.flatMap((file) => kind.lookAt?.(file) ?? [])];
  const remote = await remoteState(reader, files);
  const opened = await open(files);
  if (remote === null) return { ...opened, notes: [...seen, ...opened.notes] };
  if (!(await remote.isSame())) throw changed(kind, places);
  return {
    ...opened,
    notes: [...seen, ...remote.notes, ...opened.notes],
    ...(kind.isReadInPlace && { isSame: remote.isSame }),
  };
}

const changed = ({ source }: FileKind, places: readonly Place[]) =>
  new DatasetError(
    'DATASET_UNREADABLE',
    `${source}('${labelOf(places)}') changed while it was read, so a result would mix two states of it: run again once it is written.`,
  );
