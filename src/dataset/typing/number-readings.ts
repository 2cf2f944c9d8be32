import { literal } from '../sql/quote.ts';
import type { DecimalMark, Spelling, ThousandsMark } from './spelling.ts';
import { isPrinted, matches, patternReading, type Reading } from './text-types.ts';

/** The marks within numbers. */
export type NumberMarks = Pick<Spelling, 'decimal' | 'thousands'>;

/** The marks before decimal places, with their names. */
export const decimalMarks: Readonly<Record<DecimalMark, string>> = { '.': 'point', ',': 'comma' };

/** The marks between groups of three digits, with their names. */
export const thousandsMarks: Readonly<Record<ThousandsMark, string>> = {
  ',': 'commas',
  '.': 'points',
  ' ': 'spaces',
  '\u00a0': 'no-break spaces',
  '\u202f': 'narrow no-break spaces',
  "'": 'apostrophes',
  '\u2019': 'typographic apostrophes',
  _: 'underscores',
};

/** Returns what a number with these marks has, in words; empty for a plain one: `'a decimal comma'`. */
export const marksInWords = ({ decimal = '.', thousands }: NumberMarks): string =>
  [
    ...(decimal === '.' ? [] : [`a decimal ${decimalMarks[decimal]}`]),
    ...(thousands === undefined ? [] : [`${thousandsMarks[thousands]} between thousands`]),
  ].join(' and ');

const numberWords = (words: string, marks: NumberMarks): string =>
  [words, marksInWords(marks)].filter((part) => part !== '').join(' with ');

/** Returns a mark as a part of a regular expression. */
const inPattern = (mark: string) => mark.replace('.', '\\.');
const pointIn = ({ decimal = '.' }: NumberMarks) => inPattern(decimal);

/** Returns a pattern, with an alternative of it for digits in groups of three where there is a mark between them. */
function orGrouped(
  plain: string,
  grouped: (digits: string) => string,
  { thousands }: NumberMarks,
): string {
  if (thousands === undefined) return plain;
  return `${plain}|${grouped(`[1-9][0-9]{0,2}(?:${inPattern(thousands)}[0-9]{3})+`)}`;
}

/** Returns SQL that casts a text to a type of numbers, with no mark but a decimal point. */
function castTo(type: string, { decimal = '.', thousands }: NumberMarks): Reading['cast'] {
  return (column) => {
    const digits =
      thousands === undefined ? column : `replace(${column}, ${literal(thousands)}, '')`;
    const plain = decimal === '.' ? digits : `replace(${digits}, ${literal(decimal)}, '.')`;
    return `try_cast(${plain} as ${type})`;
  };
}

/** Returns the reading for whole numbers of an SQL type. */
export const integer = (type: string, marks: NumberMarks = {}): Reading =>
  wholeNumber(type, '[+-]?[0-9]+', (digits) => `[+-]?${digits}`, marks);

/** Returns the reading for whole numbers in columns without a declared type. 007 and +49 stay text, since they are likely codes. */
export const plainInteger = (marks: NumberMarks): Reading =>
  wholeNumber('BIGINT', '-?(?:0|[1-9][0-9]*)', (digits) => `-?${digits}`, marks);

function wholeNumber(
  type: string,
  plain: string,
  grouped: (digits: string) => string,
  marks: NumberMarks,
): Reading {
  const { thousands } = marks;
  const words = numberWords('a whole number', { thousands });
  const cast = castTo(type, marks);
  const pattern = orGrouped(plain, grouped, marks);
  // Digits with marks between them are not what the engine prints.
  const plainTests: Reading['plainTests'] =
    thousands === undefined
      ? isPrinted(cast)
      : (column, value = cast(column)) => [`${value} is not null`, matches(column, pattern)];
  return patternReading(type, words, pattern, cast, plainTests);
}

const exponent = '(?:[eE][+-]?[0-9]+)?';

/** Returns the reading for numbers of a floating-point type. */
export function float(type: string, marks: NumberMarks = {}): Reading {
  const point = pointIn(marks);
  const plain = `[+-]?(?:[0-9]+${point}?[0-9]*|${point}[0-9]+)${exponent}`;
  const pattern = orGrouped(plain, (digits) => `[+-]?${digits}(?:${point}[0-9]*)?`, marks);
  const reading = finiteNumber(type, pattern, marks);
  const { decimal = '.', thousands } = marks;
  // Nothing else that the engine's cast takes is finite but digits with underscores between them, and '+-5'.
  const strange = decimal === '.' ? ['_'] : ['_', '.'];
  const plainTests = (column: string, value = reading.cast(column)) => [
    isSmall(type, value),
    ...(thousands === undefined
      ? [`${column} >= '-'`, ...strange.map((mark) => `not contains(${column}, ${literal(mark)})`)]
      : [matches(column, pattern)]),
  ];
  return Object.freeze({ ...reading, plainTests });
}

/**
 * Returns the reading for numbers in columns without a declared type. It takes `.5`, `5.` and `+1.5`, but neither 007 nor
 * +49, which are likely codes.
 */
export function plainNumber(marks: NumberMarks): Reading {
  const point = pointIn(marks);
  const whole = '(?:0|[1-9][0-9]*)';
  const unsigned = `(?:${whole}(?:${point}[0-9]*)?|${point}[0-9]+)`;
  const broken = `(?:${whole}${point}[0-9]*|${point}[0-9]+)`;
  const plain = `-?${unsigned}${exponent}|\\+${broken}${exponent}`;
  const pattern = orGrouped(
    plain,
    (digits) => `-?${digits}(?:${point}[0-9]*)?|\\+${digits}${point}[0-9]*`,
    marks,
  );
  return finiteNumber('DOUBLE', pattern, marks);
}

/**
 * Refuses numbers such as 1e400, which would become infinity, and those whose whole part has more digits than the type holds,
 * with decimal places or without.
 */
function finiteNumber(type: string, pattern: string, marks: NumberMarks): Reading {
  const cast = castTo(type, marks);
  const point = pointIn(marks);
  const places = `(?:${point}[0-9]*)?`;
  const digitsAlone = orGrouped(
    `[+-]?[0-9]+${places}`,
    (digits) => `[+-]?${digits}${places}`,
    marks,
  );
  const isRounded = (column: string) => {
    const value = cast(column);
    // Zeros at the end of decimal places say nothing.
    const given = `regexp_replace(${column}, ${literal(`${point}([0-9]*?)0*$`)}, '\\1')`;
    const digits = `ltrim(regexp_replace(${given}, '[^0-9]', '', 'g'), '0')`;
    const isOther = `${matches(column, digitsAlone)} and ${isRoundedSql(digits, value)}`;
    // Only few values are so large that their digits have to be compared.
    return `coalesce(nullif(not ${isSmall(type, value)}, true), ${isOther}, false)`;
  };
  const fits = (column: string) =>
    `(${matches(column, pattern)} and isfinite(${cast(column)}) and not ${isRounded(column)} or ${matches(column, '[+-]?(?i:nan|inf|infinity)')})`;
  const refused = {
    words: `a whole number that ${type} holds without rounding`,
    is: (column: string) => `isfinite(${cast(column)}) and ${isRounded(column)}`,
  };
  return Object.freeze({ type, words: numberWords('a number', marks), fits, cast, refused });
}

/** The whole numbers below which a floating-point type holds each of them. */
const wholeBelow = (type: string) => (type === 'FLOAT' ? 2 ** 24 : 2 ** 53);

/** Returns SQL that is true for a number none of whose whole digits can be lost; never for infinity and NaN. */
const isSmall = (type: string, value: string) => `abs(${value}) < ${wholeBelow(type)}`;

/**
 * Returns SQL that is true if a large floating-point number is another one than its digits say, which are given without sign and
 * leading zeros: they are neither all of its digits, nor those that set it apart from its neighbours, with zeros behind them, as
 * JavaScript and spreadsheets write it.
 */
export const isRoundedSql = (digits: string, value: string): string => {
  const all = `format('{:.0f}', abs(cast(${value} as DOUBLE)))`;
  const shortest = `replace(split_part(abs(${value})::varchar, 'e', 1), '.', '')`;
  return `(${digits} <> ${all} and rtrim(${digits}, '0') <> rtrim(${shortest}, '0'))`;
};

/** Returns the reading for a DECIMAL. It refuses texts that have more digits than the scale, which DuckDB would round. */
export function exactDecimal(
  precision: number,
  scale: number,
  marks: NumberMarks = {},
): Reading | undefined {
  if (precision < 1 || precision > 38 || scale > precision) return undefined;
  const type = `DECIMAL(${precision},${scale})`;
  const places = `${pointIn(marks)}\\d{0,${scale}}0*`;
  const words = `${numberWords('a number', marks)} that ${type} holds without rounding`;
  const plain = `[+-]?(?:\\d+(?:${places})?|${places})`;
  const pattern = orGrouped(plain, (digits) => `[+-]?${digits}(?:${places})?`, marks);
  return patternReading(type, words, pattern, castTo(type, marks));
}
