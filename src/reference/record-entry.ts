import type { ColumnDescription } from '../engine/engine.ts';
import type { Observed } from '../metric/derivation.ts';
import type { Categories, DistributionState } from '../metric/distribution.ts';
import type { Metric } from '../metric/metric.ts';
import { revealsValue } from '../plan/disclosure/masking.ts';
import { looksPersonal } from '../privacy/personal.ts';
import type { BaselineEntry } from './baseline-entry.ts';
import type { BaselineProblem } from './baseline-problems.ts';
import { columnKinds } from './column-kinds.ts';
import { writeEnd, writeNumeral } from './entry-numbers.ts';
import { folded } from './fold-categories.ts';
import { betweenEdges, givenEdges } from './given-cells.ts';
import { thinned } from './thin-cells.ts';

/** The columns of a dataset, as far as its baseline depends on them. */
export interface RecordedColumns {
  readonly columns: readonly ColumnDescription[];
  /** The columns whose values may not leave a measurement. */
  readonly masked: ReadonlySet<string>;
}

/**
 * Returns the record of an observable: counts, and few enough cells or categories to be read in a diff. Returns a
 * problem where it would hold a value that may not be kept, or where too little would be left of it.
 */
export function recordEntry(
  metric: Metric,
  observed: Observed,
  found: RecordedColumns,
): BaselineEntry | BaselineProblem {
  const { value, of } = observed;
  const distribution = distributionOf(observed);
  const edges = givenEdges(metric, distribution);
  if (!mayKeep(metric, observed, found.masked)) return maskedProblem(metric);
  const kinds = columnKinds(metric, found.columns);
  const head = { metric: metric.label, columns: kinds, of: writeNumeral(of) };
  if (distribution === null) return value === null ? head : { ...head, value: writeNumeral(value) };
  const isInstant = isInstants(kinds);
  const kept = reduced(distribution, edges);
  if (edges === null) {
    if (!isInstant && isPersonal(kept, distribution)) return maskedProblem(metric);
    if (isTooLittle(kept, distribution)) return tooFew(metric);
  }
  return { ...head, ...writeState(kept, isInstant) };
}

/** True if a baseline may keep what was observed of a metric, given the columns whose values may not leave. */
export const mayKeep = (metric: Metric, observed: Observed, masked: ReadonlySet<string>): boolean =>
  // Edges that the contract gives are no values of the data.
  givenEdges(metric, distributionOf(observed)) !== null ||
  !revealsValue(metric, observed.of, observed.value, { columns: masked, looks: true });

const distributionOf = ({ state }: Observed): DistributionState | null =>
  state?.kind === 'distribution' ? state : null;

const reduced = (
  { values, ...counts }: DistributionState,
  edges: readonly number[] | null,
): DistributionState => ({
  ...counts,
  values:
    values.kind !== 'ordered'
      ? folded(values)
      : edges === null
        ? { kind: 'ordered', cells: thinned(values.cells) }
        : betweenEdges(values, edges),
});

/** The number of categories that are looked at. */
const lookedAt = 1000;

/** True if a number that would be kept looks personal, or if most of the categories do. */
function isPersonal({ values: kept }: DistributionState, { values }: DistributionState): boolean {
  if (kept.kind === 'ordered')
    return kept.cells.some(([from, to]) => looksPersonal(`${from}`) || looksPersonal(`${to}`));
  const some = values.kind === 'categories' ? values.counts.slice(0, lookedAt) : [];
  const personal = some.filter(([value]) => typeof value === 'string' && looksPersonal(value));
  return personal.length * 2 > some.length;
}

/** True if different values all lie in one cell, or most rows in categories that are not named. */
function isTooLittle({ values }: DistributionState, before: DistributionState): boolean {
  if (values.kind === 'ordered')
    return (
      values.cells.length === 1 &&
      before.values.kind === 'ordered' &&
      before.values.cells.length > 1
    );
  return values.others.rows * 2 > listedRows(values) + values.others.rows;
}

const listedRows = ({ counts }: Categories): number =>
  counts.reduce((sum, [, count]) => sum + count, 0);

const isInstants = (kinds: BaselineEntry['columns']): boolean =>
  Object.values(kinds).some((kind) => kind === 'date' || kind === 'timestamp');

/** Writes a state as the fields of an entry. */
function writeState(
  { nulls, nans, values }: DistributionState,
  isInstant: boolean,
): Partial<BaselineEntry> {
  if (values.kind === 'categories')
    return {
      nulls,
      nans,
      categories: values.counts.map(([value, count]) => [value, count]),
      others: values.others,
    };
  return {
    nulls,
    nans,
    cells: values.cells.map(([from, to, count]) => [
      writeEnd(from, isInstant),
      writeEnd(to, isInstant),
      count,
    ]),
  };
}

/** The problem of a metric of which a baseline would keep values that may not leave. */
export const maskedProblem = ({ label }: Metric): BaselineProblem => ({
  code: 'BASELINE_MASKED',
  message: `a baseline would keep values of ${label}, which are classified or look personal: compare with a dataset of the same run through the option reference, or give the edges of the bins in the contract.`,
});

const tooFew = ({ label }: Metric): BaselineProblem => ({
  code: 'BASELINE_TOO_FEW',
  message: `a baseline of ${label} would say next to nothing, since it names no value of fewer than 10 rows and most are such: record it on more rows, compare with a dataset of the same run through the option reference, or give the edges of the bins in the contract.`,
});
