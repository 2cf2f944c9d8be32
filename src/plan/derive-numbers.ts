import { derivedNumber, type Observed } from '../metric/derivation.ts';
import { type Derived, type Metric, metricKey } from '../metric/metric.ts';
import { lesserNumeric } from '../value/numeric.ts';
import { deriveSegments, problemOfAll } from './derive-segments.ts';
import { isUnmeasured, type Measured, type Result, type Unmeasured } from './measure-request.ts';
import { lacksSegments, segmentsIn } from './observed-segments.ts';
import type { Timed } from './plan-passes.ts';
import {
  alignedParts,
  type Compared,
  type MeasuredReference,
  observedIn,
  type References,
  referenceOf,
  segmentsOfReference,
} from './references.ts';
import type { Segments } from './segments.ts';

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
export function observedOfAll(
  found: ReadonlyMap<string, Timed>,
): Required<Pick<MeasuredReference, 'observed' | 'segments' | 'problems'>> {
  const observed = new Map<string, Observed>();
  const segments = new Map<string, Segments>();
  const problems = new Map<string, Unmeasured>();
  for (const [key, { result }] of found) {
    if (isUnmeasured(result)) problems.set(key, result);
    else if (result.exactness !== 'bounded') {
      const cut = result.tally === undefined ? null : segmentsIn(result);
      if (cut !== null && lacksSegments(cut)) problems.set(key, cut);
      else observed.set(key, observedOf(result));
      if (cut !== null && !lacksSegments(cut)) segments.set(key, cut);
    }
  }
  return { observed, segments, problems };
}

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
  const isCut = metric.scope.per.length > 0;
  const combine = isCut ? combinedBySegment : combined;
  return { result: combine(derived, measured, weakest, deriving), pass, durationMs };
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
  if (found.problem) return { problem: found.problem, drift: found.drift ?? null };
  const { interval = null } = found;
  return {
    segments: [
      {
        segment: [],
        value: found.value,
        of: found.of ?? current.map((part) => part.of).reduce(lesserNumeric),
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

function combinedBySegment(
  derived: Derived,
  measured: readonly Measured[],
  weakest: Measured,
  { references, now }: Deriving,
): Result {
  const current: Segments[] = [];
  for (const part of measured) {
    const segments = segmentsIn(part);
    if (lacksSegments(segments)) return segments;
    current.push(segments);
  }
  const reference = referenceOf(derived, references);
  const before = derived.by.compares
    ? derived.of.map((one) => segmentsOfReference(reference, one))
    : null;
  const found = deriveSegments(derived, current, before, now);
  const nowhere = problemOfAll(found.segments);
  if (nowhere !== null) return nowhere;
  const kept = reference === null || 'problem' in reference ? null : reference;
  return {
    segments: [],
    derived: found.segments,
    by: weakest.by,
    exactness: weakest.exactness,
    notes: [...new Set([...measured.flatMap(({ notes }) => notes), ...found.notes])],
    reference: kept && { kind: kept.kind, name: kept.name, one: null },
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

function observedOf({ segments: [one], tally, state = null }: Measured): Observed {
  if (tally !== undefined) return { value: null, of: tally.judged, state: null };
  return one === undefined ? nothing : { value: one.value, of: one.of, state };
}

const onlyBounded: Unmeasured = {
  problem: {
    code: 'NOT_MEASURABLE',
    message: 'a number that it is made of is only known to lie within bounds.',
  },
};
