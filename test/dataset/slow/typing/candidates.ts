import type { Spelling } from '../../../../src/dataset/typing/spelling.ts';
import type { Family } from '../../../../src/metric/expression.ts';
import { formattedDate, withMarks, withWords } from './spelled.ts';
import {
  boolean,
  date,
  float,
  instants,
  integer,
  json,
  plainBoolean,
  plainInteger,
  plainNumber,
  type Reading,
} from './text-types.ts';

/** The types that a text column may be read as, in the order in which they are tried. */
export interface Candidates {
  readonly readings: readonly Reading[];
  /**
   * True if the column stays text when some value is none of them. Otherwise the record with such a value is a problem.
   */
  readonly orText: boolean;
}

/** Returns the candidates for a column; without families, all plain types. */
export function candidatesFor(families: readonly Family[], spelling: Spelling = {}): Candidates {
  const { booleans, formats } = spelling;
  const dates = formats === undefined ? [date, ...instants] : [formattedDate(formats)];
  const bit = withWords(plainBoolean, booleans);
  const whole = withMarks(plainInteger, spelling, true);
  const number = withMarks(plainNumber, spelling);
  if (families.length === 0) return { readings: [bit, whole, number, ...dates], orText: true };
  const has = (...any: readonly Family[]) => any.some((family) => families.includes(family));
  const isText = has('text');
  const integers = ['BIGINT', 'HUGEINT'].map((type) => withMarks(integer(type), spelling, true));
  const readings = [
    ...(has('boolean') ? [isText ? bit : withWords(boolean, booleans)] : []),
    ...(has('integer') ? (isText ? [whole] : integers) : []),
    ...(has('float', 'decimal') ? [isText ? number : withMarks(float('DOUBLE'), spelling)] : []),
    ...(has('date', 'timestamp') ? dates : []),
    ...(has('struct', 'list', 'map') ? [json] : []),
  ];
  return { readings, orText: isText || readings.length === 0 };
}
