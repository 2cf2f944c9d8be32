import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

// Reads the data files of FOLDER in a process of some hundred files at a time, then compiles the contracts that were inferred.

const root = join(import.meta.dirname, '../../..');
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Give the folder that fetch.py filled.');

/** Runs Node there, and returns its exit code. */
const node = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'inherit' }).status;

mkdirSync(join(folder, 'node_modules'), { recursive: true });
if (!existsSync(join(folder, 'node_modules/assay')))
  symlinkSync(root, join(folder, 'node_modules/assay'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
const read = join(import.meta.dirname, 'read.ts');
// A code of its own says that there is more to read: what Vite loads is never let go of.
let code = node('--conditions=assay-source', read);
while (code === 75) code = node('--conditions=assay-source', read);
if (code !== 0) process.exit(code ?? 1);
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    include: ['contracts'],
    compilerOptions: { typeRoots: [join(root, 'node_modules/@types')] },
  }),
);
process.exit(node(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json') ?? 1);
