import type { Compared } from './compared.ts';
import type { DriftBin } from './finding.ts';

/** Returns the bins of a drift with their shares, and the part of the drift that each makes. */
export const findingBins = (
  { bins, rows }: Compared,
  contributions: readonly number[] | null,
): readonly DriftBin[] =>
  bins.map((bin, i) => ({
    ...bin,
    reference: bin.reference / rows.reference,
    current: bin.current / rows.current,
    contribution: contributions?.[i] ?? null,
  }));
