import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { openDataset } from '../../src/engine/engines.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { alignedCuts } from '../../src/metric/aligned-cuts.ts';
import { distributionOf } from '../../src/metric/distribution-metric.ts';
import { column } from '../../src/metric/expression.ts';
import { everywhere, type Metric } from '../../src/metric/metric.ts';
import { moment } from '../../src/metric/numbers.ts';
import { isUnmeasured } from '../../src/plan/measure-request.ts';
import { openContext } from '../../src/plan/open-context.ts';
import { measureMetrics } from '../../src/plan/plan-passes.ts';

/*
 * What the drift of ten columns costs, in scans of them: their distributions in the cells of a baseline, from which
 * all methods are derived, against the means of the same columns, which are one fused scan. CPU time, in pairs, and
 * nothing is kept in between. `node test/bench/drift.ts --rows 10000000`
 */

const at = process.argv.indexOf('--rows');
const rows = at < 0 ? 10_000_000 : Number(process.argv[at + 1]);
const pairs = 5;
const names = Array.from({ length: 10 }, (_, place) => `d${place}`);
const held = contract('drift', { schema: z.object({ d0: z.number() }) });

const kinds = [
  (place: number) => `(exp(random() * 6) - 1) * ${place + 1}`,
  (place: number) => `cast(random() * 1000000 * ${place + 1} as bigint)`,
  () => 'round(random() * 100, 2)',
];

async function makeData(file: string): Promise<void> {
  const connection = await (await DuckDBInstance.create()).connect();
  const list = names.map((name, place) => `${kinds[place % 3]?.(place)} as ${name}`).join(', ');
  await connection.run('select setseed(0.42)');
  await connection.run(`copy (select ${list} from range(${rows})) to '${file}' (format parquet)`);
  connection.closeSync();
}

const subject = (name: string) => ({
  scope: everywhere,
  label: `column('${name}')`,
  value: column(name),
  columns: [name],
});

/** Measures metrics of a file of which nothing is known, and the CPU time that it takes in milliseconds. */
async function measured(file: string, metrics: readonly Metric[]) {
  Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
  const dataset = parquet(file);
  const settings = { root: process.cwd(), now: new Date(), threads: 2 };
  const session = await openDataset(dataset, [], settings);
  const request = { contract: held, dataset, selected: new Set<string>(), settings };
  const { context } = await openContext(session, new Set(), request);
  const before = process.cpuUsage();
  const questions = metrics.map((metric) => ({ metric, bounds: [], isExact: true }));
  const found = await measureMetrics(questions, context);
  const { user, system } = process.cpuUsage(before);
  await session.close();
  const states = [...found.values()].map(({ result }) =>
    isUnmeasured(result) ? null : (result.state ?? null),
  );
  return { states, milliseconds: (user + system) / 1000 };
}

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'assay-drift-'));
try {
  const file = join(folder, 'ten.parquet');
  await makeData(file);
  const own = names.map((name) => distributionOf(subject(name)));
  const baseline = await measured(file, own);
  const aligned = names.map((name, place) => {
    const state = baseline.states[place];
    if (state?.kind !== 'distribution') throw new TypeError(`${name} has no distribution.`);
    return distributionOf(subject(name), alignedCuts(state));
  });
  const means = names.map((name) => moment(subject(name), 'mean'));
  const times: { readonly scan: number; readonly drift: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const scan = (await measured(file, means)).milliseconds;
    times.push({ scan, drift: (await measured(file, aligned)).milliseconds });
  }
  const shown = (name: string, value: number, digits = 0) =>
    process.stdout.write(`${name.padEnd(44)}${value.toFixed(digits).padStart(8)}\n`);
  shown(`baseline of ${rows} rows, CPU ms`, baseline.milliseconds);
  shown('scan for ten means, CPU ms', median(times.map(({ scan }) => scan)));
  shown('distributions in known cells, CPU ms', median(times.map(({ drift }) => drift)));
  shown('ratio, median of the pairs', median(times.map(({ scan, drift }) => drift / scan)), 2);
} finally {
  await closeEngines();
  rmSync(folder, { recursive: true, force: true });
}
