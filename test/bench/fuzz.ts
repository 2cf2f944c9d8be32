import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { FuzzOptions } from '../../src/fuzz/fuzz-options.ts';
import { prepareFuzz } from '../../src/fuzz/prepare-fuzz.ts';
import { command } from '../../src/fuzz/steps/command/command.ts';
import { sqlStep } from '../../src/fuzz/steps/sql-step.ts';
import type { Row } from '../../src/generate/row-domain.ts';
import { contract, z } from '../../src/index.ts';

/*
 * Runs a second of whole searches: generating 20 rows of 8 columns with faults, the step, and the judge of its output.
 *
 * node --conditions=assay-source test/bench/fuzz.ts [--rounds 3] [--frames FOLDER]
 *
 * --frames is a folder with pandas, as test/support/python-frames.ts makes it.
 */

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, frames: { type: 'string' } },
});

const shape = {
  id: z.string().regex(/^[A-Z]{2}\d{4}$/),
  name: z.string().max(20),
  amount: z.number().min(0).max(1000).nullable(),
  made: z.date(),
  paid: z.boolean(),
  country: z.enum(['AT', 'DE', 'CH']),
  quantity: z.int().min(0).max(100),
  note: z.string().nullable(),
};
const input = contract('raw', { schema: z.object(shape) }, ({ column }) => [column('id').unique()]);
const output = contract('clean', {
  schema: z.object({
    id: z.string().nullable(),
    amount: z.number().nullable(),
    quantity: z.number().nullable(),
  }),
});

const sql = `create table known as select distinct * from input where amount is not null;
create view totals as select country, sum(amount) as total from known group by all;
select * from known join totals using (country)`;

function clean(rows: readonly Row[]) {
  const known = [...new Map(rows.map((row) => [row.id, row])).values()];
  const totals = new Map<unknown, number>();
  for (const { country, amount } of known)
    totals.set(country, (totals.get(country) ?? 0) + Number(amount ?? 0));
  return known.map((row) => ({ ...row, total: totals.get(row.country) }));
}

const python = `from assay_step import step
@step(frame="pandas")
def clean(df):
    known = df[df["amount"].notna()].drop_duplicates()
    return known.assign(total=known.groupby("country")["amount"].transform("sum"))
`;

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-fuzz-'));
writeFileSync(join(folder, 'clean.py'), python);

const steps: Readonly<
  Record<string, { readonly step: FuzzOptions['step']; readonly runs: number }>
> = {
  'TypeScript function': { step: clean as never, runs: 4000 },
  'SQL, three statements': { step: sqlStep(sql), runs: 800 },
  ...(options.frames !== undefined && {
    'Python worker, pandas': {
      step: command('python3 clean.py', { worker: true, env: { PYTHONPATH: options.frames } }),
      runs: 150,
    },
  }),
};

const figures = new Map<string, number[]>();
for (let round = 0; round < Number(options.rounds); round += 1) {
  for (const [name, { step, runs }] of Object.entries(steps)) {
    const fuzz = prepareFuzz(
      name,
      { input, output, step, runs, seed: round, rows: { min: 20 }, faults: ['duplicates', 'case'] },
      { root: folder, now: '2026-01-01T00:00:00Z' },
    );
    const start = performance.now();
    const { tried, results } = await fuzz.search(new Set(fuzz.properties.map(({ id }) => id)), []);
    const seconds = (performance.now() - start) / 1000;
    const broken = results.filter(({ counterexample }) => counterexample !== null);
    if (broken.length > 0 || tried !== runs)
      throw new Error(`${name}: ${tried} of ${runs} ran, ${broken.length} properties broke`);
    figures.set(name, [...(figures.get(name) ?? []), runs / seconds]);
  }
}
rmSync(folder, { recursive: true });

process.stdout.write(`${cpus().length} cores, Node ${process.versions.node}\n`);
for (const [name, all] of figures) {
  const median = all.sort((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
  process.stdout.write(`${name.padEnd(24)} ${median.toFixed(0).padStart(6)} runs a second\n`);
}
