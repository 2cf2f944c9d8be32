import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import type { OpenStep, StepTable } from '../../src/fuzz/step.ts';
import { command } from '../../src/fuzz/steps/command/command.ts';
import { stepOf } from '../../src/fuzz/steps/function-step.ts';
import { sqlStep } from '../../src/fuzz/steps/sql-step.ts';

/*
 * Runs a second of each kind of step, on datasets of 20 rows and 8 columns. The kinds take turns, so that all meet the
 * same load, and the median counts. "bare DuckDB" are the three statements on a table that is there already: what no
 * SQL step can be faster than.
 *
 * node --conditions=assay-source test/bench/fuzz-steps.ts [--rounds 200] [--frames FOLDER]
 *
 * --frames is a folder with pandas and polars, as test/support/python-frames.ts makes it.
 */

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, frames: { type: 'string' } },
});

const sql = `create table known as select distinct * from input where amount is not null;
create view totals as select country, sum(amount) as total from known group by all;
select * from known join totals using (country) order by id`;

const families = {
  id: 'integer',
  name: 'text',
  amount: 'float',
  made: 'timestamp',
  paid: 'boolean',
  country: 'text',
  quantity: 'integer',
  note: 'text',
} as const;

const rowOf = (id: number) => ({
  id,
  name: `name ${id}`,
  amount: id % 7 === 0 ? null : id * 1.5,
  made: new Date(1_700_000_000_000 + id * 1000),
  paid: id % 2 === 0,
  country: ['AT', 'DE', 'CH'][id % 3],
  quantity: id % 5,
  note: null,
});

const input: StepTable = {
  name: 'input',
  columns: Object.entries(families).map(([name, family]) => ({ name, family })),
  rows: Array.from({ length: 20 }, (_, id) => rowOf(id)),
};

type Rows = readonly ReturnType<typeof rowOf>[];

/** The same in a function of rows. */
function clean(rows: Rows) {
  const known = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
  const totals = new Map<string | undefined, number>();
  for (const { country, amount } of known)
    totals.set(country, (totals.get(country) ?? 0) + (amount ?? 0));
  return known.map((row) => ({ ...row, total: totals.get(row.country) }));
}

const python = {
  lists: `
@step
def clean(rows):
    known = [row for row in rows if row["amount"] is not None]
    totals = {}
    for row in known:
        totals[row["country"]] = totals.get(row["country"], 0) + row["amount"]
    return [row | {"total": totals[row["country"]]} for row in known]
`,
  pandas: `
@step(frame="pandas")
def clean(df):
    df = df[df["amount"].notna()].drop_duplicates()
    totals = df.groupby("country", as_index=False)["amount"].sum()
    return df.merge(totals.rename(columns={"amount": "total"}), on="country")
`,
  polars: `
import polars as pl

@step(frame="polars")
def clean(df):
    known = df.filter(pl.col("amount").is_not_null()).unique()
    return known.with_columns(total=pl.col("amount").sum().over("country"))
`,
};

async function bare(): Promise<() => Promise<unknown>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(
    "create table input as select i as id, 'name ' || i as name, i * 1.5 as amount, timestamp '2026-01-01' + i * interval 1 second as made, i % 2 = 0 as paid, ['AT', 'DE', 'CH'][i % 3 + 1] as country, i % 5 as quantity, null::varchar as note from range(20) r(i)",
  );
  return async () => {
    await connection.run('begin');
    await connection.runAndReadAll(sql);
    await connection.run('rollback');
  };
}

const root = mkdtempSync(join(tmpdir(), 'bench-'));
const opened: OpenStep[] = [];

async function steps(): Promise<ReadonlyMap<string, () => Promise<unknown>>> {
  const all = new Map<string, () => Promise<unknown>>([['bare DuckDB', await bare()]]);
  const add = async (name: string, step: Parameters<typeof stepOf>[0]) => {
    const open = await stepOf(step).open({ root, timeout: 60_000 });
    opened.push(open);
    all.set(name, () => open.run([input]));
  };
  await add('SQL, three statements', sqlStep(sql));
  await add('function', clean);
  for (const [frame, script] of Object.entries(python)) {
    if (frame !== 'lists' && options.frames === undefined) continue;
    const file = `clean_${frame}.py`;
    writeFileSync(join(root, file), `from assay_step import step\n${script}`);
    const env = { PYTHONPATH: resolve(options.frames ?? '.') };
    await add(`Python worker, ${frame}`, command(`python3 ${file}`, { worker: true, env }));
  }
  return all;
}

try {
  const all = await steps();
  const times = new Map(Array.from(all.keys(), (name) => [name, [] as number[]]));
  for (let round = -20; round < Number(options.rounds); round++) {
    for (const [name, run] of all) {
      const start = performance.now();
      await run();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  for (const [name, measured] of times) {
    const median = measured.toSorted((one, other) => one - other)[measured.length >> 1] ?? NaN;
    process.stdout.write(
      `${name.padEnd(26)}${median.toFixed(2).padStart(8)} ms${Math.round(1000 / median)
        .toString()
        .padStart(8)} a second\n`,
    );
  }
} finally {
  for (const open of opened) await open.close();
  rmSync(root, { recursive: true, force: true });
}
