import { hasShape } from '../typing/date-formats.ts';
import { marksInWords } from '../typing/number-readings.ts';
import type { Spelling } from '../typing/spelling.ts';
import { isNumberType } from '../typing/sql-types.ts';
import type { CsvOptions } from './csv-options.ts';
import { spellingOf } from './csv-spelling.ts';

/** Options that may read what others can't, and what the values then are, in words. */
export interface Way {
  readonly options: CsvOptions;
  readonly words: string;
  /** The surplus that it allows for beyond the values; absent for none. Where a narrower way reads them, it says nothing. */
  readonly width?: number;
}

/** Returns the ways in which the values of a column may be meant, by the type that they should have. `texts` are some that can't be read, one of each shape. */
export function waysFor(
  type: string,
  column: string,
  options: CsvOptions,
  texts: readonly string[],
): readonly Way[] {
  if (type === 'BOOLEAN') return options.booleans === undefined ? booleanWays : [];
  if (isNumberType(type)) return numberWays(spellingOf(options, column));
  const isDates = type === 'DATE' || type.startsWith('TIMESTAMP');
  const hasFormat = spellingOf(options, column).formats !== undefined;
  return isDates && !hasFormat ? dateWays(column, texts) : [];
}

const decimals = ['.', ','] as const;
const thousands = [',', '.', ' ', '\u00a0', '\u202f', "'", '\u2019', '_'] as const;

/** Numbers with other marks, those with fewer changes of the options first. */
function numberWays(given: Pick<Spelling, 'decimal' | 'thousands'>): readonly Way[] {
  const { decimal: point = '.' } = given;
  const ways = [given.thousands, ...thousands].flatMap((mark) =>
    decimals.map((decimal): Way => {
      const options = {
        ...(decimal !== point && { decimal }),
        ...(mark !== undefined && mark !== given.thousands && { thousands: mark }),
      };
      const marks = marksInWords({ decimal, thousands: mark }) || 'a decimal point';
      return { options, words: `numbers with ${marks}` };
    }),
  );
  return ways.filter(({ options }) => {
    const { decimal = '.', thousands: mark } = { ...given, ...options };
    return Object.keys(options).length > 0 && decimal !== mark;
  });
}

/** Numbers with all of their digits, which a floating-point type rounds. */
export const decimalWay = (column: string): Way => ({
  options: { types: { [column]: 'DECIMAL(38, 10)' } },
  words: 'decimals, which keep all digits',
  width: 1,
});

const booleanWords = [
  ['yes', 'no'],
  ['Yes', 'No'],
  ['YES', 'NO'],
  ['y', 'n'],
  ['Y', 'N'],
  ['on', 'off'],
  ['ON', 'OFF'],
  ['ja', 'nein'],
  ['Ja', 'Nein'],
  ['J', 'N'],
  ['oui', 'non'],
  ['Oui', 'Non'],
  ['si', 'no'],
  ['S', 'N'],
  ['X', '-'],
] as const;

const booleanWays: readonly Way[] = booleanWords.map(([yes, no]) => ({
  options: { booleans: { true: [yes], false: [no] } },
  words: `'${yes}' and '${no}'`,
}));

const days: readonly (readonly [format: string, words: string])[] = [
  ['%d/%m/%Y', 'the day first'],
  ['%m/%d/%Y', 'the month first'],
  ['%d.%m.%Y', 'the day first'],
  ['%d-%m-%Y', 'the day first'],
  ['%m-%d-%Y', 'the month first'],
  ['%d %m %Y', 'the day first'],
  ['%Y.%m.%d', 'the year first'],
  ['%Y%m%d', 'the year first'],
  ['%d%m%Y', 'the day first'],
  ['%m%d%Y', 'the month first'],
  ['%d/%m/%y', 'the day first'],
  ['%m/%d/%y', 'the month first'],
  ['%y/%m/%d', 'the year first'],
  ['%d.%m.%y', 'the day first'],
  ['%d-%m-%y', 'the day first'],
  ['%m-%d-%y', 'the month first'],
  ['%d %b %Y', 'the name of the month'],
  ['%d-%b-%Y', 'the name of the month'],
  ['%d-%b-%y', 'the name of the month'],
  ['%b %d, %Y', 'the name of the month'],
  ['%d %B %Y', 'the whole name of the month'],
  ['%B %d, %Y', 'the whole name of the month'],
];
const times = ['', ' %H:%M', ' %H:%M:%S', ' %H:%M:%S.%f', ' %I:%M %p', ' %I:%M:%S %p'];

interface DateFormat {
  readonly format: string;
  readonly time: string;
  readonly words: string;
}

/** The most ways of putting formats together that are tried. */
const mostTogether = 12;

/** Returns the well-known formats that the dates of a column may have, for all rows or beside ISO 8601. */
function dateWays(column: string, texts: readonly string[]): readonly Way[] {
  const together = texts
    .map(formatsOf)
    .reduce<readonly (readonly DateFormat[])[]>(
      (some, formats) =>
        some.flatMap((one) => formats.map((format) => [...one, format])).slice(0, mostTogether),
      [[]],
    )
    .filter((formats) => formats.length > 0);
  return together.flatMap((formats) => {
    const own = [...new Set(formats.map(({ format }) => format))];
    const words = `dates with ${[...new Set(formats.map((one) => one.words))].join(' or ')}`;
    const times = [...new Set(formats.map(({ time }) => time))];
    const beside = (iso: readonly string[], width: number): Way => ({
      options: dateFormat(column, [...iso, ...own]),
      words: `${words}, beside those in ISO 8601`,
      width,
    });
    return [
      { options: dateFormat(column, own), words },
      beside(
        times.map((time) => `${isoDay}${time}`),
        1,
      ),
      ...[isoDay, `${isoDay}${isoTime}`]
        .filter((iso) => iso !== `${isoDay}${times.join()}`)
        .map((iso) => beside([iso], 2)),
      beside([isoDay, `${isoDay}${isoTime}`], 3),
    ];
  });
}

const isoDay = '%Y-%m-%d';
const isoTime = ' %H:%M:%S';

const dateFormat = (column: string, formats: readonly string[]): CsvOptions => {
  const [only = '', ...others] = formats;
  return { dateFormat: { [column]: others.length === 0 ? only : formats } };
};

const formatsOf = (text: string): readonly DateFormat[] =>
  days.flatMap(([day, words]) =>
    times.flatMap((time) =>
      hasShape(text, `${day}${time}`) ? [{ format: `${day}${time}`, time, words }] : [],
    ),
  );
