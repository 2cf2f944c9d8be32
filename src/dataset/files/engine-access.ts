import type { Access } from '../dataset.ts';
import type { DataFile } from './data-file.ts';
import { extensionsOf, foldersOf } from './find-files.ts';

/** What an engine must grant for files to be read. */
export const accessTo = (files: readonly DataFile[]): Access => ({
  directories: foldersOf(files),
  extensions: extensionsOf(files),
  setup: [],
});
