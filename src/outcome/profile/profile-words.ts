import { approximate, printNumeric } from '../../value/numeric.ts';
import { counted, grouped, visible } from '../printable-text.ts';
import type {
  FileDifference,
  ProfileColumn,
  ProfileCorrelation,
  ProfileDocument,
  ProfileNumber,
  TopValues,
} from './profile-document.ts';

/** Returns a share in few characters: `0`, `0.03%`, `12%`, `>99%`. Only none is 0, and only all are 100%. */
export function shortShare(count: number, of: number): string {
  if (count === 0 || of === 0) return '0';
  const percent = (count / of) * 100;
  if (count === of) return '100%';
  if (percent < 0.01) return '<.01%';
  if (percent > 99.5) return '>99%';
  return `${Number(percent.toPrecision(percent < 10 ? 1 : 2))}%`;
}

/** Returns a number in few characters, or a text as it is: `102,999`, `8.21`, `1.3e+21`. */
export function shortNumber(value: ProfileNumber): string {
  if (typeof value === 'string') return value;
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e12 || size < 1e-4)) return value.toExponential(2);
  if (Number.isInteger(value)) return grouped(value);
  return printNumeric(approximate(Number(value.toPrecision(size >= 1000 ? 6 : 4))));
}

/** Returns the number of distinct values, `~9,800,000` where it is an estimate. */
export function distinctText({ distinct }: ProfileColumn): string {
  if (distinct === null) return '';
  return `${distinct.isExact ? '' : '~'}${grouped(distinct.count)}`;
}

/** Returns a type in few characters: the name without members, and small letters. */
export const shortType = (type: string): string => {
  const name = /^[A-Z_ ]+/.exec(type)?.[0].trim() ?? type;
  return (shortTypes[name] ?? name).toLowerCase();
};

const shortTypes: Readonly<Record<string, string>> = {
  VARCHAR: 'text',
  'TIMESTAMP WITH TIME ZONE': 'timestamptz',
};

/** Returns what the values of a column are, in one line: a range, the most frequent ones, or the lengths and the pattern. */
export function valuesText(column: ProfileColumn, rows: number): string {
  const { masked, range, topValues, texts, nulls } = column;
  if (nulls === rows) return 'no value';
  if (masked !== null)
    return ['masked', ...notFiniteText(column), patternsText(column)].filter(Boolean).join(', ');
  if (range !== null) return [...notFiniteText(column), rangeText(range, column)].join(', ');
  if (notFiniteText(column).length > 0) return notFiniteText(column).join(', ');
  if (topValues !== null && (isFrequent(topValues, rows - nulls) || texts === null))
    return topValues.values
      .map(([value, count]) => `${shownValue(value)} ${shortShare(count, rows - nulls)}`)
      .join(', ');
  return texts === null ? '' : patternsText(column);
}

/** Returns the counts of NaN and of infinite numbers, which lie in no range. */
function notFiniteText({ numbers }: ProfileColumn): readonly string[] {
  const { nans = 0, notFinite = 0 } = numbers ?? {};
  return [
    ...(nans > 0 ? [`${grouped(nans)} NaN`] : []),
    ...(notFinite > nans ? [`${grouped(notFinite - nans)} infinite`] : []),
  ];
}

/** True if the values say more than how they are written. */
const isFrequent = ({ values: [first], others }: TopValues, filled: number) =>
  others === 0 || (first !== undefined && first[1] >= filled / 50);

function rangeText(
  [least, greatest]: readonly [ProfileNumber, ProfileNumber],
  { numbers }: ProfileColumn,
): string {
  const median = numbers?.quantiles.find(([share]) => share === 0.5)?.[1];
  const ends = [shortTime(least), shortTime(greatest)];
  if (least === greatest) return `always ${ends[0]}`;
  return median === undefined
    ? ends.join(' to ')
    : `${ends[0]} to ${ends[1]}, median ${shortNumber(median)}`;
}

/** Returns a time without its seconds, which a range does not need. */
const shortTime = (value: ProfileNumber): string =>
  typeof value === 'string' ? value.replace(/^(\d+-\d\d-\d\d) .*$/, '$1') : shortNumber(value);

/** Returns the lengths of texts and the most frequent patterns. */
function patternsText({ texts }: ProfileColumn): string {
  if (texts?.lengths == null) return '';
  const [least, , greatest] = texts.lengths;
  const lengths = least === greatest ? `${least} characters` : `${least} to ${greatest} characters`;
  const [first] = texts.patterns?.patterns ?? [];
  return first === undefined ? lengths : `${lengths}, like ${shownValue(first[0])}`;
}

/** Returns a value of the data so that blanks at its ends, and an empty text, are seen. */
export function shownValue(value: string): string {
  const text = visible(value);
  return text === '' || text !== text.trim() ? `'${text}'` : text;
}

/** The coefficient from which two columns are said to be correlated. */
const strong = 0.5;

/** Returns the pairs of columns that are correlated strongly; null if there is none. */
export function correlatedText(
  correlations: readonly ProfileCorrelation[],
  most: number,
): string | null {
  const those = correlations.filter(({ coefficient }) => Math.abs(coefficient) >= strong);
  if (those.length === 0) return null;
  const pairs = those
    .slice(0, most)
    .map(
      ({ columns, coefficient }) =>
        `${columns.map(visible).join(' and ')} ${coefficient.toFixed(2)}`,
    );
  const more = those.length - pairs.length;
  return [...pairs, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** Returns how a file differs from the others: `amount in may.csv and 2 more files: 100% NULL, 0 in the others`. */
export function differenceText({ file, column, message, alike }: FileDifference): string {
  const files = `${visible(file)}${alike === 0 ? '' : ` and ${counted(alike, 'more file')}`}`;
  return `${column === null ? '' : `${visible(column)} in `}${files}: ${message}`;
}

/** Returns the sentence on what could not be read; nothing if all could be. */
export function unreadWarning({ unread }: ProfileDocument): readonly string[] {
  const { records, fields, first } = unread;
  if (records + fields === 0) return [];
  const parts = [
    ...(records > 0
      ? [`${counted(records, 'record')} can't be read, and no figure counts them`]
      : []),
    ...(fields > 0 ? [`${counted(fields, 'field')} can't be read, and count as NULL`] : []),
  ];
  return [`${parts.join('; ')}.${first === null ? '' : ` The first is ${visible(first)}`}`];
}
