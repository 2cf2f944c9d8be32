import type { TextPattern } from '../../contract/constraints/constraint.ts';
import type { Family } from '../../metric/expression.ts';
import type { FaultColumn } from './fault.ts';

/** True for a column whose values may be of one of some types. */
const mayBe =
  (...families: readonly Family[]) =>
  (column: FaultColumn): boolean =>
    column.families === null || column.families.some((one) => families.includes(one));

/** True for a column that may hold texts. */
export const holdsText = mayBe('text');

/** True for a column that may hold numbers. */
export const holdsNumbers = mayBe('integer', 'float', 'decimal');

/** True for a column that may hold dates or instants, not as text. */
export const holdsInstants = mayBe('date', 'timestamp');

/** True for a column that may hold booleans. */
export const holdsBooleans = mayBe('boolean');

/** True for a column of whole numbers alone, of any size. */
export const holdsOnlyIntegers = ({ families }: FaultColumn): boolean =>
  families?.length === 1 && families[0] === 'integer';

/** True for a column of dates as text: a format or its patterns say so. */
export const holdsDateText = (column: FaultColumn): boolean =>
  hasFormat(column, 'isoDate') || holdsInstantText(column) || isPatternOf(column, ['2024-03-05']);

/** True for a column of instants as text. */
export const holdsInstantText = (column: FaultColumn): boolean =>
  hasFormat(column, 'isoDatetime') ||
  isPatternOf(column, ['2024-03-05T10:20:30Z', '2024-03-05T10:20:30', '2024-03-05 10:20:30']);

/** True for a column of numbers as text: its patterns take one. */
export const holdsNumberText = (column: FaultColumn): boolean =>
  isPatternOf(column, ['1', '1.5', '1.50', '-1.5', '1234', '1234.50']);

/** True for a column with a named format. */
export const hasFormat = ({ constraint }: FaultColumn, name: string): boolean =>
  constraint.format.some(({ value }) => value === name);

/** True where patterns are all that is known of a text, and take one of the samples but no common word. */
function isPatternOf(column: FaultColumn, samples: readonly string[]): boolean {
  const patterns = column.constraint.pattern.map(({ value }) => value);
  if (!holdsText(column) || patterns.length === 0) return false;
  const takes = (text: string) => patterns.every((one) => isFound(one, text));
  return samples.some(takes) && !takes('word');
}

const isFound = ({ source, flags }: TextPattern, text: string) =>
  new RegExp(source, flags).test(text);
