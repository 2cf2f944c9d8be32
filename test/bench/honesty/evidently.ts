import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { driftCases, exportDrift } from './drift-export.ts';
import { driftSection, withDriftSection } from './drift-section.ts';
import type { Answer } from './drift-table.ts';

/**
 * The class `reference` of the never-green corpus in Evidently: which drifts between two frames it reports, and where it
 * says that nothing drifted though nothing could be compared.
 *
 *     npm run bench:honesty:drift -- --python <python with evidently and pyarrow> [--write]
 *
 * `--write` replaces the section of docs/benchmarks/honesty.md. Takes two minutes: a permutation test is one of the methods.
 */
const { values: options } = parseArgs({
  options: { python: { type: 'string' }, write: { type: 'boolean', default: false } },
});
if (options.python === undefined) throw new Error('--python is the Python that has Evidently.');

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, 'node_modules/.cache/assay-bench/honesty/evidently');
await exportDrift(folder);
const program = join(import.meta.dirname, 'with_evidently.py');
const { status, stdout } = spawnSync(options.python, [program, folder], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  maxBuffer: 2 ** 26,
});
if (status !== 0) throw new Error(`${program} ended with ${status}.`);

const [versions, ...told] = stdout
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
const answers: readonly Answer[] = told.map(({ case: number, ...answer }) => {
  const one = driftCases[number];
  if (!one) throw new Error(`There is no case ${number}.`);
  return { one, ...answer };
});
const section = driftSection(answers, versions, new Date().toISOString().slice(0, 10));
if (options.write) {
  const path = join(root, 'docs/benchmarks/honesty.md');
  writeFileSync(path, withDriftSection(readFileSync(path, 'utf8'), section));
  console.log(`Wrote the section of ${path}`);
} else console.log(section);
// DuckDB's threads would keep the process.
process.exit(0);
