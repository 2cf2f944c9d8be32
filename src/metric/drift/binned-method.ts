import { type Binned, type Compared, incomparable } from './compared.ts';
import type { DriftName } from './drift-name.ts';
import { type DriftMethod, type DriftThreshold, exactly } from './method.ts';
import { hasFewRows, hasRareBins } from './rare-bins.ts';
import { differenceInterval, nullQuantile } from './resampling.ts';
import { sum } from './shares.ts';

interface Formula {
  readonly name: DriftName;
  readonly most: number | null;
  readonly source: string;
  readonly threshold: DriftThreshold | null;
  /** Returns the part of each bin, none negative. */
  parts(binned: Binned): readonly number[];
  /** True if the drift is the root of the sum of the parts, and not the sum. */
  readonly isRoot: boolean;
  /** True if the drift grows with the difference of the shares, and not with its square, as roots do too. */
  readonly isDistance: boolean;
  /** Returns the drift that samples of one population stay below, by its law for many rows; it is drawn if there is none. */
  detectable?(pair: Compared, alpha: number): number;
  /** Returns it where it is drawn; by default as that of the rows dealt anew. */
  drawn?(pair: Compared, alpha: number): number;
  readonly pValue?: DriftMethod['pValue'];
}

/** Returns the method that adds up a part for each bin. */
export function binnedMethod(formula: Formula): DriftMethod {
  const { name, most, source, threshold, isRoot, isDistance, detectable, pValue = null } = formula;
  const driftOf = (binned: Binned): number => {
    const total = sum(formula.parts(binned));
    return isRoot ? Math.sqrt(total) : total;
  };
  return {
    name,
    natures: ['ordered', 'categories'],
    unit: null,
    most,
    source,
    threshold,
    measure(pair) {
      const parts = formula.parts(pair);
      const total = sum(parts);
      const value = driftOf(pair);
      // A root is divided among the bins as its square is.
      const contributions =
        isRoot && total > 0 ? parts.map((part) => (part / total) * value) : parts;
      return Number.isFinite(value)
        ? exactly(value, contributions)
        : incomparable('The drift is not a finite number.');
    },
    interval: (pair, level) => differenceInterval(pair, driftOf, { level, isDistance }),
    detectable(pair, alpha) {
      const law = detectable?.(pair, alpha) ?? 0;
      if (detectable !== undefined && !hasRareBins(pair)) return law;
      const drawn = formula.drawn?.(pair, alpha) ?? nullQuantile(pair, driftOf, alpha);
      // Of few rows, those that are dealt anew show too little: the law is the more careful.
      return hasFewRows(pair) ? Math.max(law, drawn) : drawn;
    },
    pValue,
  };
}
