import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { MeasuredColumn } from '../profile.ts';
import { missingWords } from '../text-formats.ts';
import type { Suspect } from './suspicion.ts';

/** Suspects words that stand for a missing value, such as `N/A`. */
export const suspectMissingWords: Suspect = (one) =>
  wordsIn(one).map(([word, rows]) => ({
    kind: 'missing word',
    column: one.name,
    rows,
    said: `${counted(rows, 'row')} ${rows === 1 ? 'has' : 'have'} ${printArgument(word)}, which may stand for a missing value; ${advice(word)}`,
    rule: `column(${printArgument(one.name)}).notIn([${printArgument(word)}])`,
    values: [word],
  }));

function wordsIn(one: MeasuredColumn): readonly (readonly [word: string, rows: number])[] {
  const { counts, doubts, filled } = one;
  const found =
    counts === null
      ? doubts.missing
      : counts.flatMap(([value, rows]) =>
          typeof value === 'string' && missingWords.includes(value) ? [[value, rows] as const] : [],
        );
  const all = found.reduce((sum, [, rows]) => sum + rows, 0);
  // A column of nothing else has marks, and one of codes may have them for Namibia or sodium.
  if (all * 2 > filled) return [];
  return found.filter(([word]) => !isCodeAmong(word, one));
}

/** True for a word of two letters where all others are of two letters too, or of one. */
const isCodeAmong = (word: string, { counts, min, max, written }: MeasuredColumn): boolean => {
  // Among numbers no word is a code.
  if (!/^[A-Za-z]{2}$/.test(word) || (written.point ?? 0) > 0) return false;
  if (counts === null) return Number(min) >= 1 && Number(max) <= 2;
  const others = counts.filter(([value]) => value !== word);
  return others.length > 0 && others.every(([value]) => /^[A-Za-z]{1,2}$/.test(String(value)));
};

const advice = (word: string) =>
  `{ nullText: ['', ${printArgument(word)}] } reads it as NULL in all columns of a CSV file`;
