import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import type { Case } from '../../never-green/case.ts';
import { assay, judgedByAssay } from './assay.ts';
import { type Exported, exported } from './cases.ts';
import { documentOf } from './document.ts';
import { type Row, rowOf } from './judged.ts';
import { leftOut } from './left-out.ts';
import { byClass, textTable, totals } from './page.ts';
import { demandProofs } from './proof.ts';
import { demandEnvironments, judgedBy, type Told, type Tool, tools } from './tools.ts';

/**
 * The never-green corpus in Assay, pandera, Soda, datacontract-cli and Great Expectations: who is green where nothing, or
 * not all, was judged, who is red over good data, and what can't be said.
 *
 *     npm run bench:honesty [-- --write] [--tool soda] [--only 'no rows | not null']
 *
 * Needs the Python environments of `npm run bench:peers`. `--write` writes docs/benchmarks/honesty.md; `--only` tells
 * each case whose id has these words, and what was said of it. What was written for the tools stays in
 * node_modules/.cache/assay-bench/honesty.
 */
const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    tool: { type: 'string' },
    only: { type: 'string' },
  },
});
const root = resolve(import.meta.dirname, '../../..');

const chosen = tools.filter(({ name }) => options.tool === undefined || name === options.tool);
if (chosen.length === 0 && options.tool !== assay.name) {
  throw new Error(`--tool is one of ${[assay, ...tools].map(({ name }) => name).join(', ')}.`);
}
if (options.write && (options.tool ?? options.only)) throw new Error('--write tells all of it.');
if (chosen.length > 0) demandEnvironments();

const found = await exported(join(root, 'node_modules/.cache/assay-bench/honesty'));
const asked = found.cases.flatMap((one, number) => (isAsked(one) ? [number] : []));
const rows: Row[] = [];
if (options.tool === undefined || options.tool === assay.name) {
  rows.push(rowOf(assay, found.cases, await byAssay(found, asked)));
}
for (const tool of chosen) rows.push(await row(tool, found, asked));

if (options.only !== undefined) tell(rows);
console.log(`\n${textTable(totals(rows))}`);
for (const verdict of ['wrong green', 'warned', 'wrong red', 'cannot say'] as const) {
  console.log(`\n${verdict}\n${textTable(byClass(rows, verdict))}`);
}
if (options.write) {
  const path = join(root, 'docs/benchmarks/honesty.md');
  writeFileSync(path, documentOf(rows, found.now));
  console.log(`\nWrote ${path}`);
}
// DuckDB's threads would keep the process.
process.exit(0);

/** A case of the corpus, and one that is fair to ask all. */
function isAsked(one: Case): boolean {
  if (one.data.startsWith('probe ') || leftOut(one) !== null) return false;
  return options.only === undefined || one.id.includes(options.only);
}

async function byAssay({ folder, cases }: Exported, numbers: readonly number[]) {
  const judged = await judgedByAssay(
    folder,
    numbers.flatMap((number) => cases[number] ?? []),
  );
  return new Map(numbers.map((number, at): [number, Told] => [number, toldOf(judged, at)]));
}

function toldOf(judged: ReadonlyMap<number, Told>, at: number): Told {
  const told = judged.get(at);
  if (!told) throw new Error('Assay told nothing of a case.');
  return told;
}

async function row(tool: Tool, { folder, cases }: Exported, numbers: readonly number[]) {
  console.log(`${tool.label}: ${numbers.length} cases`);
  const probes = cases.flatMap((one, number) => (one.data.startsWith('probe ') ? [number] : []));
  const judged = await judgedBy(tool, folder, [...probes, ...numbers]);
  demandProofs(tool, cases, judged);
  const own = new Map([...judged].filter(([number]) => numbers.includes(number)));
  return rowOf(tool, cases, own);
}

function tell(told: readonly Row[]): void {
  for (const { tool, judged } of told) {
    for (const each of judged) {
      const words = [tool.short, each.verdict, each.told.state, each.one.id, each.told.detail];
      console.log(words.join('\n  '));
    }
  }
}
