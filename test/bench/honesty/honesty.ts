import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import type { Case } from '../../never-green/case.ts';
import { assay, judgedByAssay } from './assay.ts';
import { exported } from './cases.ts';
import { documentOf } from './document.ts';
import { type Row, rowOf } from './judged.ts';
import { leftOut } from './left-out.ts';
import { byClass, textTable, totals } from './page.ts';
import { isProbe } from './probes.ts';
import { demandProofs } from './proof.ts';
import { keepResults, lastResults } from './results.ts';
import { demandEnvironments, judgedBy, type Told, type Tool, tools } from './tools.ts';

/**
 * The never-green corpus in Assay, pandera, Soda, datacontract-cli and Great Expectations: who is green where nothing, or
 * not all, was judged, who is red over good data, and what can't be said.
 *
 *     npm run bench:honesty [-- --write] [--last] [--tool soda] [--only 'no rows | not null']
 *
 * Needs the Python environments of `npm run bench:peers`. `--write` writes docs/benchmarks/honesty.md. `--last` tells
 * the last whole run of each tool again, and runs only the cases that are new since. `--only` tells each case whose id has these words, and what was
 * said of it. What was written for the tools stays in node_modules/.cache/assay-bench/honesty.
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
const nothingYet = { at: new Date(), found: new Map<number, Told>() };

const all = [assay, ...tools];
const chosen = all.filter(({ name }) => options.tool === undefined || name === options.tool);
if (chosen.length === 0) {
  throw new Error(`--tool is one of ${all.map(({ name }) => name).join(', ')}.`);
}
if (options.write && (options.tool ?? options.only)) throw new Error('--write tells all of it.');
if (chosen.some(({ name }) => name !== assay.name)) demandEnvironments();

const { folder, now, cases } = await exported(join(cache, options.tool ?? 'all'));
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
  const oldest = results.map(({ at }) => at).toSorted((a, b) => Number(a) - Number(b))[0] ?? now;
  writeFileSync(path, documentOf(rows, oldest, options.last));
  console.log(`\nWrote ${path}`);
}
// DuckDB's threads would keep the process.
process.exit(0);

/** A case of the corpus, and one that is fair to ask all. */
function isAsked(one: Case): boolean {
  if (isProbe(one) || leftOut(one) !== null) return false;
  return options.only === undefined || one.id.includes(options.only);
}

async function resultsOf(tool: Tool): Promise<{ readonly row: Row; readonly at: Date }> {
  const isOurs = tool.name === assay.name;
  const probes = cases.flatMap((one, number) => (isProbe(one) && !isOurs ? [number] : []));
  const numbers = [...probes, ...asked];
  const last = options.last ? lastResults(cache, tool.name, cases, numbers) : nothingYet;
  const left = numbers.filter((number) => !last.found.has(number));
  const fresh = await (isOurs ? judgedByAssay : judgedBy(tool))(folder, cases, left);
  console.log(`${tool.label}: ${left.length} cases`);
  const found = new Map([...last.found, ...fresh]);
  const at = last.found.size > 0 ? last.at : now;
  if (options.only === undefined) keepResults(cache, tool.name, { cases, at, found });
  if (!isOurs) demandProofs(tool, cases, found);
  const own = new Map([...found].filter(([number]) => asked.includes(number)));
  return { row: rowOf(tool, cases, own), at };
}

function tell(told: readonly Row[]): void {
  for (const { tool, judged } of told) {
    for (const each of judged) {
      const words = [tool.short, each.verdict, each.told.state, each.one.id, each.told.detail];
      console.log(words.join('\n  '));
    }
  }
}
