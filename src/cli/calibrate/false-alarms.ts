import { createHash } from 'node:crypto';
import type { ExpectationNode } from '../../contract/expectation.ts';
import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import { type DerivedNumber, derivedNumber, type Observed } from '../../metric/derivation.ts';
import { type DistributionState, rowsIn } from '../../metric/distribution.ts';
import { benjaminiHochberg } from '../../metric/drift/benjamini-hochberg.ts';
import { randomOf } from '../../metric/drift/random.ts';
import { type Derived, metricKey } from '../../metric/metric.ts';
import { satisfies, verdictOfInterval } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import { drawState } from './draw-state.ts';

/** An expectation about the drift of distributions. */
export interface ResampledExpectation extends TitledExpectation {
  readonly derived: Derived;
}

/** The number, seed and sizes of the samples. */
export interface Resampling {
  readonly resamples: number;
  readonly seed: number;
  /** The share of the reference's rows that the current data has. */
  readonly ratio: number;
}

/** The alarms of an expectation among samples of one population. */
export interface Calibrated {
  readonly expectation: ResampledExpectation;
  readonly alarms: number;
  readonly resamples: number;
  /** The numbers that were judged, of the samples that have one, each with the total that it is a part of. */
  readonly judged: readonly { readonly value: number; readonly of: number }[];
  /** The reason why some of the samples could not be compared; null if all could. */
  readonly problem: string | null;
  /** The rows of the current data in its samples. */
  readonly rows: number;
}

/**
 * Draws two samples of each population again and again, and counts how often each expectation alarms though nothing has
 * changed. Columns are drawn by themselves. P-values are corrected together in each draw, as in a run.
 */
export function falseAlarms(
  expectations: readonly ResampledExpectation[],
  populations: ReadonlyMap<string, DistributionState>,
  { resamples, seed, ratio }: Resampling,
  now: Date,
): readonly Calibrated[] {
  const sources = [...populations].map(([key, population]) => ({
    key,
    population,
    random: randomOf(seed + numberOf(key)),
    rows: rowsIn(population),
  }));
  const found = expectations.map(() => ({
    alarms: 0,
    judged: [] as { value: number; of: number }[],
    problem: null as string | null,
  }));
  for (let draw = 0; draw < resamples; draw += 1) {
    const drawn = new Map(
      sources.map(({ key, population, random, rows }) => [
        key,
        {
          reference: observed(drawState(population, rows, random)),
          current: observed(drawState(population, currentRows(rows, ratio), random)),
        },
      ]),
    );
    const numbers = expectations.map(({ derived }) => derive(derived, drawn, now));
    for (const [at, number] of corrected(expectations, numbers).entries()) {
      const [one, node] = [found[at], expectations[at]?.node];
      if (one === undefined || node === undefined) continue;
      const shown = judgedIn(node, number);
      if (!holds(node, number)) one.alarms += 1;
      if (shown === null) one.problem ??= number.problem?.message ?? 'it has no number.';
      else one.judged.push(shown);
    }
  }
  return expectations.map((expectation, at) => ({
    expectation,
    resamples,
    alarms: found[at]?.alarms ?? 0,
    judged: found[at]?.judged ?? [],
    problem: found[at]?.problem ?? null,
    rows: currentRows(
      Math.max(...expectation.derived.of.map((one) => rowsOf(populations.get(metricKey(one))))),
      ratio,
    ),
  }));
}

const rowsOf = (state: DistributionState | undefined) => (state === undefined ? 0 : rowsIn(state));
const currentRows = (rows: number, ratio: number) => Math.max(1, Math.round(rows * ratio));

/** Returns a number of a text, so that each population has draws of its own. */
const numberOf = (text: string) => createHash('sha256').update(text).digest().readUInt32BE();

const observed = (state: DistributionState): Observed => ({
  value: null,
  of: BigInt(rowsIn(state)),
  state,
});

type Drawn = ReadonlyMap<string, { readonly reference: Observed; readonly current: Observed }>;

function derive({ by, of }: Derived, drawn: Drawn, now: Date): DerivedNumber {
  const pairs = of.map((metric) => {
    const pair = drawn.get(metricKey(metric));
    if (pair === undefined) throw new TypeError(`${metric.label} was not observed.`);
    return pair;
  });
  const reference = pairs.map((pair) => pair.reference);
  return derivedNumber(
    by.derive(
      pairs.map((pair) => pair.current),
      reference,
      now,
    ),
  );
}

/** Returns the numbers with those p-values corrected together that a run corrects. */
function corrected(
  expectations: readonly ResampledExpectation[],
  numbers: readonly DerivedNumber[],
): readonly DerivedNumber[] {
  const tests = new Map<string, number>();
  for (const [at, { node, derived }] of expectations.entries()) {
    const value = numbers[at]?.value ?? null;
    if (derived.by.isCorrected && value !== null)
      tests.set(metricKey(node.metric), approximate(value));
  }
  const values = benjaminiHochberg([...tests.values()]);
  const all = new Map([...tests.keys()].map((key, at) => [key, values[at] ?? 1]));
  return numbers.map((number, at) => {
    const node = expectations[at]?.node;
    const value = node === undefined ? undefined : all.get(metricKey(node.metric));
    return value === undefined ? number : { ...number, value, interval: null };
  });
}

type Judging = Pick<ExpectationNode, 'bound' | 'isConfident'>;

/** Returns the number that a bound is compared with: that of the sample, or the end of its interval. */
function judgedIn({ bound, isConfident }: Judging, { value, of, drift }: DerivedNumber) {
  if (value === null) return null;
  const total = of === undefined ? 0 : approximate(of);
  const isUpper = bound.kind === 'atMost' || bound.kind === 'below';
  const interval = isConfident ? (drift?.interval ?? null) : null;
  if (interval === null) return { value: approximate(value), of: total };
  return { value: isUpper ? interval.high : interval.low, of: total };
}

function holds({ bound, isConfident }: Judging, number: DerivedNumber): boolean {
  const { value, of = 0, drift = null, problem } = number;
  if (problem !== undefined || value === null) return false;
  const interval = (isConfident ? drift?.interval : null) ?? number.interval ?? null;
  return interval === null
    ? satisfies({ value, of }, bound)
    : verdictOfInterval(interval, of, bound) === true;
}
