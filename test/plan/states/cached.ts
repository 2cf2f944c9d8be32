import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { type Contract, contract, type Dataset, type Outcome, z } from '../../../src/index.ts';
import type { CacheSettings } from '../../../src/plan/states/fact-cache.ts';
import { type Measurement, startTrace } from '../../../src/plan/trace.ts';
import { asMuch, measureAll } from '../../support/measured.ts';

const schema = z.object({
  id: z.bigint().nullable(),
  x: z.number().nullable(),
  s: z.string().nullable(),
  t: z.date().nullable(),
});

/** Something for each way to measure, with bounds that some of the data meets and some does not. */
const held = contract('cached', { schema }, ({ rows, column }) => [
  rows.count().atLeast(40),
  rows.key('id'),
  rows.duplicates('id', 's').atMost(3),
  rows.where('x > 1').count().atLeast('10%'),
  rows.per('s').count().atLeast(9),
  rows.satisfy('id > 10 or x > 0'),
  column('id').max().atMost(220n),
  column('id').between(0n, 200n),
  column('id').sum().atMost(9000),
  column('x').nulls().atMost(5),
  column('x').mean().between(2, 4),
  column('x').stddev().atMost(4),
  column('x').median().atMost(3),
  column('x').quantile(0.9).below(11.25),
  column('x').quantile(0.9, { exact: true }).below(11.25),
  column('x').finite(),
  column('x').distinct().atLeast(12),
  column('s').in(['a', 'b', 'c']),
  column('s').mode().atMost('50%'),
  column('s').missing().atMost(10),
  column('s').matches(/(?<=a|^)./),
  column('t').newest().atMost('2026-01-04'),
  column('t').age().atMost('326d'),
  column('t').gaps('1d').atMost(2),
  column('t').increasing().except('40%'),
  column('t').unique().except(20),
]);

export interface Run {
  readonly outcomes: readonly Outcome[];
  readonly measurement: Measurement;
  /** Queries beyond those that open the dataset and check what is asked. */
  readonly queries: number;
}

/** Measure as a new process would: nothing is left in memory. */
export async function freshRun(
  dataset: Dataset,
  cache: CacheSettings | null,
  of: Contract = held,
): Promise<Run> {
  await closeEngines();
  Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
  const trace = startTrace();
  const outcomes = await measureAll(of, dataset, { cache, few: asMuch, trace });
  const measurement = trace.measurement({ contract: of.name, dataset: dataset.label });
  const passes = measurement.passes.filter(({ name }) => name !== 'open' && name !== 'checks');
  const queries = passes.reduce((sum, { sql }) => sum + sql.length, 0);
  return { outcomes, measurement, queries };
}

/** Outcomes without what differs from run to run: times. */
export const lasting = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ durationMs: _, ...outcome }) => outcome);
