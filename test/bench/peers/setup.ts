import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { peerFolder, peers, requirementsOf } from '../planner-peers.ts';

/**
 * Make a Python environment for each tool that the planner's benchmark compares with, from its pinned requirements.
 *
 *     npm run bench:peers [-- pandera soda]
 *
 * Names choose among them. Needs Python 3.12 or newer and 2 GB of disk. `PYTHON=python3.13` takes another one than `python3`.
 */
const python = process.env.PYTHON ?? 'python3';
const version = run(python, ['-c', 'import sys; print(sys.version_info >= (3, 12))'], 'pipe');
if (version.trim() !== 'True') {
  throw new Error(`${python} is older than Python 3.12: name a newer one in PYTHON.`);
}
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !peers.some((peer) => peer.name === name));
if (unknown.length > 0) {
  throw new Error(`${unknown}: there are ${peers.map(({ name }) => name).join(', ')}.`);
}
for (const { name } of peers.filter((peer) => chosen.length === 0 || chosen.includes(peer.name))) {
  const folder = peerFolder(name);
  const stamp = join(folder, 'requirements.txt');
  const wanted = readFileSync(requirementsOf(name), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
  console.log(`Setting up ${name}`);
  rmSync(folder, { recursive: true, force: true });
  run(python, ['-m', 'venv', folder]);
  run(join(folder, 'bin/pip'), ['install', '--quiet', '--requirement', requirementsOf(name)]);
  // Last, so that an environment without it is one that was left half made.
  copyFileSync(requirementsOf(name), stamp);
}

function run(command: string, args: readonly string[], stdout: 'inherit' | 'pipe' = 'inherit') {
  const done = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', stdout, 'inherit'] });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status}.`);
  return done.stdout ?? '';
}
