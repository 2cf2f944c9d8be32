import { constants } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { digestOfFile } from '../digest.ts';
import type { Digest } from '../log/record.ts';

/** A file that is being written. */
export interface OpenFile {
  /** Writes bytes from an offset of the buffer, and returns how many were written, which may be fewer. */
  write(bytes: Uint8Array, from: number): Promise<number>;
  /** Waits until the disk has what was written. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** An entry of a folder. */
export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * All calls to the file system that a store in a folder makes. Tests give one in which a call fails. Errors are those of
 * Node, with their codes.
 */
export interface FileCalls {
  /** Creates a file, which must not exist. */
  create(path: string): Promise<OpenFile>;
  /** Opens a folder, or a file that is there, to wait for the disk. */
  reopen(path: string): Promise<Pick<OpenFile, 'sync' | 'close'>>;
  read(path: string): Promise<Uint8Array>;
  /** Returns the SHA-256 digest of a file, all of which is read. */
  digest(path: string): Promise<Digest>;
  /** Copies a file, by a clone where the file system has them. */
  copy(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Creates a folder, with those above it. */
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<readonly Entry[]>;
  /** Returns the size of a file in bytes. */
  size(path: string): Promise<number>;
  /** Returns the time at which a file or a folder was written last, in milliseconds. */
  writtenAt(path: string): Promise<number>;
  /** Removes a file, or a folder with all that is in it; does nothing if there is none. */
  remove(path: string): Promise<void>;
}

/** The calls of this machine's file system. */
export const nodeFiles: FileCalls = {
  create: async (path) => {
    const file = await open(path, 'wx');
    return {
      write: async (bytes, from) => (await file.write(bytes, from)).bytesWritten,
      sync: () => file.sync(),
      close: () => file.close(),
    };
  },
  reopen: (path) => open(path, 'r'),
  read: (path) => readFile(path),
  digest: digestOfFile,
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL),
  rename,
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true });
  },
  list: async (path) =>
    (await readdir(path, { withFileTypes: true })).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
    })),
  size: async (path) => (await stat(path)).size,
  writtenAt: async (path) => (await stat(path)).mtimeMs,
  remove: (path) => rm(path, { recursive: true, force: true }),
};
