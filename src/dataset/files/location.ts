import { isAbsolute, join } from 'node:path';
import { withoutSecrets } from '../../privacy/secrets.ts';
import { pathOfUrl } from '../../system/paths.ts';
import { kindInWords } from '../../value/kind-in-words.ts';
import { DatasetError } from '../dataset.ts';
import { andMore } from '../listed-names.ts';

/** A path or glob (absolute, or relative to the project root) or a URL. */
export type Location = string | URL;

/** A checked location of a source. */
export interface Place {
  /** The location as the user wrote it, without credentials. */
  readonly written: string;
  /** True for a URL that DuckDB's httpfs reads; false for a local path. */
  readonly remote: boolean;
  readonly path: string;
}

/** The URL schemes that DuckDB's httpfs reads. */
const schemes = ['http', 'https', 's3', 's3a', 's3n', 'gs', 'gcs', 'r2', 'hf'];

/** Checks the locations that a user gave to a source. */
export function checkedPlaces(
  source: string,
  given: Location | readonly Location[],
): readonly Place[] {
  const list = Array.isArray(given) ? (given as readonly Location[]) : [given as Location];
  if (list.length === 0) throw invalid(`${source}([]) names no file: give one path or more.`);
  return Object.freeze(list.map((one) => place(source, one)));
}

function place(source: string, given: Location): Place {
  if (typeof given !== 'string' && !(given instanceof URL)) {
    throw invalid(
      `${source}() takes a path, a URL or a list of them, and was given ${kindInWords(given)}.`,
    );
  }
  const written = String(given);
  if (written.trim() === '') throw invalid(`${source}('') names no file: give a path.`);
  if (written.includes('\0')) throw invalid(`The path of ${source}() holds a NUL character.`);
  // The system would open the file that has another character in its place.
  if (!written.isWellFormed())
    throw invalid(`The path of ${source}() holds half a character (a lone surrogate).`);
  // A Windows drive (c:) is one letter; a scheme has more.
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(written)?.[1]?.toLowerCase();
  if (scheme === undefined) return { written, remote: false, path: written };
  if (scheme === 'file') return { written, remote: false, path: fromFileUrl(written) };
  if (schemes.includes(scheme))
    return { written: withoutSecrets(written), remote: true, path: written };
  throw invalid(
    `${source}('${withoutSecrets(written)}') can't be read: a URL begins with file:, ${schemes.join(':, ')}:.`,
  );
}

function fromFileUrl(written: string): string {
  try {
    return pathOfUrl(written);
  } catch {
    throw invalid(`${written} is not the URL of a file on this machine.`);
  }
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);

/** Returns the name of a dataset of files, for messages and reports. */
export const labelOf = (given: readonly Place[]): string =>
  given.length <= 3
    ? given.map(({ written }) => written).join(', ')
    : andMore(given[0]?.written ?? '', given.length - 1);

/** Returns the paths to watch for changes. Remote files can't be watched. */
export const watchOf = (given: readonly Place[]): readonly string[] =>
  given.filter(({ remote }) => !remote).map(({ path }) => path);

/** Returns the prefix of a URL that DuckDB is allowed to read. */
export const prefixOf = (url: string): string => url.replace(/[^/]*(\?.*)?$/s, '');

/** Returns an absolute path, resolved from the root. */
export const absolute = (path: string, root: string): string =>
  isAbsolute(path) ? path : join(root, path);
