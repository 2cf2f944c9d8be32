import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Scale, ScaleRow } from './scale-measure.ts';
import { scaleTable } from './scale-report.ts';
import { writePage } from './written-page.ts';

/*
 * What grows with contracts, files, columns and expectations: each file scale-*.ts here that exports `scale` measures some
 * of it, and all lines together are docs/benchmarks/scale.md.
 *
 *     npm run bench:scale -- [--only files,infer] [--runs 3] [--small]
 *
 * `--only` takes the names of the files without `scale-`; the page is written only where all of them ran, at their full size.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '3' },
    small: { type: 'boolean', default: false },
  },
});
const options = { runs: Number(values.runs), small: values.small };
if (!Number.isInteger(options.runs) || options.runs < 1) {
  throw new Error('--runs takes a whole number, 1 or more.');
}

/** Files that the benches share. */
const helpers = ['measure', 'numbers', 'report'];

const benches = await found();
const chosen = values.only?.split(',') ?? benches.map(([name]) => name);
const unknown = chosen.filter((name) => !benches.some(([known]) => known === name));
if (unknown.length > 0 || chosen.length === 0) {
  throw new Error(`--only ${unknown}: there are ${benches.map(([name]) => name).join(', ')}.`);
}

const rows: ScaleRow[] = [];
for (const [name, scale] of benches.filter(([each]) => chosen.includes(each))) {
  console.log(`\n${name}`);
  const lines = await scale(options);
  console.log(scaleTable(lines));
  rows.push(...lines);
}
if (values.only === undefined && !options.small) {
  writePage('scale', {
    tables: scaleTable(rows),
    command: 'npm run bench:scale',
    about: `Medians of ${options.runs} whole processes each, in turns`,
    data: rows,
  });
}

async function found(): Promise<readonly (readonly [string, Scale])[]> {
  const names = readdirSync(import.meta.dirname).filter((name) => /^scale-[^.]+\.ts$/.test(name));
  const loaded = await Promise.all(
    names.toSorted().map(async (name) => {
      const { scale } = (await import(join(import.meta.dirname, name))) as { scale?: Scale };
      const short = name.slice('scale-'.length, -'.ts'.length);
      if (scale) return [[short, scale] as const];
      if (helpers.includes(short)) return [];
      throw new Error(`${name} exports no \`scale\`, and would be left out.`);
    }),
  );
  return loaded.flat();
}
