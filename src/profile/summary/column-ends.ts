import type { ColumnDescription, EngineValue } from '../../engine/engine.ts';
import { isNumber, isTime } from './column-questions.ts';
import { finiteNumber, instantMilliseconds, instantText } from './numbers.ts';

/** The least and the greatest finite value of a column, as the engine gives them. */
export type ColumnEnds = readonly [least: EngineValue, greatest: EngineValue];

/**
 * Returns the ends of a column's values; of the finite ones, where some are NaN or infinite. Null for other families than
 * numbers and times, without a finite value, and for times that no calendar date names.
 */
export function columnEnds(
  one: ColumnDescription,
  answer: (question: string) => EngineValue,
): ColumnEnds | null {
  if (!isNumber(one) && !isTime(one)) return null;
  const isEnd = (value: EngineValue) =>
    isTime(one) ? instantText(value, false) !== null : finiteNumber(value) !== null;
  const all: readonly ColumnEnds[] = [
    [answer('min'), answer('max')],
    [answer('least'), answer('greatest')],
  ];
  return all.find((ends) => ends.every(isEnd)) ?? null;
}

/** Returns the ends as numbers, of times in milliseconds since 1970. */
export function endsInNumbers(
  one: ColumnDescription,
  answer: (question: string) => EngineValue,
): readonly [number, number] | null {
  const read = isTime(one) ? instantMilliseconds : finiteNumber;
  const [least = null, greatest = null] = (columnEnds(one, answer) ?? []).map(read);
  return least === null || greatest === null ? null : [least, greatest];
}
