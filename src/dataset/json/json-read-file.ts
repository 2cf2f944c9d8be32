import { rm } from 'node:fs/promises';
import { DatasetError, type Reader } from '../dataset.ts';
import { type Compression, compressionOf } from '../files/bytes/look-at-bytes.ts';
import type { DataFile } from '../files/data-file.ts';
import { freshFile } from '../scratch/write-scratch.ts';
import type { JsonOptions } from './json-options.ts';
import { type Within, withinOf, writeRecordsWithin } from './json-within.ts';

/** A file as the user has it, and the file that is read for it. */
export interface ReadFile {
  /** The file that is read: a copy of the records, where these lie within the document of `whole`. */
  readonly file: DataFile;
  readonly compression: Compression;
  readonly whole: { readonly file: DataFile; readonly compression: Compression };
  readonly within: Within | null;
  /** Writes the copy, which must be there before the file is read. Does nothing for a file that is read itself. */
  readonly prepare: () => Promise<void>;
  /** Removes the copy. */
  readonly drop: () => Promise<void>;
}

/** Returns how a file is read. Nothing is read of it yet but its first bytes. */
export function readFileOf(reader: Reader, file: DataFile, options: JsonOptions): ReadFile {
  const { compression = compressionOf(file) } = options;
  const whole = { file, compression };
  const within = withinOf(options);
  if (within === null)
    return { file, compression, whole, within, prepare: async () => {}, drop: async () => {} };
  if (file.remote)
    throw new DatasetError(
      'DATASET_INVALID',
      `json() with { at } or { key } reads files of this machine, and ${file.shown} is on another: download it first.`,
    );
  const path = freshFile(reader);
  return {
    file: { ...file, path },
    compression: 'none',
    whole,
    within,
    prepare: () => writeRecordsWithin(file, compression, within, path),
    drop: () => rm(path, { force: true }),
  };
}
