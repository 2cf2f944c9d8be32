import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import process from 'node:process';
import { StepError } from '../../fuzz-error.ts';
import { stepFile } from '../step-file.ts';

const script = /^[^-{].*\.(?:bat|cjs|cmd|exe|jar|jl|js|lua|mjs|mts|php|pl|py|r|rb|sh|ts)$/i;

/** Returns the files that a command names: a program with a path, and scripts among its arguments. */
export const commandFiles = (words: readonly string[]): readonly string[] =>
  words.filter((word, index) => script.test(word) || (index === 0 && /[/\\]/.test(word)));

/**
 * Checks that the files of a command exist, and that its program is found.
 *
 * @throws {StepError} `STEP_MISSING`.
 */
export function checkCommand(words: readonly string[], root: string, env: NodeJS.ProcessEnv): void {
  for (const path of commandFiles(words)) stepFile(path, root);
  const [program = ''] = words;
  if (/[/\\]/.test(program) || isOnPath(program, env)) return;
  throw new StepError(
    'STEP_MISSING',
    `The step's program ${program} is in no folder of PATH: install it, or write its path.`,
  );
}

function isOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  return folders.some((folder) =>
    endings.some((ending) => isProgram(join(folder, program + ending))),
  );
}

function isProgram(path: string): boolean {
  if (!isAbsolute(path) || statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
