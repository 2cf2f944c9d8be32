import { alignedCuts } from '../aligned-cuts.ts';
import type { Comparing } from '../change.ts';
import type { Derivation, DerivedNumber, Observed, Problem } from '../derivation.ts';
import { deriving } from '../deriving.ts';
import type { DistributionState } from '../distribution.ts';
import { distributionOf } from '../distribution-metric.ts';
import { keyOf, type MetricOf } from '../metric.ts';
import type { Range } from '../range.ts';
import { optionsWritten, type Subject } from '../subject.ts';
import { compare } from './compare.ts';
import type { Compared, ComparedBin } from './compared.ts';
import { driftMethods } from './drift-methods.ts';
import type { BinOptions, DriftName } from './drift-name.ts';
import type { DriftFinding, DriftInterval } from './finding.ts';
import type { DriftMethod, Measured } from './method.ts';
import { kindOf, natureOf } from './nature.ts';
import { type PickedDrift, pickFor } from './pick.ts';
import { hasBinsByChance } from './rare-bins.ts';
import { shownBins } from './shown-bins.ts';

/** The options of a drift: its bins, and the reference to compare with. */
export interface DriftOptions extends BinOptions, Comparing {}

/** The confidence of the interval of a drift. */
const confidence = 0.95;

/** Measures how far the distribution of a column is from that of the reference; the method is picked if none is named. */
export const driftOf = (
  subject: Subject,
  name: DriftName | null,
  options: DriftOptions,
): MetricOf<'number'> =>
  drifting(
    subject,
    { name, options, range: { low: 0, high: name === null ? null : driftMethods[name].most } },
    'drift',
    {
      name: keyOf(['drift', name, binsOf(options)]),
      compares: true,
      // That of single values is the distance between them.
      isOfShares: name !== 'wasserstein',
      derive: comparing(name, options, measuredDrift),
    },
  );

/** Measures the probability of a drift at least as large if nothing has changed, by the test of the method. */
export const driftPValueOf = (
  subject: Subject,
  name: DriftName,
  options: DriftOptions,
  isCorrected: boolean,
): MetricOf<'number'> =>
  drifting(
    subject,
    {
      name,
      options,
      after: isCorrected ? '.pValue()' : '.pValue({ corrected: false })',
      range: { low: 0, high: 1 },
    },
    'driftPValue',
    {
      name: keyOf(['drift p-value', name, binsOf(options), isCorrected]),
      compares: true,
      isOfShares: true,
      ...(isCorrected && { isCorrected }),
      derive: comparing(name, options, measuredPValue),
    },
  );

interface Written {
  readonly name: DriftName | null;
  readonly options: DriftOptions;
  readonly after?: string;
  readonly range: Range;
}

function drifting(
  subject: Subject,
  { name, options, after, range }: Written,
  rule: string,
  by: Derivation,
): MetricOf<'number'> {
  const { edges, from } = options;
  // Edges of the user's own cut both sides alike.
  const cuts = edges === undefined ? undefined : ({ kind: 'edges', edges, mayList: true } as const);
  return deriving(
    [distributionOf(subject, cuts)],
    {
      name: 'drift',
      args: [name ?? undefined, optionsWritten(options)],
      subject: { label: subject.label, rule: `column.${rule}`, ...(after && { after }) },
    },
    'number',
    by,
    {
      range,
      ...(from !== undefined && { from }),
      align: (_, reference) =>
        distributionOf(subject, alignedCuts(distributionIn(reference), edges)),
    },
  );
}

const binsOf = ({ bins, edges, nulls }: BinOptions) => [bins ?? null, edges ?? null, nulls ?? null];

/** Returns the distribution that was observed. */
export function distributionIn(observed: Observed | undefined): DistributionState {
  const state = observed?.state ?? null;
  if (state?.kind !== 'distribution') throw new TypeError('A drift is derived from distributions.');
  return state;
}

/** Two distributions that can be compared, with the method to compare them by. */
interface Pair {
  readonly method: DriftMethod;
  readonly picked: PickedDrift | null;
  readonly reference: DistributionState;
  readonly compared: Compared;
}

const comparing =
  (
    name: DriftName | null,
    options: BinOptions,
    measure: (pair: Pair) => DerivedNumber,
  ): Derivation['derive'] =>
  ([current], references) => {
    const reference = distributionIn(references?.[0]);
    const picked = name === null ? pickFor(reference) : null;
    const method = driftMethods[name ?? picked?.name ?? 'psi'];
    if (!method.natures.includes(natureOf(reference)))
      return undefinedDrift(
        `${method.name} compares values in order, and the reference has categories: use ${unordered}.`,
      );
    const compared = compare(reference, distributionIn(current), options);
    return compared.kind === 'incomparable'
      ? undefinedDrift(compared.problem)
      : measure({ method, picked, reference, compared });
  };

const unordered = Object.values(driftMethods)
  .filter(({ natures }) => natures.includes('categories'))
  .map(({ name }) => name)
  .join(', ');

/** Returns the problem of distributions that have no drift that is a number. */
const undefinedDrift = (sentence: string): DerivedNumber & { readonly problem: Problem } => ({
  value: null,
  problem: { code: 'DRIFT_UNDEFINED', message: lowered(sentence) },
});

/** The sentence follows a colon in messages. */
const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function measuredDrift(pair: Pair): DerivedNumber {
  const measured = pair.method.measure(pair.compared);
  if (measured.kind === 'incomparable') return undefinedDrift(measured.problem);
  return numberOf(pair, measured, measured);
}

function measuredPValue(pair: Pair): DerivedNumber {
  const drift = pair.method.measure(pair.compared);
  const measured = pair.method.pValue?.(pair.compared) ?? null;
  if (measured === null) throw new TypeError(`${pair.method.name} has no p-value.`);
  if (drift.kind === 'incomparable') return undefinedDrift(drift.problem);
  if (measured.kind === 'incomparable') return undefinedDrift(measured.problem);
  return numberOf(pair, measured, drift, {
    raw: measured.value,
    corrected: null,
    tests: 1,
  });
}

function numberOf(
  { method, picked, reference, compared }: Pair,
  { value, certain }: Measured,
  { contributions }: Measured,
  pValue: DriftFinding['pValue'] = null,
): DerivedNumber {
  const interval = method.interval(compared, confidence);
  // Where so few rows chose the bins, neither can be drawn from them: an interval of two small equal samples would have no width.
  const isByChance = hasBinsByChance(compared);
  const detectable = isByChance ? null : method.detectable(withTwoBins(compared), 1 - confidence);
  return {
    value,
    interval: certain === null ? null : { low: certain[0], high: certain[1] },
    notes: picked === null ? [] : [`${picked.name} was picked, for ${picked.why}`],
    drift: {
      method: method.name,
      picked: picked?.why ?? null,
      kind: kindOf(reference),
      rows: compared.rows,
      interval: isByChance && interval?.by === 'bootstrap' ? null : beyond(interval, detectable),
      detectable,
      pValue,
      bins: shownBins(compared, contributions),
      columns: null,
    },
  };
}

/** Returns the comparison with a second, empty bin where there is but one: rows that were not drawn may lie in another. */
const withTwoBins = (compared: Compared): Compared =>
  compared.bins.length > 1 ? compared : { ...compared, bins: [...compared.bins, unseen] };

const unseen: ComparedBin = {
  kind: 'others',
  from: null,
  to: null,
  category: null,
  reference: 0,
  current: 0,
};

/**
 * Returns an interval that ends no earlier than the smallest drift that so many rows can show. Where two small samples are
 * equal by chance, none that is drawn anew from them is further apart.
 */
const beyond = (interval: DriftInterval | null, detectable: number | null): DriftInterval | null =>
  interval === null || detectable === null || !(detectable > interval.high)
    ? interval
    : { ...interval, high: detectable };
