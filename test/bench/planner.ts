import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

import { checkOutcomes, checkValues } from './planner-agreement.ts';
import { type Contestant, contestants } from './planner-contestants.ts';
import { dataset, otherPart } from './planner-data.ts';
import { expectations, termsOf } from './planner-expectations.ts';
import { linkFiles, replaceFile } from './planner-files.ts';
import { readOptions } from './planner-options.ts';
import { writeTerms } from './planner-peers.ts';
import { run } from './planner-process.ts';
import { writeProjects } from './planner-project.ts';
import { of, type Turn, table } from './planner-report.ts';

/**
 * What a contract of 24 expectations costs beside the SQL that one would write by hand, and in other tools: whole
 * processes, in turns, medians, peak memory.
 *
 *     npm run build && node test/bench/planner.ts [--rows 1e7] [--runs 3] [--files 50] [--shuffled]
 *       [--only assay,fused,pandera] [--memory 2GiB]
 *
 * The Python tools that `npm run bench:peers` has set up take part by being there; `--only` chooses among all. Rows are a
 * power of ten. 1e8 take about 5 GB of disk, and then Assay, with a memoryLimit of 2 GiB, and the one SELECT run alone.
 * `--files 50` cuts the same rows into as many files, and measures as well what a second run costs, with all files as
 * they were and with one of them replaced. `--memory` is the plugin's memoryLimit.
 */
const options = readOptions();
const { rows, files: fileCount, shuffled } = options;
const root = resolve(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/assay-bench');
const folder = join(cache, 'planner');
const data = join(cache, 'planner-data');
const shape = { rows, files: fileCount, shuffled };

rmSync(folder, { recursive: true, force: true });
const originals = await dataset(data, shape);
const files = linkFiles(join(folder, 'data'), originals);
const termsPath = join(folder, 'terms.json');
writeProjects({ root, folder, rows, files, memory: options.memory });
writeTerms(termsPath, termsOf(rows), files);
const change = fileCount > 1 ? await changeOf(Math.floor(fileCount / 2)) : undefined;

const all = contestants({ root, folder, rows, files, termsPath, change });
const chosen = all.filter(({ name }) => options.only?.includes(name) ?? true);
const names = chosen.map(({ name }) => name);
const unknown = options.only?.filter((name) => !names.includes(name)) ?? [];
if (unknown.length > 0) {
  throw new Error(`--only ${unknown}: there are ${all.map(({ name }) => name).join(', ')}.`);
}
if (change && !names.includes('assay') && /changed/.test(names.join())) {
  throw new Error('--only unchanged and changed need assay, whose run fills the cache.');
}

for (const contestant of chosen) await rehearse(contestant);
const entries = new Map<string, { readonly label: string; readonly turns: Turn[] }>(
  chosen.map(({ name, label }) => [name, { label, turns: [] }]),
);
for (let turn = 0; turn < options.runs; turn += 1) {
  for (const contestant of chosen) {
    const done = await prepared(contestant, () => run(contestant.command));
    const engine = contestant.engine(done.stdout);
    entries.get(contestant.name)?.turns.push({ ...done, engine });
  }
}
console.log(`\n${table([...entries.values()], entries.get('fused'))}\n`);
const beyond = of(entries.get('assay'), 'seconds') - of(entries.get('bare'), 'seconds');
if (beyond > 0) console.log(`Assay less the bare Vitest run: ${beyond.toFixed(2)} s.`);
console.log(
  [
    `Medians of ${options.runs} runs in turns`,
    `${rows} rows in ${fileCount} file(s), key ${shuffled ? 'shuffled' : 'in order'}`,
    ...(options.memory ? [`Assay with ${options.memory}`] : []),
    `Node ${process.version}`,
  ].join(', '),
);

/** A run that is not counted. Who finds something else is no rival: all that tell values must tell the same. */
async function rehearse(contestant: Contestant): Promise<void> {
  const { name, command, values } = contestant;
  const isAssay = ['assay', 'unchanged', 'changed'].includes(name);
  const outcomes = join(folder, 'outcomes.json');
  await prepared(contestant, async () => {
    const env = { ...command.env, BENCH_OUTCOMES: outcomes };
    const done = await run({ ...command, env });
    if (values) checkValues(rows, values(done.stdout), await expected());
    if (!isAssay) return;
    const found = JSON.parse(readFileSync(outcomes, 'utf8'));
    checkOutcomes(rows, found, await expected());
    console.log(`${name}: ${expectations(rows).length} values agree, of ${found.length} tests.`);
  });
}

/** What the one SELECT finds in the files as they are now. */
async function expected(): Promise<readonly number[]> {
  const fused = all.find(({ name }) => name === 'fused');
  if (!fused?.values) throw new Error('There is no SELECT to compare with.');
  return fused.values((await run(fused.command)).stdout);
}

async function prepared<Result>(
  { before, after }: Contestant,
  job: () => Promise<Result>,
): Promise<Result> {
  before?.();
  try {
    return await job();
  } finally {
    after?.();
  }
}

/** Replace one of the files by another with the same keys and times, and put it back. */
async function changeOf(at: number) {
  const [path = '', original = ''] = [files[at], originals[at]];
  const other = await otherPart(data, shape, at);
  return { make: () => replaceFile(path, other), undo: () => replaceFile(path, original) };
}
