import type { ColumnDescription } from '../../engine/engine.ts';
import type { Quantile } from '../../outcome/profile/profile-document.ts';
import type { Look } from '../profile.ts';
import { type Cell, cellsBetween } from './cells.ts';
import { shares } from './column-questions.ts';

/** The least and the greatest of whole numbers of which there is each one between, once. */
export type EveryNumber = readonly [least: number, greatest: number];

/** Returns the ends of a column that holds every whole number between them once, as those of a counter do: all of its figures follow from these. */
export function everyNumber(
  one: ColumnDescription,
  ends: EveryNumber | null,
  { answers, distinct }: Look,
): EveryNumber | null {
  if (one.family !== 'integer' || ends === null || !ends.every(Number.isSafeInteger)) return null;
  const count = ends[1] - ends[0] + 1;
  return distinct.get(one) === count && Number(answers(one, 'filled')) === count ? ends : null;
}

/** Returns the numbers of each bin. */
export const cellsOfEvery = (
  [least, greatest]: EveryNumber,
  edges: readonly number[],
): readonly Cell[] => {
  const bounds = [...edges.slice(1, -1).map((edge) => edge - 1), greatest];
  const counts = bounds.map((bound, at) => bound - (bounds[at - 1] ?? least - 1));
  return cellsBetween(bounds, counts, least);
};

/** Returns the quantiles, interpolated between neighbours. */
export const quantilesOfEvery = ([least, greatest]: EveryNumber): readonly Quantile[] =>
  shares.map((share) => [share, least + share * (greatest - least)]);
