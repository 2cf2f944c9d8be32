import type { Access } from '../dataset.ts';
import type { DataFile } from './data-file.ts';
import { extensionsOf, foldersOf } from './find/find-files.ts';

/** Returns the permissions that an engine needs to read files. */
export const accessTo = (files: readonly DataFile[]): Access => ({
  directories: foldersOf(files),
  extensions: extensionsOf(files),
  setup: [],
});
