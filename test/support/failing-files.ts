import { type FileCalls, nodeFiles, type OpenFile } from '../../src/store/backend/file-calls.ts';
import { countedFiles } from './counted-files.ts';

/** The ways in which a call to the file system fails. */
export const faults = [
  'EIO',
  'ENOSPC',
  'EACCES',
  'short write',
  'landed, and its reply is lost',
] as const;

export type Fault = (typeof faults)[number];

/** Calls to the file system of which one fails. */
export interface FailingFiles {
  readonly calls: FileCalls;
  /** Returns the number of calls so far. */
  count(): number;
}

/**
 * Returns calls to the file system of which the one with the given number fails, from 1. A short write writes some of the
 * bytes, after which the disk is full.
 */
export function failingFiles(failing: number, fault: Fault): FailingFiles {
  let count = 0;
  let isFull = false;

  async function call<T>(work: () => Promise<T>): Promise<T> {
    count += 1;
    if (count !== failing || fault === 'short write') return work();
    if (fault === 'landed, and its reply is lost') {
      const landed = await work();
      if (isOpen(landed)) await landed.close();
      throw failure('EIO');
    }
    throw failure(fault);
  }

  async function write(file: OpenFile, bytes: Uint8Array, from: number): Promise<number> {
    if (fault !== 'short write') return call(() => file.write(bytes, from));
    count += 1;
    if (isFull) throw failure('ENOSPC');
    if (count !== failing) return file.write(bytes, from);
    isFull = true;
    return file.write(bytes.subarray(0, from + Math.ceil((bytes.length - from) / 2)), from);
  }

  /** A file that can't be closed is closed all the same. */
  async function close(file: Pick<OpenFile, 'close'>): Promise<void> {
    try {
      await call(() => file.close());
    } finally {
      await file.close();
    }
  }

  const calls: FileCalls = {
    ...countedFiles(nodeFiles, call),
    create: async (path) => {
      const file = await call(() => nodeFiles.create(path));
      return {
        write: (bytes, from) => write(file, bytes, from),
        sync: () => call(() => file.sync()),
        close: () => close(file),
      };
    },
    reopen: async (path) => {
      const file = await call(() => nodeFiles.reopen(path));
      return { sync: () => call(() => file.sync()), close: () => close(file) };
    },
  };
  return { calls, count: () => count };
}

const isOpen = (value: unknown): value is Pick<OpenFile, 'close'> =>
  typeof value === 'object' && value !== null && 'close' in value;

const failure = (code: string) => Object.assign(new Error(`${code}: injected`), { code });

/** Returns the calls of a file system that nobody may write to. Root may write anywhere else. */
export function readOnlyFiles(): FileCalls {
  const refuse = () => Promise.reject(failure('EROFS'));
  return {
    ...nodeFiles,
    create: refuse,
    copy: refuse,
    rename: refuse,
    makeFolder: refuse,
    remove: refuse,
  };
}
