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
  { value, of, state }: Observed,
  found: RecordedColumns,
): BaselineEntry | BaselineProblem {
  const distribution = state?.kind === 'distribution' ? state : null;
  const cuts = metric.value.kind === 'distribution' ? metric.value.cuts : null;
  const isGiven = cuts !== null && cuts.kind !== 'own';
  const masks = { columns: found.masked, looks: true };
  if (!isGiven && revealsValue(metric, of, value, masks)) return masked(metric);
  const kinds = columnKinds(metric, found.columns);
  const head = { metric: metric.label, columns: kinds, of: writeNumeral(of) };
  if (distribution === null) return value === null ? head : { ...head, value: writeNumeral(value) };
  const kept = isGiven ? distribution : reduced(distribution);
  const isInstant = isInstants(kinds);
  if (!isGiven && !isInstant && isPersonal(kept, distribution)) return masked(metric);
  if (isTooLittle(kept, distribution)) return tooFew(metric);
  return { ...head, ...writeState(kept, isInstant) };
}

const reduced = ({ values, ...counts }: DistributionState): DistributionState => ({
  ...counts,
  values:
    values.kind === 'ordered' ? { kind: 'ordered', cells: thinned(values.cells) } : folded(values),
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

const masked = ({ label }: Metric): BaselineProblem => ({
  code: 'BASELINE_MASKED',
  message: `a baseline would keep values of ${label}, which are classified or look personal: compare with a dataset of the same run through the option reference, or give the edges of the bins in the contract.`,
});

const tooFew = ({ label }: Metric): BaselineProblem => ({
  code: 'BASELINE_TOO_FEW',
  message: `a baseline of ${label} would say next to nothing, since it names no value of fewer than 10 rows and most are such: record it on more rows, compare with a dataset of the same run through the option reference, or give the edges of the bins in the contract.`,
});
