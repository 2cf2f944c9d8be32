import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type InferredFigures, inferTables } from './infer-figures.ts';
import { writePage } from './written-page.ts';

/**
 * How good the contracts are that `assay infer` writes, over the data files that packages ship (test/oracle/packages says
 * how to get them): are they green on their own file, are they green on the other half of a file, and which faults turn them red?
 *
 *     npm run bench:infer -- FOLDER [--files 60] [--again]
 *
 * `--files` takes as many, spread over all of them. A second run goes on after the last file, unless it begins `--again`.
 */
const {
  values,
  positionals: [given],
} = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'string', default: '' }, again: { type: 'boolean', default: false } },
});
if (given === undefined) throw new Error('Give the folder that fetch.py filled.');
if (!/^[1-9]?\d*$/.test(values.files)) throw new Error('--files takes a whole number, 1 or more.');
const folder = resolve(given);
const root = resolve(import.meta.dirname, '../..');
const results = join(folder, 'infer.ndjson');
if (values.again) rmSync(results, { force: true });
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
const figures = readFileSync(results, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as InferredFigures);
writePage('infer', {
  tables: `${inferTables(figures)}\n\n${compiles ? 'All contracts compile.' : '**Not all contracts compile.**'}`,
  command: 'npm run bench:infer -- FOLDER',
  about: 'Each file once, at most 20,000 rows of it; faults in 5% of the rows of a column each',
  data: figures.map(({ own, ordered, shuffled, ...one }) => ({
    ...one,
    own: own?.state ?? null,
    ordered: ordered?.state ?? null,
    shuffled: shuffled?.state ?? null,
  })),
});
