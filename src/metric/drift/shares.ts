import type { Binned, Sizes } from './compared.ts';

/** Returns the share of the rows in each bin, in the reference and in the current data. */
export const shares = ({ bins, rows }: Binned): readonly Sizes[] =>
  bins.map(({ reference, current }) => ({
    reference: reference / rows.reference,
    current: current / rows.current,
  }));

/**
 * Returns the share of the rows in each bin, where a bin without rows counts as half a row: its logarithm would be
 * infinite, and any smaller count would say that more is known of it.
 */
export const filledShares = ({ bins, rows }: Binned): readonly Sizes[] =>
  bins.map((bin) => ({
    reference: filled(bin, 'reference') / rows.reference,
    current: filled(bin, 'current') / rows.current,
  }));

const filled = (bin: Sizes, side: keyof Sizes): number => (bin[side] === 0 ? 0.5 : bin[side]);

/** Returns the sum of numbers. */
export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
