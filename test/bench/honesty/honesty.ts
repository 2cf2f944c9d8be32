import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import type { Case } from '../../never-green/case.ts';
import { assay, judgedByAssay } from './assay.ts';
import { exported } from './cases.ts';
import { documentOf } from './document.ts';
import { driftSectionOf } from './drift-section.ts';
import { fingerprints } from './fingerprint.ts';
import { type Row, rowOf } from './judged.ts';
import { leftOut } from './left-out.ts';
import { byClass, textTable, totals } from './page.ts';
import { isProbe } from './probes.ts';
import { demandProofs } from './proof.ts';
import { withCounts } from './readme.ts';
import { type Kept, keepResults, keptResults } from './results.ts';
import { demandEnvironments, judgedBy, type Told, type Tool, tools } from './tools.ts';

/**
 * The never-green corpus in Assay, pandera, Soda, datacontract-cli and Great Expectations: who is green where nothing, or
 * not all, was judged, who is red over good data, and what can't be said.
 *
 *     npm run bench:honesty [-- --write] [--last] [--tool soda] [--only 'no rows | not null']
 *
 * Needs the Python environments of `npm run bench:peers`. `--write` writes docs/benchmarks/honesty.md and the README's
 * sentence. `--last` asks a tool only what has changed since it was asked: its program or version, a check, the data.
 * `--only` tells each case whose id has these words, and what was said of it. What was written for the tools stays in
 * node_modules/.cache/assay-bench/honesty.
 */
const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    last: { type: 'boolean', default: false },
    tool: { type: 'string' },
    only: { type: 'string' },
  },
});
const root = resolve(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/assay-bench/honesty');

const all = [assay, ...tools];
const chosen = all.filter(({ name }) => options.tool === undefined || name === options.tool);
if (chosen.length === 0) {
  throw new Error(`--tool is one of ${all.map(({ name }) => name).join(', ')}.`);
}
if (options.write && (options.tool ?? options.only)) throw new Error('--write tells all of it.');
if (chosen.some(({ name }) => name !== assay.name)) demandEnvironments();

const { folder, now, cases } = await exported(join(cache, options.tool ?? 'all'));
const corpus = cases.filter((one) => !isProbe(one));
const asked = cases.flatMap((one, number) => (isAsked(one) ? [number] : []));
const results = await Promise.all(chosen.map(resultsOf));
const rows = results.map(({ row }) => row);

if (options.only !== undefined) tell(rows);
console.log(`\n${textTable(totals(rows))}`);
for (const verdict of ['wrong green', 'warned', 'wrong red', 'cannot say'] as const) {
  console.log(`\n${verdict}\n${textTable(byClass(rows, verdict))}`);
}
if (options.write) {
  const path = join(root, 'docs/benchmarks/honesty.md');
  const days = [...new Set(results.flatMap(({ days }) => days))].toSorted();
  const drift = driftSectionOf(readFileSync(path, 'utf8'));
  writeFileSync(path, documentOf(rows, days, unasked(), drift));
  const readme = join(root, 'README.md');
  writeFileSync(readme, withCounts(readFileSync(readme, 'utf8'), rows, corpus.length));
  console.log(`\nWrote ${path} and the sentence of ${readme}`);
}
// DuckDB's threads would keep the process.
process.exit(0);

/** A case of the corpus, and one that is fair to ask all. */
function isAsked(one: Case): boolean {
  if (isProbe(one) || leftOut(one) !== null) return false;
  return options.only === undefined || one.id.includes(options.only);
}

interface Results {
  readonly row: Row;
  /** The days on which it was asked. */
  readonly days: readonly string[];
}

/** What a tool tells of the cases; Assay is asked anew each time, for its program is all of this repository. */
async function resultsOf(tool: Tool): Promise<Results> {
  const isOurs = tool.name === assay.name;
  const probes = cases.flatMap((one, number) => (isProbe(one) && !isOurs ? [number] : []));
  const numbers = [...probes, ...asked];
  const fingerprint = isOurs ? () => '' : fingerprints(tool, folder);
  const kept = isOurs ? new Map<string, Kept>() : keptResults(cache, tool.name);
  const known = (number: number): Kept | undefined => {
    const one = cases[number];
    const last = options.last && one ? kept.get(one.id) : undefined;
    return one && last?.fingerprint === fingerprint(one) ? last : undefined;
  };
  const left = numbers.filter((number) => known(number) === undefined);
  console.log(`${tool.label}: ${left.length} of ${numbers.length} cases to ask`);
  const fresh = await (isOurs ? judgedByAssay : judgedBy(tool))(folder, cases, left);
  const day = now.toISOString().slice(0, 10);
  const found = new Map<number, Told>();
  const results = new Map(kept);
  const days = new Set<string>();
  for (const number of numbers) {
    const one = cases[number];
    const told = fresh.get(number);
    const result = one && told ? { fingerprint: fingerprint(one), at: day, told } : known(number);
    if (!one || !result) throw new Error(`${tool.label} told nothing of case ${number}.`);
    results.set(one.id, result);
    found.set(number, result.told);
    days.add(result.at);
  }
  if (!isOurs) keepResults(cache, tool.name, results);
  console.log(`${tool.label}: done`);
  if (!isOurs) demandProofs(tool, cases, found);
  const own = new Map([...found].filter(([number]) => asked.includes(number)));
  return { row: rowOf(tool, cases, own), days: [...days] };
}

/** The cases that are fair to none but Assay, by the reason. */
function unasked(): ReadonlyMap<string, number> {
  const reasons = Map.groupBy(
    corpus.flatMap((one) => leftOut(one) ?? []),
    (reason) => reason,
  );
  return new Map([...reasons].map(([reason, all]) => [reason, all.length]));
}

function tell(told: readonly Row[]): void {
  for (const { tool, judged } of told) {
    for (const each of judged) {
      const words = [tool.short, each.verdict, each.told.state, each.one.id, each.told.detail];
      console.log(words.join('\n  '));
    }
  }
}
