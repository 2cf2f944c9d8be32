import { traitsOf } from '../metric/aggregate.ts';
import { derivedNumber, type Observed } from '../metric/derivation.ts';
import type { Derived, Metric } from '../metric/metric.ts';
import { lesserNumeric } from '../value/numeric.ts';
import type { DerivedSegment, Unmeasured } from './measure-request.ts';
import type { ObservedSegment, Segments } from './segments.ts';

/** The numbers of segments, and remarks about how they were found. */
export interface DerivedSegments {
  readonly segments: readonly DerivedSegment[];
  readonly notes: readonly string[];
}

/**
 * Derives a number for each segment of the data and of the reference. One that only one of them has is compared with
 * nothing: it has a number where no rows have one, as a count of 0, and misses every bound all the same.
 */
export function deriveSegments(
  derived: Derived,
  current: readonly Segments[],
  reference: readonly Segments[] | null,
  now: Date,
): DerivedSegments {
  const found = [...all([...current, ...(reference ?? [])])].map(([id, segment]) =>
    one(derived, { id, segment, current, reference, now }),
  );
  const segments = found.map((each) => each.segment);
  const notes = new Set([...found.flatMap((each) => each.notes), ...notesOn(segments)]);
  return { segments, notes: [...notes] };
}

const all = (parts: readonly Segments[]): ReadonlyMap<string, ObservedSegment['segment']> =>
  new Map(parts.flatMap((part) => [...part].map(([id, { segment }]) => [id, segment] as const)));

interface Place {
  readonly id: string;
  readonly segment: ObservedSegment['segment'];
  readonly current: readonly Segments[];
  readonly reference: readonly Segments[] | null;
  readonly now: Date;
}

function one(
  { by, of }: Derived,
  { id, segment, current, reference, now }: Place,
): { readonly segment: DerivedSegment; readonly notes: readonly string[] } {
  const isHere = current.every((part) => part.has(id));
  const isThere = reference === null || reference.every((part) => part.has(id));
  const here = observedIn(current, id, of);
  const there = reference && observedIn(reference, id, of);
  const nothing = { segment, interval: null, drift: null };
  if (here === null || (reference !== null && there === null))
    return {
      segment: { ...nothing, value: null, of: 0n, lacks: isHere ? 'reference' : 'data' },
      notes: [],
    };
  const { value, of: base, problem, ...found } = derivedNumber(by.derive(here, there, now));
  const lacks = !isHere ? 'data' : isThere ? (problem ?? null) : 'reference';
  return {
    segment: {
      segment,
      value,
      of: base ?? here.map((part) => part.of).reduce(lesserNumeric),
      lacks,
      interval: found.interval ?? null,
      drift: found.drift ?? null,
    },
    notes: found.notes ?? [],
  };
}

/** Returns what the metrics are in a segment; null if one has no number there. A count of no rows is 0. */
function observedIn(
  parts: readonly Segments[],
  id: string,
  of: readonly Metric[],
): readonly Observed[] | null {
  const found = of.map((metric, at) => parts[at]?.get(id) ?? (isCounted(metric) ? noRows : null));
  return found.some((part) => part === null) ? null : found.filter((part) => part !== null);
}

const noRows: Observed = { value: 0n, of: 0n, state: null };

const isCounted = ({ value, condition }: Metric): boolean =>
  traitsOf(value).number !== 'amount' && condition === null;

/** Returns the problem of a metric that has no number in any segment that could be compared; null if it has one. */
export function problemOfAll(segments: readonly DerivedSegment[]): Unmeasured | null {
  const compared = segments.filter(({ lacks }) => typeof lacks !== 'string');
  const problems = problemsIn(compared);
  const [first] = problems;
  if (first === undefined || problems.length < compared.length) return null;
  return { problem: { code: first.code, message: `in each of its segments, ${first.message}` } };
}

const problemsIn = (segments: readonly DerivedSegment[]) =>
  segments.flatMap(({ lacks }) => (lacks === null || typeof lacks === 'string' ? [] : [lacks]));

/** The number of different reasons that are given. */
const mostReasons = 3;

function notesOn(segments: readonly DerivedSegment[]): readonly string[] {
  const [fresh, gone] = (['reference', 'data'] as const).map(
    (side) => segments.filter(({ lacks }) => lacks === side).length,
  );
  const reasons = Map.groupBy(problemsIn(segments), ({ message }) => message);
  return [
    ...(fresh ? [`${counted(fresh)} not in the reference`] : []),
    ...(gone ? [`${counted(gone)} in the reference alone`] : []),
    ...[...reasons]
      .slice(0, mostReasons)
      .map(([message, equal]) => `${counted(equal.length)} not compared: ${message}`),
  ];
}

const counted = (segments: number) =>
  segments === 1 ? '1 segment is' : `${segments} segments are`;
