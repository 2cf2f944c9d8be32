import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a Python environment from pinned requirements, unless it is there. */
export function makeEnvironment(folder: string, requirements: string, python: string): void {
  const stamp = join(folder, 'requirements.txt');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(requirements, 'utf8'))
    return;
  console.log(`Setting up ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  run(python, ['-m', 'venv', folder]);
  run(join(folder, 'bin/pip'), ['install', '--quiet', '--requirement', requirements]);
  // Last, so that an environment without it is one that was left half made.
  copyFileSync(requirements, stamp);
}

/** Runs a program to its end, and returns what it printed; nothing where that is inherited. */
export function run(
  command: string,
  args: readonly string[],
  stdout: 'inherit' | 'pipe' = 'inherit',
): string {
  const done = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', stdout, 'inherit'] });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status}.`);
  return done.stdout ?? '';
}
