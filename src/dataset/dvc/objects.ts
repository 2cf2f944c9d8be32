import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { DatasetError } from '../dataset.ts';
import { absolute } from '../files/location.ts';
import { bringFile, isKnown, knownBy } from '../versions/bring-file.ts';
import type { DvcConfig } from './config.ts';
import { legacyMd5 } from './legacy-md5.ts';
import { s3Object } from './s3-object.ts';

/** An object of DVC: the content of a file, or the list of a folder. */
export interface DvcObject {
  /** The MD5, which ends in `.dir` for a list. */
  readonly md5: string;
  readonly isLegacy: boolean;
  readonly remote: string | null;
}

/** The places where DVC keeps objects. */
export interface DvcPlaces {
  /** The folder `.dvc`. */
  readonly folder: string;
  readonly config: DvcConfig;
}

/** Returns the keys of an object. DVC 3 has another layout than DVC 2, and may have moved what that wrote. */
function keysOf({ md5, isLegacy }: DvcObject): readonly string[] {
  const old = `${md5.slice(0, 2)}/${md5.slice(2)}`;
  const keys = [`files/md5/${old}`, old];
  return isLegacy ? keys.toReversed() : keys;
}

/** Brings an object from the cache, else from a remote, and compares it with its MD5. */
export async function bringObject(
  places: DvcPlaces,
  object: DvcObject,
  target: string,
  shown: string,
): Promise<void> {
  const digest = object.md5.replace(/\.dir$/, '');
  const known = object.isLegacy ? { hash: legacyMd5, digest } : knownBy('md5', digest);
  // What was brought before needs neither the cache nor the remote.
  if (await isKnown(target, known)) return;
  const open = await openObject(places, object, shown);
  await bringFile(target, known, shown, open);
}

async function openObject(
  { folder, config }: DvcPlaces,
  object: DvcObject,
  shown: string,
): Promise<() => Readable> {
  const cache = absolute(config.get('cache')?.get('dir') ?? 'cache', folder);
  const cached = await localObject(resolve(cache), object);
  if (cached !== null) return cached;
  const name = object.remote ?? config.get('core')?.get('remote') ?? null;
  const advice = 'run dvc fetch, with the revision if it is not the current one';
  if (name === null)
    throw notHere(`${shown} is not in the cache of DVC, and there is no default remote: ${advice}`);
  const remote = config.get(`remote "${name}"`);
  const url = remote?.get('url');
  if (remote === undefined || url === undefined)
    throw notHere(`${shown} is not in the cache of DVC, and no remote '${name}' is configured`);
  if (/^s3:\/\//.test(url)) {
    const found = await s3Object(remote, url, keysOf(object), shown);
    if (found !== null) return found;
  } else if (/^[a-z][a-z\d+.-]+:\/\//i.test(url)) {
    throw notHere(
      `${shown} is not in the cache of DVC, and its remote '${name}' is of a kind that is not read: ${advice}`,
    );
  } else {
    const found = await localObject(resolve(absolute(url, folder)), object);
    if (found !== null) return found;
  }
  throw notHere(
    `${shown} is neither in the cache of DVC nor in its remote '${name}': run dvc push where it was added, or ${advice}`,
  );
}

async function localObject(folder: string, object: DvcObject): Promise<(() => Readable) | null> {
  for (const key of keysOf(object)) {
    const path = join(folder, key);
    const status = await stat(path).catch(() => null);
    if (status?.isFile()) return () => createReadStream(path);
  }
  return null;
}

const notHere = (message: string) => new DatasetError('DATASET_UNREADABLE', `${message}.`);
