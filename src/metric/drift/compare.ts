import {
  type Categories,
  type DistributionState,
  type OrderedValues,
  rowsIn,
} from '../distribution.ts';
import { binEdges } from './bin-edges.ts';
import { categoryBins } from './category-bins.ts';
import { type Compared, type ComparedBin, type Incomparable, incomparable } from './compared.ts';
import { countsBetween } from './counts-between.ts';
import type { BinOptions } from './drift-name.ts';
import { nextUp } from './next-up.ts';

/**
 * Cuts two distributions alike, or returns why that can't be done. Bins of ordered values follow the reference
 * (`binEdges`), and so do those of categories (`categoryBins`). NULL and NaN are bins of their
 * own unless they are skipped. A bin without rows on both sides is left out.
 */
export function compare(
  reference: DistributionState,
  current: DistributionState,
  options: BinOptions = {},
): Compared | Incomparable {
  const bins = binsOf(reference, current.values, options);
  if (bins === null) return incomparable('The reference has values of another type.');
  if (bins === 'divided') {
    return incomparable('The values were counted in other ranges than those that the bins need.');
  }
  if (options.bins === undefined && areMostlyOthers(bins)) return incomparable(mostlyRare);
  const all = options.nulls === 'skip' ? bins : [...bins, ...missing(reference, current)];
  const rows = {
    reference: all.reduce((sum, bin) => sum + bin.reference, 0),
    current: all.reduce((sum, bin) => sum + bin.current, 0),
  };
  if (rows.reference === 0) return incomparable(`The reference has ${nothingIn(reference)}.`);
  if (rows.current === 0) return incomparable(`The data has ${nothingIn(current)}.`);
  return {
    kind: 'compared',
    bins: all.filter((bin) => bin.reference + bin.current > 0),
    rows,
    ordered:
      reference.values.kind === 'ordered' && current.values.kind === 'ordered'
        ? { reference: reference.values, current: current.values }
        : null,
  };
}

/** True if most values of the reference share the bin of the rare ones, where any others could take their place unseen. */
function areMostlyOthers(bins: readonly ComparedBin[]): boolean {
  const all = bins.reduce((sum, { reference }) => sum + reference, 0);
  return bins.some(({ kind, reference }) => kind === 'others' && reference * 2 > all);
}

/** The problem of a reference of many rare values. */
export const mostlyRare =
  'Most rows of the reference have values too rare or too many to be told apart, of which only the number could be compared.';

const nothingIn = (state: DistributionState): string =>
  rowsIn(state) === 0 ? 'no rows to compare' : 'no values to compare: all are NULL or NaN';

const plain = { from: null, to: null, category: null };

const missing = (reference: DistributionState, current: DistributionState): ComparedBin[] => [
  { kind: 'null', ...plain, reference: reference.nulls, current: current.nulls },
  { kind: 'nan', ...plain, reference: reference.nans, current: current.nans },
];

type Values = OrderedValues | Categories;

function binsOf(
  state: DistributionState,
  current: Values,
  options: BinOptions,
): readonly ComparedBin[] | 'divided' | null {
  const reference = state.values;
  if (reference.kind === 'ordered' && current.kind === 'ordered') {
    return orderedBins(reference, current, binEdges(state, options));
  }
  if (reference.kind === 'categories' && current.kind === 'categories') {
    return categoryBins(reference, current, options);
  }
  return null;
}

function orderedBins(
  reference: OrderedValues,
  current: OrderedValues,
  edges: readonly number[],
): readonly ComparedBin[] | 'divided' {
  const before = countsBetween(reference, edges);
  const after = countsBetween(current, edges);
  if (before === null || after === null) return 'divided';
  return before.map((count, i): ComparedBin => {
    const from = edges[i - 1] ?? Number.NEGATIVE_INFINITY;
    const to = edges[i] ?? Number.POSITIVE_INFINITY;
    const isValue = Number.isFinite(from) && to === nextUp(from);
    return {
      kind: isValue ? 'value' : 'range',
      from: Number.isFinite(from) ? from : null,
      to: isValue ? from : Number.isFinite(to) ? to : null,
      category: null,
      reference: count,
      current: after[i] ?? 0,
    };
  });
}
