import type { ReadProblem } from '../dataset.ts';
import type { Encoding } from '../files/bytes/encoding.ts';
import type { Compression } from '../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { fileState } from '../files/file-state.ts';
import { unreadable } from '../files/remote/remote-files.ts';
import type { Names } from '../typing/unique-names.ts';
import type { CsvCharacters } from './csv-head.ts';
import type { CsvOptions } from './csv-options.ts';

/** A CSV file with everything that its first bytes show. */
export interface CsvFile extends Names {
  readonly file: DataFile;
  readonly options: CsvOptions;
  readonly characters: CsvCharacters;
  readonly compression: Compression;
  readonly encoding: Encoding;
  readonly header: boolean;
  /** True if the delimiter was found, and not given by the options or the file's name. */
  readonly isFound: boolean;
  /** The lines above the first record: those that are skipped, comments, and blank ones. */
  readonly above: number;
  /** Those of them that are comments. */
  readonly commentsAbove: number;
  /** True if the engine can't read the file itself, so that it reads a copy without those lines, in UTF-8. */
  readonly isCopied: boolean;
  /** True if the first records show that the engine would read some of the file's otherwise than they are meant. */
  readonly isOdd: boolean;
  /** True if this process can count the records of the file too, to check what the engine read. */
  readonly canScan: boolean;
  /** The state of the file before anything of it was read; empty if `canScan` is false. */
  readonly state: string;
}

/** Returns the state that a file has now. */
export const stateBefore = (file: DataFile): Promise<string> =>
  fileState(file.path).then(
    ({ text }) => text,
    (error: unknown) => {
      throw unreadable(file, 'could not be read', error);
    },
  );

/** True if no file was written or replaced since it was opened. */
export async function areAsOpened(sources: readonly CsvFile[]): Promise<boolean> {
  for (const { file, canScan, state } of sources) {
    if (!canScan) continue;
    const now = await fileState(file.path).catch(() => null);
    if (now?.text !== state) return false;
  }
  return true;
}

/** Returns the problems of a file's header, each with its line number. */
export const headerProblems = ({ file, problems, above }: CsvFile): readonly ReadProblem[] =>
  problems.map((problem) => ({ file: file.shown, line: above + 1, ...problem }));
