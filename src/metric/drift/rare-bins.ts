import type { Binned, ComparedBin, Sizes } from './compared.ts';

/** Cochran's rule: the counts of a bin with fewer expected rows are far from normal (Biometrics, 1954). */
const fewestExpected = 5;
/** The reference lacks a value with so many expected rows in 5 of 100 samples. */
const fewestSeen = 3;
const mostUnseen = 3;

interface NamedBins extends Binned {
  readonly bins: readonly (Sizes & Partial<Pick<ComparedBin, 'kind'>>)[];
}

/** More than this share of the rows in one bin would hide a drift among them. */
const slight = 0.1;

interface Folded extends Binned {
  /** True if the rare bins have few of the rows. */
  readonly isSlight: boolean;
}

/** Returns the rows of both sides below which a bin is rare, so that no side has its own way. */
const fewestRows = ({ reference, current }: Sizes): number =>
  (fewestExpected * (reference + current)) / Math.min(reference, current);

/** Logarithms of counts are near their law for many rows from so many expected rows on. */
const fewestOfLaw = 20;

/** True if some bin has rows, and fewer than the law of a drift for many rows needs. */
export const hasRareBins = ({ bins, rows }: Binned): boolean => {
  const fewest = (fewestRows(rows) / fewestExpected) * fewestOfLaw;
  return bins.some((bin) => together(bin) > 0 && together(bin) < fewest);
};

/** True if a side has so few rows that what it does not have says nothing. */
export const hasFewRows = ({ rows }: Binned): boolean =>
  Math.min(rows.reference, rows.current) < fewestOfLaw;

/**
 * True if several bins are so rare that the reference has them by chance: most have then more rows there than other data of
 * the same kind has, which is unlike the drift of two samples.
 */
export const hasBinsByChance = ({ bins, rows }: Binned): boolean => {
  const share = rows.reference / (rows.reference + rows.current);
  return bins.filter((bin) => together(bin) * share < fewestSeen).length > mostUnseen;
};

/**
 * Returns the bins with the rare ones folded into one, with that of the other categories, and into the next larger while
 * that one is rare itself.
 */
export function foldRareBins({ bins, rows }: NamedBins): Folded {
  const fewest = fewestRows(rows);
  const isRare = (bin: Sizes): boolean => together(bin) < fewest;
  const rare = bins.filter(isRare);
  if (rare.length === 0) return { bins, rows, isSlight: true };
  let folded = added([...rare, ...bins.filter((bin) => bin.kind === 'others' && !isRare(bin))]);
  const kept = bins
    .filter((bin) => bin.kind !== 'others' && !isRare(bin))
    .toSorted((one, other) => together(one) - together(other));
  while (isRare(folded) && kept.length > 0) folded = added([folded, ...kept.splice(0, 1)]);
  const isSlight = together(added(rare)) <= together(rows) * slight;
  return { bins: [...kept, folded], rows, isSlight };
}

const added = (bins: readonly Sizes[]): Sizes => ({
  reference: bins.reduce((sum, bin) => sum + bin.reference, 0),
  current: bins.reduce((sum, bin) => sum + bin.current, 0),
});

const together = ({ reference, current }: Sizes): number => reference + current;
