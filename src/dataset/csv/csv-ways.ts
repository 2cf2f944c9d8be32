import { hasShape } from '../typing/date-formats.ts';
import { marksInWords } from '../typing/number-readings.ts';
import type { Spelling } from '../typing/spelling.ts';
import type { CsvOptions } from './csv-options.ts';
import { spellingOf } from './csv-spelling.ts';

/** Options that may read what others can't, and what the values then are, in words. */
export interface Way {
  readonly options: CsvOptions;
  readonly words: string;
  /** True if it says nothing where another way reads the values: it allows for more than they have. */
  readonly isWider?: boolean;
}

/** Returns the ways in which the values of a column may be meant, by the type that they should have. `first` is one that can't be read. */
export function waysFor(
  type: string,
  column: string,
  options: CsvOptions,
  first: string,
): readonly Way[] {
  if (type === 'BOOLEAN') return options.booleans === undefined ? booleanWays : [];
  if (/INT|DOUBLE|FLOAT|DECIMAL/.test(type)) return numberWays(options);
  const isDates = type === 'DATE' || type.startsWith('TIMESTAMP');
  const hasFormat = spellingOf(options, column).formats !== undefined;
  return isDates && !hasFormat ? dateWays(column, first) : [];
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

/** Returns the well-known formats that a date may have, for all rows or beside ISO 8601. */
function dateWays(column: string, first: string): readonly Way[] {
  const formats = days.flatMap(([day, words]) =>
    times.flatMap((time) =>
      hasShape(first, `${day}${time}`) ? [{ format: `${day}${time}`, time, words }] : [],
    ),
  );
  const ways = formats.map(({ format, words }): Way => {
    return { options: { dateFormat: { [column]: format } }, words: `dates with ${words}` };
  });
  const besideIso = formats.map(({ format, time, words }): Way => {
    const both = [`%Y-%m-%d${time}`, format];
    return {
      options: { dateFormat: { [column]: both } },
      words: `dates with ${words}, beside those in ISO 8601`,
      isWider: true,
    };
  });
  return [...ways, ...besideIso];
}
