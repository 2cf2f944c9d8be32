import type { DataFile, FileKind } from './data-file.ts';
import type { Opened, Reader } from './dataset.ts';
import { findNoted } from './files.ts';
import type { Place } from './location.ts';
import { expandRemote } from './remote.ts';

/** Opens the files that are there now, and says which of those that are there are not read. */
export async function openFiles(
  reader: Reader,
  places: readonly Place[],
  root: string,
  kind: FileKind,
  open: (files: readonly DataFile[]) => Promise<Opened>,
): Promise<Opened> {
  const { files, notes } = await expandRemote(reader, await findNoted(places, root, kind), kind);
  const opened = await open(files);
  return { ...opened, notes: [...notes, ...opened.notes] };
}
