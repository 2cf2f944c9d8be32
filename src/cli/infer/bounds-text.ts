import { numeric, printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { isNamedCode } from '../../profile/key-names.ts';
import type { ColumnProfile, Profile } from '../../profile/profile.ts';
import type { Suspicion } from '../../profile/suspicions/suspicion.ts';
import { approximate, printNumeric } from '../../value/numeric.ts';
import { isLong } from './number-range.ts';
import { isSafe, roundDown, roundUp, underscored } from './number-text.ts';
import { allowedValues, valuesSeenOnce, whyOthers } from './zod-text.ts';

/** Returns the bounds of the number of rows: half and double of what was seen, and at least 1, since 0 would bound nothing. */
export function rowsBounds({ rows }: Profile, date: string): string {
  const from = Math.max(1, Math.floor(roundDown(rows / 2)));
  const to = Math.ceil(roundUp(rows * 2));
  const seen = printArgument(`half and double of the ${counted(rows, 'row')} of ${date}`);
  return `rows.count().between(${underscored(from)}, ${underscored(to)}).because(${seen})`;
}

/** An expectation of a column, in the parts that it has in common with those of others. */
export interface ColumnBound {
  /** The calls on the column, up to those of the limits: `mean().between`. */
  readonly rule: string;
  readonly limits: readonly string[];
  /** The calls that follow, such as `.because('...')`. */
  readonly end: string;
}

/** Returns the code of an expectation. `called` is that of its column. */
export const printBound = (called: string, { rule, limits, end }: ColumnBound): string =>
  `${called}.${rule}(${limits.join(', ')})${end}`;

/**
 * Returns the expectations of a column that its type does not say: how full it is, its values, its mean, its dates. Where the rows are
 * sorted by a column, the mean of another is that of the values of it that were seen.
 */
export function columnBounds(
  one: ColumnProfile,
  { rows, columns }: Profile,
  suspicions: readonly Suspicion[],
): readonly ColumnBound[] {
  return [
    ...completeness(one, rows),
    ...notNumbers(one, rows),
    ...infinities(one, rows),
    ...knownValues(one, suspicions),
    ...knownNumbers(one),
    ...(isSparse(one, rows) || columns.some((other) => other.comesInBlocks)
      ? []
      : distribution(one)),
    ...time(one, rows),
  ];
}

/** The limit from which it is so near to all rows that it would be missed by chance, in percent. */
const mostLimit = 95;

/**
 * Returns a limit above a share of rows: half as much again, and what so few rows may differ by chance. `least` are the rows that it
 * allows at least.
 */
function limitAbove(part: number, rows: number, least = 0): string | null {
  const share = part / rows;
  const chance = 4 * Math.sqrt((share * (1 - share)) / rows) + 1 / rows;
  const limit = Math.ceil(Math.max(share + Math.max(share / 2, chance), least / rows) * 1000) / 10;
  return limit >= mostLimit ? null : `${limit}%`;
}

/** Returns the most events that are expected where so many were seen, with a chance of 1 in 20 of more: 3 where none was. */
const mostByChance = (seen: number): number => (Math.sqrt(seen + 0.75) + Math.sqrt(0.75)) ** 2;

/** The share of NULL from which a column may well have nothing else. */
const nearlyAll = 0.9;

/** True for a column that nearly all rows leave empty: other rows may leave all empty. */
const isSparse = ({ filled }: ColumnProfile, rows: number): boolean =>
  rows - filled > rows * nearlyAll;

function completeness(one: ColumnProfile, rows: number): readonly ColumnBound[] {
  const missing = rows - one.filled;
  // Its type is z.unknown(), which takes NULL as well.
  if (missing === 0 && (one.family === 'json' || one.family === 'other'))
    return [{ rule: 'nulls().equals', limits: ['0'], end: '' }];
  if (missing === 0 || isSparse(one, rows)) return [];
  const { nullDrift: drift } = one;
  // Where parts of the rows differ, the next ones may have as much more again.
  const least = drift === null ? 0 : (2 * drift.most - drift.least) * rows;
  return [shareBelow('nulls()', missing, rows, 'NULL', least) ?? []].flat();
}

/** Returns the bound of NaN in a column of numbers. */
function notNumbers({ nans }: ColumnProfile, rows: number): readonly ColumnBound[] {
  if (nans === 0) return [];
  return [shareBelow('nans()', nans, rows, 'NaN') ?? []].flat();
}

/** Returns the bound of infinities in a column of numbers. Dates have no such measure. */
function infinities({ unusual, nans }: ColumnProfile, rows: number): readonly ColumnBound[] {
  if (unusual === nans) return [];
  return [shareBelow('infinities()', unusual - nans, rows, 'infinite') ?? []].flat();
}

function shareBelow(
  measure: string,
  part: number,
  rows: number,
  are: string,
  least = 0,
): ColumnBound | null {
  const limit = limitAbove(part, rows, least);
  const seen = `${Number(((part / rows) * 100).toPrecision(2))}% were ${are}`;
  if (limit === null) return null;
  return { rule: `${measure}.atMost`, limits: [printArgument(limit)], end: because(seen) };
}

const because = (why: string) => `.because(${printArgument(why)})`;

/**
 * Returns a rule for the values of a column of few, where some are suspected, since as an enum it would be red at once, and where other
 * rows may well have others.
 */
function knownValues(one: ColumnProfile, suspicions: readonly Suspicion[]): readonly ColumnBound[] {
  const allowed = allowedValues(one, suspicions);
  if (allowed === null || one.counts === null) return [];
  const limits = [`[${allowed.map((value) => printArgument(value)).join(', ')}]`];
  const others = whyOthers(one);
  if (others !== null) return [{ rule: 'in', limits, end: `.warn()${because(others)}` }];
  const once = valuesSeenOnce(one, allowed);
  if (allowed.length === one.counts.length && once === 0) return [];
  const kept = new Set(allowed);
  const unknown = one.counts.reduce(
    (sum, [value, rows]) => (kept.has(String(value)) ? sum : sum + rows),
    0,
  );
  const limit = limitAbove(unknown, one.filled, mostByChance(once));
  if (limit === null) return [];
  const seen =
    unknown > 0
      ? `${printNumeric(unknown)} of ${counted(one.filled, 'row')} had another value`
      : `${counted(once, 'value')} of ${printNumeric(allowed.length)} ${once === 1 ? 'was' : 'were'} in one row each, so that others may follow`;
  return [{ rule: 'in', limits, end: `.except('${limit}')${because(seen)}` }];
}

/** Returns a rule for a column of few numbers, where others are so rare that they may be slips, and for one with a single number. */
function knownNumbers(one: ColumnProfile): readonly ColumnBound[] {
  const { smallSet, filled } = one;
  const only = onlyNumber(one);
  if (only !== null) {
    const others = `${counted(filled, 'row')} have nothing else, so that others may follow`;
    return [{ rule: 'in', limits: [`[${only}]`], end: `.warn()${because(others)}` }];
  }
  if (smallSet === null || smallSet.others === 0) return [];
  const limit = limitAbove(smallSet.others, filled);
  if (limit === null) return [];
  const seen = `${printNumeric(smallSet.others)} of ${counted(filled, 'row')} had another value`;
  const limits = [`[${smallSet.values.join(', ')}]`];
  return [{ rule: 'in', limits, end: `.except('${limit}')${because(seen)}` }];
}

/** The rows from which a number that all have is worth a rule. */
const enoughForConstant = 20;

/** Returns the number that all values are, as code; null if they differ, are too few, or should not be shown. */
function onlyNumber(one: ColumnProfile): string | null {
  const { family, min, max, filled, isPersonal, unusual } = one;
  if (family !== 'integer' && family !== 'float') return null;
  if (min === null || max === null || unusual > 0 || filled < enoughForConstant) return null;
  const value = approximate(min);
  if (value !== approximate(max) || !isSafe(min) || isPersonal) return null;
  return looksPersonal(String(value)) ? null : underscored(value);
}

/** The values of which a mean is bound: that of fewer moves too far by chance. */
const enoughForMean = 40;

function distribution(one: ColumnProfile): readonly ColumnBound[] {
  const { family, name, min, max, mean, stddev, filled, unusual } = one;
  if (filled < enoughForMean || min === null || max === null || unusual > 0) return [];
  // The mean of a key, a code or a year says nothing, and that of what rises with the rows says how many there were.
  if (one.isKey || one.duplicates > 0 || one.rises || one.wanders || isNamedCode(name)) return [];
  if (one.doubts.placeholders.length > 0) return [];
  if (!numeric.includes(family) || mean === null || !isSafe(min) || !isSafe(max)) return [];
  const [low, high] = [approximate(min), approximate(max)];
  // A bound may be the least value itself.
  if (low === high || [low, high].some((end) => looksPersonal(String(end)))) return [];
  // Half a standard deviation: more than the mean of many rows moves by chance, less than a change of the process. Where few
  // values are far above the others, one more of them moves it by more.
  const chance = stddev === null ? 0 : (4 * stddev) / Math.sqrt(filled);
  const spread = (stddev ?? high - low) * (isLong(one, high) ? 1.5 : 0.5);
  const room = Math.max(spread, chance, Math.abs(mean) * 0.1);
  const from = Math.max(low, roundDown(mean - room));
  const to = Math.min(high, roundUp(mean + room));
  // Of numbers so small that a double has no two digits of them there is no room.
  if (!(from < to && from <= mean && mean <= to)) return [];
  const limits = [underscored(from), underscored(to)];
  const seen = `it was ${shown(mean)}, within ${shown(low)} to ${shown(high)}`;
  return [{ rule: 'mean().between', limits, end: because(seen) }];
}

const shown = (value: number) => printNumeric(Number(value.toPrecision(4)));

const day = 86_400_000;

function time(one: ColumnProfile, rows: number): readonly ColumnBound[] {
  const { family, min, max, isPersonal, infinite } = one;
  if ((family !== 'date' && family !== 'timestamp') || min === null || max === null) return [];
  // With infinity, its type is not of dates alone, so that it has no measure of time.
  if (infinite.above > 0 || infinite.below > 0) return [];
  if (isPersonal || one.doubts.placeholders.length > 0) return [];
  const [from, to] = [approximate(min) / 1000, approximate(max) / 1000];
  const first = dayOf(from - Math.max(to - from, 30 * day));
  const isDaily = family === 'date' && one.isKey && Math.round((to - from) / day) + 1 === rows;
  return [
    ...(first === null
      ? []
      : [
          {
            rule: 'oldest().atLeast',
            limits: [printArgument(first)],
            end: because(`the first was of ${dayOf(from)}`),
          },
        ]),
    ...(to <= Date.now() ? [{ rule: 'future().equals', limits: ['0'], end: '' }] : []),
    ...(one.isOrdered ? [ordered(one)] : []),
    ...(isDaily && rows > 2
      ? [{ rule: "gaps('1d').equals", limits: ['0'], end: because('each day had a row') }]
      : []),
  ];
}

/** Returns the bound of values that rise with the rows. It warns, for the same rows may come in another order. */
const ordered = ({ filled }: ColumnProfile): ColumnBound => ({
  rule: 'increasing',
  limits: [],
  end: `.warn()${because(`each of ${counted(filled, 'value')} was after the one before it`)}`,
});

/** Returns a day as a contract writes it; null for one that it can't write. */
function dayOf(instant: number): string | null {
  if (!(instant > Date.parse('0001-01-01') && instant < Date.parse('9999-12-31'))) return null;
  return new Date(instant).toISOString().slice(0, 10);
}
