import process from 'node:process';

import { peerFolder, peers, requirementsOf } from '../planner-peers.ts';
import { makeEnvironment, run } from './environment.ts';

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
for (const { name } of peers.filter((peer) => chosen.length === 0 || chosen.includes(peer.name)))
  makeEnvironment(peerFolder(name), requirementsOf(name), python);
