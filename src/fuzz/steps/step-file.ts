import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { closest } from '../../value/closest.ts';
import { StepError } from '../fuzz-error.ts';

/**
 * Returns the absolute path of a step's file.
 *
 * @throws {StepError} `STEP_MISSING` if there is no such file, with the closest name of its folder.
 */
export function stepFile(path: string, root: string): string {
  const absolute = resolve(root, path);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found?.isFile()) return absolute;
  const what = found === undefined ? 'does not exist' : 'is no file';
  throw new StepError('STEP_MISSING', `The step's file ${path} ${what}${hint(absolute, path)}`);
}

/** Returns the text of a step's file. */
export const readStepFile = (path: string, root: string): string =>
  readFileSync(stepFile(path, root), 'utf8');

function hint(absolute: string, path: string): string {
  const folder = dirname(absolute);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return `, nor does the folder ${folder}.`;
  const near = closest(basename(absolute), readdirSync(folder));
  const named = near === undefined ? '.' : `. Did you mean ${join(dirname(path), near)}?`;
  return ` in ${folder}${named}`;
}
