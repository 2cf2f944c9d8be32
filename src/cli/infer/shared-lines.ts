import { numeric, printArgument } from '../../metric/subject.ts';
import type { ColumnProfile, Profile } from '../../profile/profile.ts';
import { isOfForm, type Suspicion } from '../../profile/suspicions/suspicion.ts';
import { approximate } from '../../value/numeric.ts';
import { aboutColumns, type NameList } from './name-lists.ts';
import { allowedValues, valuesSeenOnce, whyOthers } from './zod-text.ts';

/** The words for a missing value that texts are kept free of. Those of two letters may be a code. */
const words = ['N/A', 'n/a', '#N/A', 'NULL', 'null', 'NaN', '?', '-'];

/**
 * The values from which it is no chance that none of them is faulty, those from which they should not repeat, and those from which 1%
 * is one of them at least.
 */
const [enough, many, hundred] = [20, 50, 100] as const;

/**
 * Returns the lines that say the same about several columns: texts without blanks at their ends and without words for a missing value,
 * in one case, values that differ, and numbers that are not stuck.
 */
export function sharedLines(
  { columns, rows }: Profile,
  suspicions: ReadonlyMap<string, readonly Suspicion[]>,
  lists: readonly NameList[],
): readonly string[] {
  const about = (names: readonly string[], expectation: (column: string) => string) =>
    aboutColumns(names, lists, expectation);
  const namesOf = (fits: (one: ColumnProfile) => boolean) =>
    columns
      // Of a column that few rows fill, other rows may fill none: there would be nothing to judge.
      .filter((one) => one.filled >= enough && one.filled * 2 > rows && fits(one))
      .map(({ name }) => name);
  const isFree = (one: ColumnProfile) =>
    one.type === 'VARCHAR' && isOpen(one, suspicions.get(one.name) ?? []);
  const isTrimmed = (one: ColumnProfile) => isFree(one) && one.untrimmed === 0 && one.isSearched;
  return [
    ...about(
      namesOf((one) => isTrimmed(one) && !isProse(one)),
      (column) => `${column}.untrimmed().equals(0)`,
    ),
    ...about(
      namesOf((one) => isTrimmed(one) && isProse(one)),
      (column) => `${column}.untrimmed().atMost('2%')`,
    ),
    ...about(
      namesOf((one) => isFree(one) && one.doubts.missing.length === 0 && one.isSearched),
      (column) => `${column}.notIn([${words.map((word) => printArgument(word)).join(', ')}])`,
    ),
    ...(rows < hundred
      ? []
      : [
          ...about(
            namesOf((one) => isFree(one) && one.casing === 'small'),
            (column) => `${column}.matches(/\\p{Ll}/u).except('1%')`,
          ),
          ...about(
            namesOf((one) => isFree(one) && one.casing === 'capitals'),
            (column) => `${column}.notMatches(/\\p{Ll}/u).except('1%')`,
          ),
        ]),
    ...about(
      namesOf((one) => isDifferent(one, rows)),
      (column) => `${column}.distinct().atLeast('97%')`,
    ),
    ...about(
      namesOf((one) => isMoving(one)),
      (column) => `${column}.distinct().atLeast(2)`,
    ),
  ];
}

/** The length from which a text is one that somebody wrote: a stray blank at its end is no fault of a program. */
const long = 100;

const isProse = ({ max }: ColumnProfile) => max !== null && approximate(max) >= long;

/** True for texts that no format and no list of values describes. */
const isOpen = (one: ColumnProfile, suspicions: readonly Suspicion[]) =>
  one.formats.length === 0 &&
  mayHaveOthers(one, allowedValues(one, suspicions)) &&
  !suspicions.some(isOfForm);

const mayHaveOthers = (one: ColumnProfile, allowed: readonly string[] | null) =>
  allowed === null || whyOthers(one) !== null || valuesSeenOnce(one, allowed) > 0;

/** True for a column that is no key, and of which no two values are equal. */
const isDifferent = (one: ColumnProfile, rows: number) =>
  !one.isKey && one.duplicates === 0 && rows >= many && one.distinct === one.filled;

/** True for numbers that measure something, and so do not stay the same. */
const isMoving = (one: ColumnProfile) =>
  numeric.includes(one.family) &&
  !one.isKey &&
  !one.comesInBlocks &&
  one.distinct !== one.filled &&
  one.unusual === 0 &&
  one.stddev !== null &&
  one.stddev > 0 &&
  (one.mean === null || one.stddev > Math.abs(one.mean) / 100);
