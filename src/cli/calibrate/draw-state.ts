import type { Cell, DistributionState } from '../../metric/distribution.ts';
import { binomial } from '../../metric/drift/random.ts';

/** The number of cells from which on neighbours are drawn as one value. */
const mostCells = 1000;

/**
 * Returns a distribution as a population to draw samples from. Of more than a thousand cells neighbours become one value, the
 * first of them: samples then have ties, which changes a drift by a thousandth at most.
 */
export function populationOf(state: DistributionState): DistributionState {
  const { values } = state;
  if (values.kind === 'categories' || values.cells.length <= mostCells) return state;
  return { ...state, values: { kind: 'ordered', cells: coarse(values.cells) } };
}

function coarse(cells: readonly Cell[]): readonly Cell[] {
  const share = cells.reduce((sum, [, , count]) => sum + count, 0) / mostCells;
  const kept: [from: number, to: number, count: number][] = [];
  let rows = 0;
  for (const [from, to, count] of cells) {
    const last = kept.at(-1);
    const isBounded = Number.isFinite(from) && Number.isFinite(to);
    const isSame = Math.floor(rows / share) === Math.floor((rows + count) / share);
    if (last !== undefined && isSame && isBounded && Number.isFinite(last[0])) last[2] += count;
    else kept.push(isBounded ? [from, from, count] : [from, to, count]);
    rows += count;
  }
  return kept;
}

/** Draws a sample of so many rows from a population, with replacement. */
export function drawState(
  { nulls, nans, values }: DistributionState,
  rows: number,
  random: () => number,
): DistributionState {
  const counts =
    values.kind === 'ordered'
      ? values.cells.map(([, , count]) => count)
      : [...values.counts.map(([, count]) => count), values.others.rows];
  const [drawnNulls = 0, drawnNans = 0, ...drawn] = multinomial(
    [nulls, nans, ...counts],
    rows,
    random,
  );
  return {
    kind: 'distribution',
    nulls: drawnNulls,
    nans: drawnNans,
    values:
      values.kind === 'ordered'
        ? {
            kind: 'ordered',
            // A value that was not drawn is not there; a range without values still is one.
            cells: values.cells
              .map(([from, to], at): Cell => [from, to, drawn[at] ?? 0])
              .filter(([from, to, count]) => count > 0 || from !== to),
          }
        : {
            kind: 'categories',
            counts: values.counts
              .map(([value], at) => [value, drawn[at] ?? 0] as const)
              .filter(([, count]) => count > 0),
            others: { rows: drawn.at(-1) ?? 0, values: values.others.values },
          },
  };
}

/** Draws how many of so many rows fall on each of several counts. */
function multinomial(
  counts: readonly number[],
  rows: number,
  random: () => number,
): readonly number[] {
  let left = rows;
  let population = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => {
    const drawn = population === 0 ? 0 : binomial(random, left, count / population);
    left -= drawn;
    population -= count;
    return drawn;
  });
}
