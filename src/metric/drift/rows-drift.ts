import { alignedCuts } from '../aligned-cuts.ts';
import type { Comparing } from '../change.ts';
import type { DerivedNumber, Observed } from '../derivation.ts';
import { deriving } from '../deriving.ts';
import { type DistributionState, rowsIn } from '../distribution.ts';
import { distributionOf } from '../distribution-metric.ts';
import type { MetricOf } from '../metric.ts';
import { optionsWritten, type Subject } from '../subject.ts';
import { compare, mostlyRare } from './compare.ts';
import type { Compared } from './compared.ts';
import { driftMethods } from './drift-methods.ts';
import { distributionIn } from './drift-metric.ts';
import type { ColumnDrift } from './finding.ts';
import { kindOf } from './nature.ts';
import { isJudgeable, pickFor, thresholdFor } from './pick.ts';
import { shownBins } from './shown-bins.ts';

/** The columns to compare, and how the metric was written. */
export interface RowsDrift {
  /** The subject of each column, in the order of the schema. There is at least one. */
  readonly columns: readonly Subject[];
  readonly rows: Subject;
  readonly except: readonly string[];
  readonly from: string | undefined;
}

/**
 * Counts the columns whose distribution has drifted from that of the reference, each by the method that is picked for it and
 * its usual limit. A share is of the columns that could be compared.
 */
export function rowsDriftOf({ columns, rows, except, from }: RowsDrift): MetricOf<'count'> {
  const names = columns.map(({ columns: [name = ''] }) => name);
  const [first, ...more] = columns.map((column) => distributionOf(column));
  if (first === undefined) throw new TypeError('There is no column to compare.');
  const subjects = new Map([first, ...more].map((metric, at) => [metric, columns[at]]));
  const written: Comparing & { readonly except?: readonly string[] } = {
    ...(except.length > 0 && { except }),
    ...(from !== undefined && { from }),
  };
  return deriving(
    [first, ...more],
    {
      name: 'drift',
      args: [optionsWritten(written)],
      subject: { label: rows.label, rule: 'rows.drift' },
    },
    'count',
    {
      name: 'rows.drift',
      compares: true,
      isPart: true,
      isOfShares: true,
      derive: countDrifted(names),
    },
    {
      range: { low: 0, high: columns.length },
      ...(from !== undefined && { from }),
      align: (metric, reference) => {
        const subject = subjects.get(metric as MetricOf<'number'>);
        return subject === undefined
          ? metric
          : distributionOf(subject, alignedCuts(distributionIn(reference)));
      },
    },
  );
}

const countDrifted =
  (names: readonly string[]) =>
  (current: readonly Observed[], reference: readonly Observed[] | null): DerivedNumber => {
    const columns = names.map((name, at) =>
      columnDrift(name, distributionIn(reference?.[at]), distributionIn(current[at])),
    );
    const compared = columns.filter(({ problem }) => problem === null);
    const broken = columns.find(({ problem, isLeftOut }) => problem !== null && !isLeftOut);
    const found: Pick<DerivedNumber, 'drift'> = {
      drift: {
        method: 'picked for each column',
        picked: null,
        kind: 'categories',
        rows: {
          reference: rowsIn(distributionIn(reference?.[0])),
          current: rowsIn(distributionIn(current[0])),
        },
        interval: null,
        detectable: null,
        pValue: null,
        bins: [],
        columns: columns.map(({ isLeftOut: _, ...column }) => column),
      },
    };
    if (broken !== undefined)
      return {
        ...found,
        value: null,
        problem: {
          code: 'DRIFT_UNDEFINED',
          message: `column '${broken.column}' has no drift: ${broken.problem} Leave it out with { except: ['${broken.column}'] }, or compare it by itself.`,
        },
      };
    return {
      ...found,
      value: BigInt(compared.filter(({ isDrifted }) => isDrifted).length),
      of: BigInt(compared.length),
    };
  };

/** The drift of a column; `isLeftOut` if it has no values to compare by their nature. */
type Found = ColumnDrift & { readonly isLeftOut: boolean };

function columnDrift(
  column: string,
  reference: DistributionState,
  current: DistributionState,
): Found {
  const picked = pickFor(reference);
  const method = driftMethods[picked.name];
  const base = {
    column,
    method: method.name,
    threshold: picked.threshold.value,
    kind: kindOf(reference),
    isMasked: false,
    isLeftOut: false,
  };
  const none = { ...base, value: null, isDrifted: false, bins: [] };
  if (areNearlyUnique(reference))
    return {
      ...none,
      isLeftOut: true,
      problem: 'Nearly every value is its own, so that there is no distribution to compare.',
    };
  const compared = compare(reference, current);
  if (compared.kind === 'incomparable')
    return { ...none, isLeftOut: compared.problem === mostlyRare, problem: compared.problem };
  const measured = method.measure(compared);
  if (measured.kind === 'incomparable') return { ...none, problem: measured.problem };
  const threshold = thresholdFor(method, compared)?.value ?? picked.threshold.value;
  if (!isJudgeable(method, compared, threshold)) return { ...none, problem: fewRows(compared) };
  return {
    ...base,
    value: measured.value,
    threshold,
    isDrifted: measured.value >= threshold,
    problem: null,
    bins: shownBins(compared, measured.contributions),
  };
}

/** The problem of samples that would count as unchanged whatever is in them. */
const fewRows = ({ rows: { reference, current } }: Compared): string =>
  `So few rows (${current}, and ${reference} of the reference) do not show even the largest drift.`;

/** The number of categories from which on a column is likely to be of names or keys. */
const manyCategories = 1000;

/** True for categories of which most have a row or two: names, keys, free text. */
function areNearlyUnique(state: DistributionState): boolean {
  const { values } = state;
  if (values.kind === 'ordered') return false;
  const distinct = values.counts.length + (values.others.values ?? 0);
  return distinct >= manyCategories && distinct * 2 > rowsIn(state) - state.nulls;
}
