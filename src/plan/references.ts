import type { ColumnDescription } from '../engine/engine.ts';
import type { Observed } from '../metric/derivation.ts';
import type { Cuts } from '../metric/distribution.ts';
import { type Derived, frozen, type Metric, metricKey } from '../metric/metric.ts';
import type { Reference } from '../outcome/outcome.ts';
import type { Segments } from './segments.ts';
import type { Unmeasured } from './unmeasured.ts';

/** The references of a run by name, or why there is none. The one without a name is meant where a metric names none. */
export type References = ReadonlyMap<string | null, MeasuredReference | Unmeasured>;

/** Other data, as far as derived metrics compare with it. */
export interface MeasuredReference extends Pick<Reference, 'kind' | 'name'> {
  /** The numbers of the reference, under the key of each metric that a derived one is made of. */
  readonly observed: ReadonlyMap<string, Observed>;
  /** The segments of those that are cut into segments, under the same keys. */
  readonly segments?: ReadonlyMap<string, Segments>;
  /** The reasons why metrics have no number in it, under their keys. */
  readonly problems?: ReadonlyMap<string, Unmeasured>;
  /** The keys of the metrics that are recorded from this very run. */
  readonly recorded?: ReadonlySet<string>;
  /** Returns why a metric can't be compared with it in data of these columns; null if it can. */
  readonly refusal?: (metric: Metric, columns: readonly ColumnDescription[]) => Unmeasured | null;
}

/** A reference that a value was compared with. */
export interface Compared extends Pick<Reference, 'kind' | 'name'> {
  /** The metric that was compared, with its number in the reference; null if there are several. */
  readonly one: { readonly metric: Metric; readonly observed: Observed } | null;
}

/** Returns the reference of a derived metric; null if it compares with none, or the run has none. */
export const referenceOf = (
  { by, from }: Derived,
  references: References,
): MeasuredReference | Unmeasured | null => (by.compares ? (references.get(from) ?? null) : null);

/** Returns what a metric is in a reference; undefined if the reference lacks it. */
export const observedIn = (
  reference: MeasuredReference | Unmeasured | null,
  metric: Metric,
): Observed | undefined =>
  reference !== null && 'observed' in reference
    ? reference.observed.get(metricKey(metric))
    : undefined;

/** Returns what a metric is in each segment of a reference; none if the reference has no segments. */
export const segmentsOfReference = (
  reference: MeasuredReference | Unmeasured | null,
  metric: Metric,
): Segments =>
  (reference !== null && 'observed' in reference
    ? reference.segments?.get(metricKey(metric))
    : undefined) ?? new Map();

/** Returns the metrics to observe in the data for a derived one, in their order, each aligned with its reference. */
export function alignedParts(derived: Derived, references: References): readonly Metric[] {
  const reference = referenceOf(derived, references);
  return derived.of.map((metric) => {
    const observed = observedIn(reference, metric);
    if (observed === undefined || derived.align === undefined) return metric;
    return metric.scope.per.length > 0
      ? alignedBySegment(metric, segmentsOfReference(reference, metric), derived.align)
      : derived.align(metric, observed);
  });
}

/** Returns the metric with the cuts of each segment of the reference. */
function alignedBySegment(
  metric: Metric,
  segments: Segments,
  align: NonNullable<Derived['align']>,
): Metric {
  const { value } = metric;
  if (value.kind !== 'distribution') return metric;
  const cuts = [...segments].flatMap(([id, observed]): [string, Cuts][] => {
    const aligned = align(metric, observed).value;
    return aligned.kind === 'distribution' ? [[id, aligned.cuts]] : [];
  });
  return frozen({ ...metric, value: { ...value, cuts: { kind: 'bySegment', cuts } } });
}

/** Returns the metrics that passes are asked for: those that a derived one is made of, or the metric itself. */
export const questionedIn = (metric: Metric, references: References): readonly Metric[] =>
  metric.derived === undefined
    ? [metric]
    : alignedParts(metric.derived, references).flatMap((part) => questionedIn(part, references));
