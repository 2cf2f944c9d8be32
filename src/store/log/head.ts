import type { Backend } from '../backend/backend.ts';
import { canonicalJson, documentBytes } from '../canonical-json.ts';
import { digestOf, isDigest } from '../digest.ts';
import { headKey } from '../keys.ts';
import type { Digest } from './record.ts';

/** The hint at the last record of a log. It may be behind the log, if its writer was stopped, and never beyond it. */
export interface Head {
  readonly sequence: number;
  readonly digest: Digest;
}

/** Reads the hint. Returns null if there is none, and `'edited'` for one that nobody wrote so. */
export async function readHead(backend: Backend, name: string): Promise<Head | null | 'edited'> {
  const bytes = await backend.read(headKey(name));
  if (bytes === null) return null;
  const head = headOf(bytes);
  return head !== null && Buffer.compare(bytes, headBytes(head)) === 0 ? head : 'edited';
}

function headOf(bytes: Uint8Array): Head | null {
  try {
    const { sequence, digest } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return Number.isInteger(sequence) && isDigest(digest) ? { sequence, digest } : null;
  } catch {
    return null;
  }
}

/** Returns the bytes of a hint, with a digest of it, so that an edit of the hint is not taken for one of the log. */
export const headBytes = ({ sequence, digest }: Head): Uint8Array =>
  documentBytes({ sequence, digest, check: digestOf(canonicalJson({ sequence, digest })) });
