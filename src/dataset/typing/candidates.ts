import type { Family } from '../../metric/expression.ts';
import { withWords } from './boolean-words.ts';
import { formattedDate } from './date-formats.ts';
import { float, integer, plainInteger, plainNumber } from './number-readings.ts';
import type { Spelling } from './spelling.ts';
import { boolean, date, instants, json, plainBoolean, type Reading } from './text-types.ts';

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
  if (families.length === 0) {
    const numbers = [plainInteger(spelling), plainNumber(spelling)];
    return { readings: [bit, ...numbers, ...dates], orText: true };
  }
  const has = (...any: readonly Family[]) => any.some((family) => families.includes(family));
  const isText = has('text');
  const integers = isText
    ? [plainInteger(spelling)]
    : [integer('BIGINT', spelling), integer('HUGEINT', spelling)];
  const readings = [
    ...(has('boolean') ? [isText ? bit : withWords(boolean, booleans)] : []),
    ...(has('integer') ? integers : []),
    ...(has('float', 'decimal')
      ? [isText ? plainNumber(spelling) : float('DOUBLE', spelling)]
      : []),
    ...(has('date', 'timestamp') ? dates : []),
    ...(has('struct', 'list', 'map') ? [json] : []),
  ];
  return { readings, orText: isText || readings.length === 0 };
}
