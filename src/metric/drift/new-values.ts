import type { Comparing } from '../change.ts';
import type { DerivedNumber, Observed } from '../derivation.ts';
import { deriving } from '../deriving.ts';
import { type DistributionState, isExact, rowsIn, valuesIn } from '../distribution.ts';
import { distributionOf } from '../distribution-metric.ts';
import type { MetricOf } from '../metric.ts';
import { optionsWritten, type Subject } from '../subject.ts';
import { distributionIn } from './drift-metric.ts';
import type { DriftBin } from './finding.ts';
import { kindOf } from './nature.ts';

/** Counts the distinct values that the reference does not have. A share is of the distinct values of the data. */
export const newValuesOf = (subject: Subject, options: Comparing): MetricOf<'count'> =>
  counting(subject, 'newValues', options, ([current, reference]) =>
    missingFrom(reference, current, 'current'),
  );

/** Counts the distinct values of the reference that the data does not have. A share is of the reference's distinct values. */
export const vanishedValuesOf = (subject: Subject, options: Comparing): MetricOf<'count'> =>
  counting(subject, 'vanishedValues', options, ([current, reference]) =>
    missingFrom(current, reference, 'reference'),
  );

type Side = 'current' | 'reference';
type Pair = readonly [current: DistributionState, reference: DistributionState];

const counting = (
  subject: Subject,
  name: string,
  { from }: Comparing,
  count: (pair: Pair) => DerivedNumber,
): MetricOf<'count'> =>
  deriving(
    [distributionOf(subject)],
    {
      name,
      args: [optionsWritten({ from })],
      subject: { label: subject.label, rule: `column.${name}` },
    },
    'count',
    {
      name,
      compares: true,
      isPart: true,
      isOfShares: true,
      derive: ([current], reference) => count(pairOf(current, reference?.[0])),
    },
    from === undefined ? {} : { from },
  );

const pairOf = (current: Observed | undefined, reference: Observed | undefined): Pair => [
  distributionIn(current),
  distributionIn(reference),
];

/** A value of either side, with its rows. */
interface Listed {
  readonly value: string | number | boolean;
  readonly rows: number;
}

/** Counts the values of one distribution that are missing from another. Values that are not listed make it an interval. */
function missingFrom(there: DistributionState, here: DistributionState, side: Side): DerivedNumber {
  const [known, own] = [listedIn(there), listedIn(here)];
  if (known === null || own === null) return tooMany;
  if (there.values.kind !== here.values.kind) return otherType;
  if (side === 'current' && valuesIn(there) === 0) return noValues;
  if ([...known, ...own].some(isRounded)) return rounded;
  const names = new Set(known.map(({ value }) => value));
  const missing = own.filter(({ value }) => !names.has(value));
  const [unlistedThere, unlistedHere] = [unlistedIn(there), unlistedIn(here)];
  if (unlistedThere === null || unlistedHere === null) return tooMany;
  const low = Math.max(0, missing.length - unlistedThere);
  const high = missing.length + unlistedHere;
  const distinct = own.length + unlistedHere;
  return {
    value: BigInt(missing.length),
    // Where the data has no values there is nothing to judge, though all of the reference's are gone.
    of: valuesIn(there) === 0 ? 0n : BigInt(distinct),
    interval: low === high ? null : { low: BigInt(low), high: BigInt(high) },
    drift: {
      method: side === 'current' ? 'newValues' : 'vanishedValues',
      picked: null,
      kind: kindOf(here),
      rows:
        side === 'current'
          ? { reference: rowsIn(there), current: rowsIn(here) }
          : { reference: rowsIn(here), current: rowsIn(there) },
      interval: null,
      detectable: null,
      pValue: null,
      bins: missing
        .toSorted((one, other) => other.rows - one.rows)
        .slice(0, mostShown)
        .map((one) => binOf(one, rowsIn(here), side)),
      columns: null,
    },
  };
}

/** The greatest number of values that are shown. */
const mostShown = 20;

/** Returns the values that a distribution lists; null if it has ranges in their place. */
function listedIn(state: DistributionState): readonly Listed[] | null {
  const { values } = state;
  if (values.kind === 'categories') return values.counts.map(([value, rows]) => ({ value, rows }));
  if (!isExact(state)) return null;
  return values.cells.filter(([, , rows]) => rows > 0).map(([value, , rows]) => ({ value, rows }));
}

/** True for a number so large that it may stand for several: integers of more than 53 bits count as the nearest double. */
const isRounded = ({ value }: Listed): boolean =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER;

/** Returns the number of values that are not listed; null if that is not known. */
const unlistedIn = ({ values }: DistributionState): number | null =>
  values.kind === 'categories' ? (values.others.rows === 0 ? 0 : values.others.values) : 0;

const binOf = ({ value, rows }: Listed, of: number, side: Side): DriftBin => ({
  kind: typeof value === 'number' ? 'value' : 'category',
  from: typeof value === 'number' ? value : null,
  to: typeof value === 'number' ? value : null,
  category: typeof value === 'number' ? null : String(value),
  reference: side === 'reference' ? rows / of : 0,
  current: side === 'current' ? rows / of : 0,
  contribution: 1,
});

const tooMany: DerivedNumber = {
  value: null,
  problem: {
    code: 'DRIFT_UNDEFINED',
    message:
      'it has too many different values to list them in both: compare its distribution with .drift().',
  },
};

const rounded: DerivedNumber = {
  value: null,
  problem: {
    code: 'DRIFT_UNDEFINED',
    message:
      'it has numbers of more than 53 bits, of which neighbours count as one: compare them as text, by a query.',
  },
};

const noValues: DerivedNumber = {
  value: null,
  problem: {
    code: 'DRIFT_UNDEFINED',
    message: 'the reference has no values that others could be new to: all are NULL or NaN.',
  },
};

const otherType: DerivedNumber = {
  value: null,
  problem: { code: 'DRIFT_UNDEFINED', message: 'the reference has values of another type.' },
};
