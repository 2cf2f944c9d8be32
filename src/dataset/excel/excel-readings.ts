import type { Family } from '../../metric/expression.ts';
import { date, instants, type Reading } from '../typing/text-types.ts';

const kind = (column: string) => `${column}[1]`;
const rest = (column: string) => `${column}[2:]`;

/** Returns the reading of the cells of some kinds, by the letters of their codes. */
const ofKinds = (
  letters: string,
  type: string,
  words: string,
  cast = (column: string) => `try_cast(${rest(column)} as ${type})`,
): Reading => {
  const list = [...letters].map((letter) => `'${letter}'`).join(', ');
  return Object.freeze({
    type,
    words,
    fits: (column: string) => `${kind(column)} in (${list})`,
    cast,
  });
};

const whole = ofKinds('i', 'BIGINT', 'a whole number of at most 15 digits');
const number = ofKinds('ir', 'DOUBLE', 'a number');
const truth = ofKinds('b', 'BOOLEAN', 'TRUE or FALSE', (column) => `(${column} = 'b1')`);
const text = ofKinds('t', 'VARCHAR', 'text', rest);
const day = ofKinds('d', 'DATE', 'a date');
const instant = ofKinds('ds', 'TIMESTAMP', 'a date or a time on a date');
const clock = ofKinds('h', 'TIME', 'a time of day');

/** Reads cells of several kinds as text, for a column of which the contract says nothing. */
const any = ofKinds(
  'irtbdsh',
  'VARCHAR',
  'text',
  (column) => `if(${kind(column)} = 'b', if(${column} = 'b1', 'TRUE', 'FALSE'), ${rest(column)})`,
);

/** Returns the reading of texts, for a column whose cells are all texts of that form. */
const written = (reading: Reading): Reading =>
  Object.freeze({
    type: reading.type,
    words: reading.words,
    fits: (column: string) => `(${kind(column)} = 't' and ${reading.fits(rest(column))})`,
    cast: (column: string) => reading.cast(rest(column)),
  });

const writtenTimes = [date, ...instants].map(written);

/** The readings by the kinds of the cells, for a column of which the contract says nothing, or of which no cell fits. */
export const naturalReadings: readonly Reading[] = [
  text,
  truth,
  whole,
  number,
  day,
  instant,
  clock,
  any,
];

/** Returns the readings that the contract wants for a column; none if it says nothing. */
export function wantedReadings(families: readonly Family[]): readonly Reading[] {
  const has = (...some: readonly Family[]) => some.some((family) => families.includes(family));
  return [
    ...(has('boolean') ? [truth] : []),
    ...(has('integer') ? [whole] : []),
    ...(has('float', 'decimal') ? [number] : []),
    ...(has('date', 'timestamp') ? [day, instant, ...writtenTimes] : []),
    ...(has('text') ? [text] : []),
  ];
}

const stored: Readonly<Record<string, string>> = {
  i: 'a whole number',
  r: 'a number',
  t: 'text',
  b: 'TRUE or FALSE',
  d: 'a date',
  s: 'a date and a time',
  h: 'a time of day',
  f: 'a formula whose value was never stored: open the workbook in Excel or LibreOffice, and save it',
  u: 'a duration ([h]:mm), which is not read: give its cells a format of numbers',
  y: 'a number with more digits than are exact',
  x: 'no date that Excel has (0, 29 February 1900, or beyond 9999), or no number',
};

const errors = /^#[A-Z/0!?_]{1,20}$/;

/** Returns what a cell holds, without its value; an error is named. */
export function inCell(code: string): string {
  const [letter = '', value] = [code[0], code.slice(1)];
  if (letter === 'e') return errors.test(value) ? `the error ${value}` : 'an error';
  if (letter === 't' && value.trim() !== '' && Number.isFinite(Number(value)))
    return 'a number that is stored as text';
  return stored[letter] ?? 'something else';
}
