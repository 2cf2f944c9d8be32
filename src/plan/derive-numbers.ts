import { derivedNumber, type Observed } from '../metric/derivation.ts';
import { type Derived, type Metric, metricKey } from '../metric/metric.ts';
import { compareNumeric, type Numeric } from '../value/numeric.ts';
import { isUnmeasured, type Measured, type Result, type Unmeasured } from './measure-request.ts';
import type { Timed } from './plan-passes.ts';
import {
  alignedParts,
  type Compared,
  type MeasuredReference,
  observedIn,
  type References,
  referenceOf,
} from './references.ts';

/** The inputs of a derivation, beside the results of the passes. */
export interface Deriving {
  readonly references: References;
  /** The time of the run. */
  readonly now: Date;
}

/** Returns the results of the passes, with those of the derived metrics among `asked` added. */
export const deriveNumbers = (
  asked: readonly { readonly metric: Metric }[],
  found: ReadonlyMap<string, Timed>,
  deriving: Deriving,
): ReadonlyMap<string, Timed> =>
  new Map([
    ...found,
    ...asked.map(({ metric }) => [metricKey(metric), numberOf(metric, found, deriving)] as const),
  ]);

/** Returns the numbers of results, as a reference for other data. Results without a number in full are left out. */
export const observedOfAll = (found: ReadonlyMap<string, Timed>): MeasuredReference['observed'] =>
  new Map(
    [...found].flatMap(([key, { result }]) =>
      isUnmeasured(result) || result.exactness === 'bounded' ? [] : [[key, observedOf(result)]],
    ),
  );

function numberOf(metric: Metric, found: ReadonlyMap<string, Timed>, deriving: Deriving): Timed {
  const { derived } = metric;
  if (derived === undefined) {
    const timed = found.get(metricKey(metric));
    if (timed === undefined) throw new Error(`${metric.label} was planned and not measured.`);
    return timed;
  }
  const parts = alignedParts(derived, deriving.references).map((one) =>
    numberOf(one, found, deriving),
  );
  const durationMs = Math.max(0, ...parts.map((part) => part.durationMs));
  const measured: Measured[] = [];
  for (const { result, pass } of parts) {
    if (isUnmeasured(result)) return { result, pass, durationMs };
    measured.push(result);
  }
  const [weakest] = measured.toSorted((one, other) => certaintyOf(one) - certaintyOf(other));
  if (weakest === undefined) throw new TypeError(`${metric.label} is made of nothing.`);
  const { pass = null } = parts.find(({ result }) => result === weakest) ?? {};
  return { result: combined(derived, measured, weakest, deriving), pass, durationMs };
}

/** Sorted by certainty, the least first: a derived number is no more certain than the least certain of those that it is made of. */
const certainties: readonly Measured['exactness'][] = ['bounded', 'sampled', 'proof', 'exact'];
const certaintyOf = ({ exactness }: Measured) => certainties.indexOf(exactness);

function combined(
  derived: Derived,
  measured: readonly Measured[],
  weakest: Measured,
  { references, now }: Deriving,
): Result {
  if (weakest.exactness === 'bounded') return onlyBounded;
  const { by, of } = derived;
  const reference = referenceOf(derived, references);
  const current = measured.map(observedOf);
  const before = of.map((one) => observedIn(reference, one) ?? nothing);
  const found = derivedNumber(by.derive(current, by.compares ? before : null, now));
  if (found.problem) return { problem: found.problem };
  const { interval = null } = found;
  return {
    segments: [
      {
        segment: [],
        value: found.value,
        of: found.of ?? current.map((part) => part.of).reduce(lesser),
      },
    ],
    by: weakest.by,
    exactness: interval === null ? weakest.exactness : 'bounded',
    ...(interval && { interval }),
    notes: [...new Set([...measured.flatMap(({ notes }) => notes), ...(found.notes ?? [])])],
    reference: comparedWith(derived, reference, before),
    drift: found.drift ?? null,
    sql: null,
    met: null,
  };
}

/** Returns the reference as a part of the result, with the number of a single metric in it. */
function comparedWith(
  { of }: Derived,
  reference: MeasuredReference | Unmeasured | null,
  [was = nothing]: readonly Observed[],
): Compared | null {
  if (reference === null || 'problem' in reference) return null;
  const [first, ...more] = of;
  const one = first === undefined || more.length > 0 ? null : { metric: first, observed: was };
  return { kind: reference.kind, name: reference.name, one };
}

/** Stands for a number that a reference lacks. {@link derivedProblem} has refused its metric before. */
const nothing: Observed = { value: null, of: 0n, state: null };

function observedOf({ segments: [one], state = null }: Measured): Observed {
  return one === undefined ? nothing : { value: one.value, of: one.of, state };
}

/** Returns the lesser of two numbers: where one of the parts has no rows, the derived number has none. */
const lesser = (one: Numeric, other: Numeric) => (compareNumeric(other, one) < 0 ? other : one);

const onlyBounded: Unmeasured = {
  problem: {
    code: 'NOT_MEASURABLE',
    message: 'a number that it is made of is only known to lie within bounds.',
  },
};
