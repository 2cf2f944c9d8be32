import type { IdentityKind } from '../dataset.ts';
import { contentDigest } from '../files/file-digests.ts';
import { footerIdentity } from './pages/parquet-footer.ts';

/**
 * Returns the identity of a Parquet file: its path with size, times and a digest of its footer (which has place, size
 * and statistics of every column chunk), or its path with a digest of all its bytes.
 */
export async function identifyParquet(path: string, kind: IdentityKind): Promise<string> {
  return kind === 'content'
    ? `${path} ${await contentDigest(path)}`
    : footerIdentity(path).identity;
}

/** Returns a digest of a Parquet file's size and footer, which is the same for copies of the file. */
export const footerDigest = async (path: string): Promise<string> => footerIdentity(path).copy;
