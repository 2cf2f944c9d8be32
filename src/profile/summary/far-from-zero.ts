import type { ColumnDescription } from '../../engine/engine.ts';
import { exactNumber, isNumeric } from '../../value/numeric.ts';
import type { Look } from '../profile.ts';
import { columnEnds } from './column-ends.ts';
import { isNumber } from './column-questions.ts';
import { finiteNumber } from './numbers.ts';

/** The times that a column's numbers may lie further from zero than from each other: of more, doubles lose the digits that differ. */
const mostTimes = 1e4;

/**
 * Returns the least number of a column whose numbers lie close together and far from zero, as text: what is measured of squares is
 * measured from there, or it would be that of rounded numbers. Null for all other columns.
 */
export function startOf(one: ColumnDescription, { answers }: Look): string | null {
  const [least = null, greatest = null] =
    (isNumber(one) && columnEnds(one, (question) => answers(one, question))) || [];
  const [low, high] = [finiteNumber(least), finiteNumber(greatest)];
  if (low === null || high === null || !isNumeric(least)) return null;
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size > mostTimes * (high - low) ? exactNumber(least) : null;
}
