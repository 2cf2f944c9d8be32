import { relative, sep } from 'node:path';

/** Returns a file's path from the root, with slashes on every system. */
export const pathFrom = (root: string, file: string): string =>
  relative(root, file).split(sep).join('/');
