import { counted, grouped } from '../../outcome/printable-text.ts';
import type { FileDifference } from '../../outcome/profile/profile-document.ts';
import { shortNumber, shortShare, shownValue } from '../../outcome/profile/profile-words.ts';
import type { MeasuredColumn } from '../profile.ts';
import { showsPersonal } from '../summary/personal-columns.ts';
import { allOthers } from './all-others.ts';
import type { ColumnFiles, FileColumn, FileMeasures } from './file-measures.ts';
import { median, sharesDiffer, standsOut } from './stands-out.ts';

/** A difference of one file from the others, and how strong it is, from 0 to 1. */
export interface Found extends Omit<FileDifference, 'alike'> {
  readonly weight: number;
}

/** The files that are compared. */
export interface Compared {
  readonly shown: readonly string[];
  /** Columns that not all files have, each with the places of the files without it; null where that is not known. */
  readonly lacking: ReadonlyMap<string, readonly number[]> | null;
  readonly measures: FileMeasures;
  /** The profile of all rows of a column. */
  readonly profileOf: (column: string) => MeasuredColumn | undefined;
  /** True for columns of which no value may be shown. */
  readonly isMasked: (column: string) => boolean;
}

/** Returns all differences of a file from the others, the strongest first. */
export function fileDifferences(compared: Compared): readonly Found[] {
  const { shown, lacking, measures } = compared;
  const missing = [...(lacking ?? [])].flatMap(([column, places]) =>
    places.map((at) => found(shown, at, column, 'missing', 1, 'the column is missing')),
  );
  const columns = measures.columns.flatMap((one) => columnDifferences(one, compared));
  return [...missing, ...rowDifferences(compared), ...columns].toSorted(
    (one, other) => other.weight - one.weight,
  );
}

function found(
  shown: readonly string[],
  at: number,
  column: string | null,
  kind: FileDifference['kind'],
  weight: number,
  message: string,
): Found {
  return { file: shown[at] ?? '', column, kind, weight, message };
}

/** The times by which a file has more or fewer rows than the median of the files. */
const manyTimes = 10;

function rowDifferences({ shown, measures: { rows } }: Compared): readonly Found[] {
  const usual = median(rows);
  const isOut = standsOut(rows);
  return rows.flatMap((count, at) => {
    if (count === 0) return [found(shown, at, null, 'rows', 0.95, 'there are no rows')];
    const ratio = Math.max(count / usual, usual / count);
    if (rows.length < 4 || ratio < manyTimes || !isOut(count)) return [];
    const message = `${counted(count, 'row')}; half of the files have ${grouped(Math.round(usual))} or ${count < usual ? 'more' : 'fewer'}`;
    return [found(shown, at, null, 'rows', 1 - 1 / ratio - 0.1, message)];
  });
}

function columnDifferences(one: ColumnFiles, compared: Compared): readonly Found[] {
  const { shown, lacking, measures, profileOf, isMasked } = compared;
  const { name } = one.column;
  const without = new Set(lacking?.get(name) ?? []);
  const places = measures.rows.flatMap((rows, at) => (rows > 0 && !without.has(at) ? [at] : []));
  if (places.length < 2) return [];
  const each = places.map((at) => ({ at, rows: measures.rows[at] ?? 0, held: heldOf(one, at) }));
  const told = [
    ...nullDifferences(each, lacking === null),
    ...formDifferences(each),
    ...valueDifferences(each, one.values),
    ...rangeDifferences(each, profileOf(name), isMasked(name)),
  ];
  return told.map(({ at, kind, weight, message }) => found(shown, at, name, kind, weight, message));
}

const heldOf = ({ files }: ColumnFiles, at: number): FileColumn =>
  files[at] ?? { filled: 0, numbers: null, numeric: null, counts: [] };

/** A column in a file that has rows. */
interface InFile {
  readonly at: number;
  readonly rows: number;
  readonly held: FileColumn;
}

interface Told extends Pick<Found, 'kind' | 'weight' | 'message'> {
  readonly at: number;
}

/** The least difference of two shares that counts, and the least share of what no other file has. */
const [leastShare, leastNew] = [0.2, 0.05] as const;

/** Returns the files in which a count of rows is another share than in all others together. */
function shareDifferences(
  each: readonly InFile[],
  countOf: (one: InFile) => number,
  ofRows: (one: InFile) => number,
): readonly { readonly one: InFile; readonly own: number; readonly others: number }[] {
  const all = each.reduce((sum, one) => sum + countOf(one), 0);
  const rows = each.reduce((sum, one) => sum + ofRows(one), 0);
  const isOut = standsOut(each.map((one) => countOf(one) / (ofRows(one) || 1)));
  return each.flatMap((one) => {
    const [count, of] = [countOf(one), ofRows(one)];
    const [rest, restRows] = [all - count, rows - of];
    const [own, others] = [count / of, rest / restRows];
    const least = rest === 0 ? leastNew : leastShare;
    const isTold =
      Math.abs(own - others) >= least && sharesDiffer([count, of], [rest, restRows]) && isOut(own);
    return isTold ? [{ one, own, others }] : [];
  });
}

const percent = (share: number) => shortShare(share, 1);

/** `mayLack` is true if a file without a value may not have the column. */
function nullDifferences(each: readonly InFile[], mayLack: boolean): readonly Told[] {
  const told = shareDifferences(
    each,
    ({ rows, held }) => rows - held.filled,
    ({ rows }) => rows,
  );
  return told.map(({ one: { at }, own, others }) => ({
    at,
    kind: 'nulls',
    weight: own === 1 ? 0.9 : 0.7 * Math.abs(own - others),
    message:
      own === 1 && mayLack
        ? `no values (the key may be missing), ${percent(others)} NULL in the others`
        : `${percent(own)} NULL, ${percent(others)} in the others`,
  }));
}

function formDifferences(each: readonly InFile[]): readonly Told[] {
  const held = each.filter(({ held: { numeric, filled } }) => numeric !== null && filled > 0);
  if (held.length < 2) return [];
  const told = shareDifferences(
    held,
    ({ held: { numeric } }) => numeric ?? 0,
    ({ held: { filled } }) => filled,
  );
  return told.map(({ one: { at }, own, others }) => ({
    at,
    kind: 'form',
    weight: 0.85 * Math.abs(own - others),
    message: `${percent(own)} of the texts are numbers, ${percent(others)} in the others`,
  }));
}

function valueDifferences(each: readonly InFile[], values: readonly string[]): readonly Told[] {
  const held = each.filter(({ held: { filled } }) => filled > 0);
  if (held.length < 2) return [];
  const all = values.flatMap((value, place) =>
    shareDifferences(
      held,
      ({ held: { counts } }) => counts[place] ?? 0,
      ({ held: { filled } }) => filled,
    ).map(({ one: { at }, own, others }) => ({
      at,
      kind: 'values' as const,
      weight: 0.6 * Math.abs(own - others),
      message: `${shownValue(value)} ${percent(own)}, ${percent(others)} in the others`,
    })),
  );
  // What one value has more, others have less.
  const byFile = Map.groupBy(all, ({ at }) => at);
  return [...byFile.values()].flatMap(
    (told) => told.toSorted((a, b) => b.weight - a.weight)[0] ?? [],
  );
}

/** The widths of the others' range by which a value lies beyond it. */
const widths = 3;

function rangeDifferences(
  each: readonly InFile[],
  profile: MeasuredColumn | undefined,
  isMasked: boolean,
): readonly Told[] {
  if (profile === undefined || profile.isKey || profile.rises) return [];
  const held = each.flatMap(({ at, held: { numbers, filled } }) =>
    numbers === null ? [] : [{ at, filled, numbers }],
  );
  if (held.length < 3) return [];
  const isOut = standsOut(held.map(({ numbers: [, mean] }) => mean));
  const { stddev } = profile;
  const others = allOthers(held);
  return held.flatMap((own, place): readonly Told[] => {
    const [least, mean, greatest] = own.numbers;
    const [low, usual, high] = others[place]?.numbers ?? own.numbers;
    const width = high - low;
    const isBeyond =
      width > 0 && (greatest > high + widths * width || least < low - widths * width);
    const apart = Math.abs(mean - usual);
    const isMoved =
      stddev !== null &&
      apart > stddev / 2 &&
      apart > (4 * stddev) / Math.sqrt(own.filled) &&
      isOut(mean);
    if (!isBeyond && !isMoved) return [];
    const weight = isMoved ? 0.65 : 0.55;
    if (isMasked || showsPersonal([least, greatest, low, high, mean, usual]))
      return [{ at: own.at, kind: 'range', weight, message: 'its numbers lie elsewhere' }];
    const message = isBeyond
      ? `${shortNumber(least)} to ${shortNumber(greatest)}, ${shortNumber(low)} to ${shortNumber(high)} in the others`
      : `mean ${shortNumber(mean)}, ${shortNumber(usual)} in the others`;
    return [{ at: own.at, kind: 'range', weight, message }];
  });
}
