import { createHash } from 'node:crypto';

/** A file that may be read together with others. */
export interface Bundled {
  /** A text that is the same for the file in each run, such as its path. */
  readonly key: string;
  /** The size in bytes. */
  readonly bytes: number;
}

/**
 * Puts small files into bundles, each of which is read as one piece. Planning a SELECT for a small file costs more than
 * reading it. A bundle ends at a file whose key's hash says so, with a frequency that depends on the number of files
 * per wanted size, rounded to a power of two. So a file that is added or changed affects one bundle, and the others
 * stay as they are.
 */
export function bundlesOf<File extends Bundled>(
  files: readonly File[],
  wantedBytes: number,
): readonly (readonly [File, ...File[]])[] {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const perBundle = (wantedBytes * files.length) / Math.max(bytes, 1);
  const size = 2 ** Math.max(0, Math.round(Math.log2(perBundle)));
  const bundles: [File, ...File[]][] = [];
  let isOpen = false;
  for (const file of files) {
    if (isOpen) bundles.at(-1)?.push(file);
    else bundles.push([file]);
    isOpen = !endsBundle(file, size);
  }
  return bundles;
}

function endsBundle({ key }: Bundled, size: number): boolean {
  const hash = createHash('sha256').update(key).digest().readUInt32LE(0);
  return hash % size === 0;
}

/** The least and the greatest size of a bundle of text files that {@link textBundleBytes} returns. */
const [leastBytes, mostBytes] = [1_000_000, 8_000_000] as const;

/** The number of bundles that text files are put into, if they are of such sizes. */
const wantedBundles = 50;

/**
 * Returns the size of a bundle of files that are read whole, into rows of which each query reads some. Of a bundle with a file that
 * has changed all files are read again, so it is a fiftieth of them; a smaller one costs more to read by itself than it saves.
 */
export function textBundleBytes(files: readonly Pick<Bundled, 'bytes'>[]): number {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return Math.min(mostBytes, Math.max(leastBytes, bytes / wantedBundles));
}
