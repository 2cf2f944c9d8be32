import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../../system/cache-folder.ts';
import { pathWithin } from '../../system/paths.ts';
import { realPathOf } from '../../system/real-path.ts';
import { DatasetError, type SourceFile } from '../dataset.ts';
import { goesUp, isGlob } from '../files/find/glob.ts';
import { absolute } from '../files/location.ts';
import { checkListedPath } from '../versions/safe-names.ts';
import { selectListed } from '../versions/select-listed.ts';
import type { FoundVersion } from '../versions/versioned-dataset.ts';
import type { Wanted } from '../versions/wanted-files.ts';
import { dvcConfig } from './config.ts';
import { bringObject, type DvcObject, type DvcPlaces } from './objects.ts';
import { type Out, outsOfDvcFile, outsOfLock } from './outs.ts';
import { type Tracked, trackedAt, trackedNow } from './tracked.ts';

/** A request for a version. */
interface Asked {
  /** The revision; null for the working tree. */
  readonly rev: string | null;
  readonly repo: string | undefined;
  readonly root: string;
  readonly label: string;
}

/** A file that DVC tracks. */
interface TrackedFile extends DvcObject {
  readonly path: string;
}

/** Finds the files that a path stands for, by the files of DVC at a revision or in the working tree. */
export async function findDvcVersion(wanted: Wanted, asked: Asked): Promise<FoundVersion> {
  const { rev, repo, root, label } = asked;
  const start = repo === undefined ? root : absolute(repo, root);
  const top = await topOf(start);
  const path = pathIn(top, wanted.location, start, label);
  const tracked = rev === null ? await trackedNow(top) : await trackedAt(top, rev);
  const folder = join(top, '.dvc');
  const places = { folder, config: await dvcConfig(folder) };
  const cache = cacheFolder(root, 'dvc');
  const outs = (await outsOfAll(tracked)).filter((out) => concerns(out, fixedPart(path)));
  const files: TrackedFile[] = [];
  for (const out of outs) files.push(...(await filesOf(out, places, cache)));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const selected = await selectListed([...byPath.keys()].toSorted(), path, {
    label,
    call: 'dvc',
    format: wanted.source?.format ?? null,
  });
  if (selected === null) throw notTracked(label, path, tracked);
  const chosen = selected.paths.flatMap((name) => byPath.get(name) ?? []);
  return {
    identity: chosen.map(({ md5, path: name }) => `${md5} ${name}`).join('\n'),
    notes: selected.notes,
    bring: () => bringAll(chosen, places, { cache, rev }),
  };
}

async function bringAll(
  files: readonly TrackedFile[],
  places: DvcPlaces,
  { cache, rev }: { readonly cache: string; readonly rev: string | null },
): Promise<readonly SourceFile[]> {
  const brought: SourceFile[] = [];
  for (const file of files) {
    const shown = rev === null ? file.path : `${file.path} at ${rev}`;
    // DVC keeps contents without names, and folders' names may be values of columns.
    const path = join(cache, file.isLegacy ? `legacy-${file.md5}` : file.md5, file.path);
    await bringObject(places, file, path, shown);
    brought.push({ path, shown });
  }
  return brought;
}

/** Returns the folder that has `.dvc`, at or above another one. */
async function topOf(start: string): Promise<string> {
  const real = await realpath(start).catch(() => {
    throw new DatasetError(
      'DATASET_NOT_FOUND',
      `The repository of dvc() does not exist: ${start}.`,
    );
  });
  for (let at = real; ; at = dirname(at)) {
    if ((await stat(join(at, '.dvc')).catch(() => null))?.isDirectory()) return at;
    if (dirname(at) === at)
      throw new DatasetError(
        'DATASET_UNREADABLE',
        `${start} lies in no DVC repository, for there is no folder .dvc at or above it: name the repository with repo.`,
      );
  }
}

function pathIn(top: string, location: string, start: string, label: string): string {
  const place = resolve(absolute(location, realPathOf(start)));
  const within = pathWithin(top, place) ?? pathWithin(top, realPathOf(place));
  if (within !== null && !goesUp(location)) return within;
  throw new DatasetError(
    'DATASET_INVALID',
    within === null
      ? `${label} lies outside of the DVC repository ${top}: name its own repository with repo.`
      : `${label} goes up with .. after its first wildcard: write that folder before it.`,
  );
}

async function outsOfAll({ names, read }: Tracked): Promise<readonly Out[]> {
  const outs: Out[] = [];
  for (const name of names) {
    const text = (await read(name)) ?? '';
    if (name.endsWith('.dvc')) outs.push(...outsOfDvcFile(name, text));
    else outs.push(...outsOfLock(name, text, await read(name.replace(/lock$/, 'yaml'))));
  }
  return outs;
}

/** Returns the part of a path before its first wildcard. */
function fixedPart(path: string): string {
  const names = path.split('/');
  const first = names.findIndex(isGlob);
  return first < 0 ? path : names.slice(0, first).join('/');
}

/** True if an out is the path, lies in it, or has it within. */
const concerns = ({ path }: Out, fixed: string) =>
  fixed === '' || path === fixed || path.startsWith(`${fixed}/`) || fixed.startsWith(`${path}/`);

const listSchema = z.array(
  z.looseObject({ md5: z.string().regex(/^[\da-f]{32}$/), relpath: z.string() }),
);

/** Returns the files of an out: itself, or those of its folder. */
async function filesOf(
  out: Out,
  places: DvcPlaces,
  cache: string,
): Promise<readonly TrackedFile[]> {
  const { path, by, md5, isLegacy, remote } = out;
  if (!out.isCached)
    throw new DatasetError(
      'DATASET_INVALID',
      `${path} is kept in git and not in the cache of DVC (cache: false in ${by}): read it with git().`,
    );
  const inFolder = (entries: readonly { readonly relpath: string; readonly md5: string }[]) =>
    entries.map((entry) => ({
      path: `${path}/${checkListedPath(entry.relpath, `The list of ${path}`)}`,
      md5: entry.md5,
      isLegacy,
      remote,
    }));
  if (out.files !== null) return inFolder(out.files);
  if (md5 === null)
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${by} has no MD5 of ${path}: run dvc commit, or read what it was imported from.`,
    );
  if (!md5.endsWith('.dir')) return [{ path, md5, isLegacy, remote }];
  const list = join(cache, 'lists', md5);
  await bringObject(places, { md5, isLegacy, remote }, list, `The list of the folder ${path}`);
  return inFolder(entriesOf(await readFile(list, 'utf8'), path));
}

function entriesOf(text: string, path: string) {
  try {
    return listSchema.parse(JSON.parse(text));
  } catch {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `The list of the folder ${path} is not as DVC writes it: run dvc fetch anew.`,
    );
  }
}

function notTracked(label: string, path: string, { names }: Tracked): DatasetError {
  const hint =
    names.length === 0 ? 'there is no .dvc file and no dvc.lock' : 'nothing there tracks it';
  return new DatasetError(
    'DATASET_NOT_FOUND',
    `${label} is not tracked by DVC: ${hint}. Is ${path === '' ? 'the folder' : path} the path that was added, and was its .dvc file committed?`,
  );
}
