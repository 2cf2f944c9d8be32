import { kindInWords } from '../value/kind-in-words.ts';
import type { Digest } from './log/record.ts';
import { StoreError } from './store-error.ts';

/** A reference to a snapshot: by a tag, or by the first digits of its digest. */
export interface SnapshotRef {
  readonly name: string;
  /** The tag; null for a digest. */
  readonly tag: string | null;
  /** The first digits of the digest; null for a tag. */
  readonly digits: string | null;
}

/** The tag that a reference without one means. */
export const defaultTag = 'candidate';

const nameForm = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const digitsForm = /^(?:sha256:)?[0-9a-f]{8,64}$/;

/** True for a text that can be the name of a dataset. */
export const isName = (name: unknown): name is string =>
  typeof name === 'string' && nameForm.test(name) && !name.endsWith('.');

/**
 * Checks the name of a dataset, which is a folder of the store and part of the descriptor.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export function checkName(name: unknown): string {
  if (isName(name)) return name;
  throw new StoreError(
    'STORE_USAGE',
    `${shown(name)} can't be the name of a dataset: use small letters, digits, '.', '_' and '-', and begin with a letter or digit.`,
  );
}

/**
 * Checks the name of a tag.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export function checkTag(tag: unknown): string {
  if (isName(tag) && !digitsForm.test(tag)) return tag;
  throw new StoreError(
    'STORE_USAGE',
    `${shown(tag)} can't be a tag: use small letters, digits, '.', '_' and '-', as in 'production'. It must not look like a digest.`,
  );
}

/**
 * Reads a reference such as `trips@candidate`, `trips@sha256:...` or `trips`, which means the tag `candidate`.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export function parseRef(ref: unknown): SnapshotRef {
  if (typeof ref !== 'string' || ref.split('@').length > 2)
    throw new StoreError(
      'STORE_USAGE',
      `${shown(ref)} names no snapshot: write 'trips@production', or 'trips@' and a digest.`,
    );
  const [name, at = defaultTag] = ref.split('@');
  return { name: checkName(name), ...parseAt(at) };
}

/**
 * Reads what stands behind the `@` of a reference: a tag or a digest.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export function parseAt(at: string): Pick<SnapshotRef, 'tag' | 'digits'> {
  if (!digitsForm.test(at)) return { tag: checkTag(at), digits: null };
  return { tag: null, digits: at.replace('sha256:', '') };
}

/** Returns the text of a reference to a digest: `trips@sha256:...`. */
export const refOf = (name: string, digest: Digest): string => `${name}@${digest}`;

const shown = (value: unknown) =>
  typeof value === 'string' ? JSON.stringify(value) : kindInWords(value);
