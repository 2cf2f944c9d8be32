import type { DriftBin } from '../../metric/drift/finding.ts';

const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** The shares of a column's bins in both datasets, as rows of block characters on one scale. */
export interface StepBlocks {
  readonly reference: string;
  readonly current: string;
  /** Marks below the bins that moved most: `▲` for a larger share, `▼` for a smaller one. */
  readonly marks: string;
}

/**
 * Draws bins as block characters. The tallest block is the largest share of either dataset; a share of 0 is a dot. More
 * bins than `most` are joined with their neighbours.
 */
export function stepBlocks(
  bins: readonly Pick<DriftBin, 'reference' | 'current'>[],
  { most, moved = [], wide = 1 }: BlockOptions,
): StepBlocks {
  const size = Math.max(1, Math.ceil(bins.length / most));
  const groups = Array.from({ length: Math.ceil(bins.length / size) }, (_, at) =>
    bins.slice(at * size, (at + 1) * size),
  );
  const sums = groups.map((group) => ({
    reference: group.reduce((sum, bin) => sum + bin.reference, 0),
    current: group.reduce((sum, bin) => sum + bin.current, 0),
  }));
  const tallest = Math.max(...sums.flatMap(({ reference, current }) => [reference, current]), 0);
  const row = (shares: readonly number[]) =>
    shares.map((share) => block(share, tallest).repeat(wide)).join('');
  const marks = new Map(moved.map(({ at, isUp }) => [Math.floor(at / size), isUp ? '▲' : '▼']));
  return {
    reference: row(sums.map(({ reference }) => reference)),
    current: row(sums.map(({ current }) => current)),
    marks: sums
      .map((_, at) => (marks.get(at) ?? ' ').padEnd(wide))
      .join('')
      .trimEnd(),
  };
}

interface BlockOptions {
  /** The largest number of blocks in a row. */
  readonly most: number;
  /** The bins to mark. */
  readonly moved?: readonly { readonly at: number; readonly isUp: boolean }[];
  /** The number of characters for a bin. */
  readonly wide?: number;
}

function block(share: number, tallest: number): string {
  if (!(share > 0) || tallest === 0) return '·';
  const step = Math.ceil((share / tallest) * heights.length) - 1;
  return heights[Math.min(Math.max(step, 0), heights.length - 1)] ?? '█';
}
