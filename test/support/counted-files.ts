import type { FileCalls } from '../../src/store/backend/file-calls.ts';

/** Runs a call to the file system, or does something else in its place. */
export type AroundCall = <T>(work: () => Promise<T>) => Promise<T>;

/** Returns calls to the file system that all go through one function, those on open files among them. */
export function countedFiles(files: FileCalls, around: AroundCall): FileCalls {
  return {
    create: async (path) => {
      const file = await around(() => files.create(path));
      return {
        write: (bytes, from) => around(() => file.write(bytes, from)),
        sync: () => around(() => file.sync()),
        close: () => around(() => file.close()),
      };
    },
    reopen: async (path) => {
      const file = await around(() => files.reopen(path));
      return { sync: () => around(() => file.sync()), close: () => around(() => file.close()) };
    },
    read: (path) => around(() => files.read(path)),
    digest: (path) => around(() => files.digest(path)),
    copy: (from, to) => around(() => files.copy(from, to)),
    rename: (from, to) => around(() => files.rename(from, to)),
    makeFolder: (path) => around(() => files.makeFolder(path)),
    list: (path) => around(() => files.list(path)),
    size: (path) => around(() => files.size(path)),
    writtenAt: (path) => around(() => files.writtenAt(path)),
    remove: (path) => around(() => files.remove(path)),
  };
}
