import type { Key } from './backend/backend.ts';
import { hexOf } from './digest.ts';
import type { Digest } from './log/record.ts';
import type { DocumentKind } from './store.ts';

// The layout of a store. docs/decisions/store.md says why it is so.

/** The key of the object that makes a folder a store. */
export const storeKey: Key = 'store/format.json';

/** The prefix of all logs. */
export const logsPrefix: Key = 'log/';

/** Returns the prefix of the log of a dataset. */
export const logPrefix = (name: string): Key => `${logsPrefix}${name}/`;

/** Returns the key of a record, which is alone in its folder, so that the folder can be created with it. */
export const recordKey = (name: string, sequence: number): Key =>
  `${logPrefix(name)}${String(sequence).padStart(8, '0')}/record.json`;

/** Returns the key of the hint at the last record of a log. */
export const headKey = (name: string): Key => `${logPrefix(name)}head.json`;

/** Returns the key of a snapshot's descriptor. */
export const descriptorKey = (name: string, snapshot: Digest, descriptor: Digest): Key =>
  `snapshots/${name}/${hexOf(snapshot)}/${hexOf(descriptor)}/datapackage.json`;

/** Returns the key of a data file that the store has a copy of. */
export const objectKey = (digest: Digest): Key =>
  `objects/sha256/${hexOf(digest).slice(0, 2)}/${hexOf(digest).slice(2)}`;

/** Returns the name of the file to which a data file of a bucket is brought. */
export const broughtName = (digest: Digest): string => hexOf(digest);

/** Returns the name of the file with the entity tag that an object had, beside the brought one. */
export const entityTagName = (brought: string): string => `${brought}.etag`;

/** Returns the digest that the key of a data file stands for; null for another key. */
export function digestOfKey(key: Key): Digest | null {
  const [, first, more] = /^objects\/sha256\/([0-9a-f]{2})\/([0-9a-f]{62})$/.exec(key) ?? [];
  return first === undefined ? null : `sha256:${first}${more}`;
}

/** Returns the key of a document. */
export const documentKey = (kind: DocumentKind, digest: Digest): Key =>
  `${kind}/sha256/${hexOf(digest)}.json`;
