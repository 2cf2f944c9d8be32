import { numeric } from '../../metric/subject.ts';
import type { ColumnProfile } from '../../profile/profile.ts';
import { identifierName } from './infer-names.ts';
import type { NameList } from './name-lists.ts';
import { underscored } from './number-text.ts';
import { flagType } from './zod-text.ts';

/** A column with the code of its type. */
export interface TypedColumn {
  readonly one: ColumnProfile;
  readonly type: string;
}

/** Columns of one kind, whose type a contract writes once. */
export interface AlikeColumns extends NameList {
  readonly type: string;
}

/** The columns from which a file is wide, and those of one kind from which they are listed. */
const [wide, fewest] = [30, 8] as const;

/** True for the columns of a file that is wide, whose contract has columns of one kind together. */
export const isWide = (columns: readonly unknown[]): boolean => columns.length > wide;

/**
 * Returns the columns of a wide file that are of one kind: flags of 0 and 1, those whose names differ in their numbers alone, or that are named
 * in any way in a very wide one, and whose types differ at most in the ends of their range, by no more than a factor of two. The type of
 * all has the widest range.
 */
export function alikeColumns(
  columns: readonly TypedColumn[],
  taken: readonly string[],
): readonly AlikeColumns[] {
  if (!isWide(columns)) return [];
  const byKind = Map.groupBy(columns, (column) => kindOf(column, columns.length > wide * 2));
  const groups = [...byKind.values()].flatMap(clusters).filter((some) => some.length >= fewest);
  const used = new Set(taken);
  return groups.map((some) => {
    const names = some.map(({ column }) => column.one.name);
    const constant = freshName(some, used);
    used.add(constant);
    return { constant, names, type: widestType(some) };
  });
}

/** A number within the calls `.min()` and `.max()` of a type. */
const figure = /(?<=\.(?:min|max)\()-?[\d_.]+(?=\))/g;

function kindOf(column: TypedColumn, isVeryWide: boolean): string {
  const { one, type } = column;
  if (isFlag(column)) return type;
  const stem = /\d/.test(one.name) || !isVeryWide ? one.name.replace(/\d+/g, '#') : '';
  return `${stem} ${isNumber(one) ? type.replace(figure, '#') : sorted(type)}`;
}

/** True for a column of flags. Those of a file are of one kind, as each is named by what it flags. */
const isFlag = ({ type }: TypedColumn): boolean => type.startsWith(flagType);

const isNumber = ({ family }: ColumnProfile) => numeric.includes(family);

/** Puts the words of an enum in one order, as that of their frequency differs from column to column. */
const sorted = (type: string): string =>
  type.replace(/^z\.enum\(\[(.*)\]\)/, (_, words: string) => words.split(', ').sort().join());

/** Returns the ends of a column's range; none for other columns than of numbers. */
const endsOf = ({ one, type }: TypedColumn): readonly number[] =>
  isNumber(one) ? [...type.matchAll(figure)].map(([text]) => Number(text.replaceAll('_', ''))) : [];

/** A column with the ends of its range. */
interface Ranged {
  readonly column: TypedColumn;
  readonly ends: readonly number[];
}

/** Splits columns of one kind so that the ends of their ranges differ by a factor of two at most. */
function clusters(columns: readonly TypedColumn[]): readonly (readonly Ranged[])[] {
  const found: Ranged[][] = [];
  for (const column of columns) {
    const ranged = { column, ends: endsOf(column) };
    const near = found.find((some) => some.every((other) => isNear(other, ranged)));
    if (near === undefined) found.push([ranged]);
    else near.push(ranged);
  }
  return found;
}

const isNear = (one: Ranged, other: Ranged): boolean =>
  one.ends.every((end, at) => {
    const [low = 0, high = 0] = [end, other.ends[at] ?? end].sort(
      (a, b) => Math.abs(a) - Math.abs(b),
    );
    return low === high || (low * high > 0 && high / low <= 2);
  });

/** Returns the type of all columns: that of the first, with the widest ends. */
function widestType(columns: readonly Ranged[]): string {
  const [first] = columns;
  if (first === undefined || first.ends.length === 0) return first?.column.type ?? '';
  const { type } = first.column;
  let at = -1;
  return type.replace(figure, (text, offset: number) => {
    at += 1;
    const ends = columns.map((one) => one.ends[at] ?? 0);
    const isLow = type.slice(0, offset).endsWith('.min(');
    const end = isLow ? Math.min(...ends) : Math.max(...ends);
    return Number.isFinite(end) ? underscored(end) : text;
  });
}

const stemOf = ({ name }: ColumnProfile): string => name.replace(/\d+/g, ' ');

/** Returns a name for the constant of some columns: by what their names have in common, or by their kind. */
function freshName(columns: readonly Ranged[], used: ReadonlySet<string>): string {
  const column = columns[0]?.column;
  const one = column?.one;
  const [stem = '', ...otherStems] = new Set(columns.map(({ column }) => stemOf(column.one)));
  const isStem = otherStems.length === 0 && stem !== one?.name && /[A-Za-z]/.test(stem);
  const kind = column !== undefined && isFlag(column) ? 'flag' : (one?.family ?? '');
  const base = identifierName(`${isStem ? stem : kind} columns`);
  for (let count = 1; ; count += 1) {
    const fresh = count === 1 ? base : `${base}${count}`;
    if (!used.has(fresh)) return fresh;
  }
}
