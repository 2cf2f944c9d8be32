import { resolve } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { baselineFolderBeside, baselinePath } from '../reference/baseline-path.ts';
import { namesIn } from '../system/paths.ts';
import type { RunSettings } from './run-options.ts';
import { userPlace } from './user-stack.ts';

/**
 * Returns the path of a contract's baseline: in the folder of the option, or beside the file that declares the contract.
 * Null if that file is not known, or belongs to a package.
 */
export function baselinePathOf(
  { name, stack }: Pick<Contract, 'name' | 'stack'>,
  { baselineFolder }: Pick<RunSettings, 'baselineFolder'>,
  root: string,
): string | null {
  if (baselineFolder !== undefined) return baselinePath(name, resolve(root, baselineFolder));
  const file = userPlace(stack)?.file;
  if (file === undefined || namesIn(file).includes('node_modules')) return null;
  return baselinePath(name, baselineFolderBeside(file));
}
