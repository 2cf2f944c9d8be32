import { nextUp } from '../../../metric/drift/next-up.ts';
import { apart } from '../../dialect-queries.ts';
import { type EvenStretch, mainOf, type Stretch, stretchesOf } from './even-stretches.ts';

/** The SQL of a number whose cell is looked for. */
export interface Sought {
  /** The number as a double. */
  readonly double: string;
  /** The number as an integer; null if it has no such type. */
  readonly integer: string | null;
  /** True if it may be NaN or infinite. */
  readonly mayBeSpecial: boolean;
}

/** SQL for a number that stands for a cell, and for the number of the cell that such a `code` stands for. */
export interface CellCode {
  readonly code: string;
  readonly cell: string;
}

/** The codes of the main stretch are places below it, and those of all other cells lie above it. */
const mostPlaces = 2 ** 30;
const others = mostPlaces + 8;

/**
 * Returns SQL for the cell that a number lies in: cell 0 is below the first edge, and cell `i` begins at edge `i - 1`. Cells
 * of one width, a power of two, are found by a multiplication or a shift, which are exact. Where one stretch has most of
 * them, each row costs one comparison and nothing else: its cells are numbered after the grouping. All other cells are
 * found by comparisons. NULL, and NaN and infinities if there may be any, are apart.
 */
export function cellOf(sought: Sought, edges: readonly number[]): CellCode {
  const stretches = stretchesOf(edges);
  const main = mainOf(stretches);
  const isMain = main !== null && Math.abs(main.even.place) + main.cells < mostPlaces ? main : null;
  const rest = stretches.filter((stretch) => stretch !== isMain);
  const found = foundIn(
    sought.double,
    rest.map((stretch, at) => {
      const sql = stretch.first === 0 ? belowAll(sought) : cellIn(sought.double, stretch);
      return { ...stretch, sql: at < rest.length - 1 ? sql : withOthers(sought, sql) };
    }),
  );
  if (isMain === null) return { code: found, cell: 'code' };
  const { even, first } = isMain;
  return {
    code: `case when ${isWithin(sought, isMain)} then ${placeOf(sought, isMain)} else (${found}) + ${others} end`,
    cell: `case when code >= ${mostPlaces} then code - ${others} else code + (${first - even.place}) end`,
  };
}

const belowAll = ({ double, mayBeSpecial }: Sought) =>
  mayBeSpecial ? orApart(double, '-Infinity', apart.below, '0') : '0';

/** NULL is not below anything, and NaN above all numbers: both reach the last stretch. */
function withOthers({ double, mayBeSpecial }: Sought, sql: string): string {
  const nan = mayBeSpecial ? ` when isnan(${double}) then ${apart.nan}` : '';
  const cell = mayBeSpecial ? orApart(double, 'Infinity', apart.above, sql) : sql;
  return `case when ${double} is null then ${apart.null}${nan} else ${cell} end`;
}

const orApart = (value: string, infinity: string, cell: number, sql: string) =>
  `case when ${value} = cast('${infinity}' as double) then ${cell} else ${sql} end`;

const doubleSql = (number: number) => `cast('${number}' as double)`;

/** Divides the stretches where about half of the cells lie on each side, since cells have nearly equal shares of the rows. */
function foundIn(
  value: string,
  stretches: readonly (Stretch & { readonly sql: string })[],
): string {
  const [only, ...more] = stretches;
  if (only === undefined) throw new TypeError('There is no cell.');
  if (more.length === 0) return only.sql;
  const half = stretches.reduce((sum, { cells }) => sum + cells, 0) / 2;
  let left = 0;
  let [at, before] = [1, Number.POSITIVE_INFINITY];
  for (const [place, { cells }] of stretches.slice(0, -1).entries()) {
    left += cells;
    if (Math.abs(left - half) >= before) break;
    [at, before] = [place + 1, Math.abs(left - half)];
  }
  const [lower, upper] = [stretches.slice(0, at), stretches.slice(at)];
  return `case when ${value} < ${doubleSql(upper[0]?.from ?? 0)} then ${foundIn(value, lower)} else ${foundIn(value, upper)} end`;
}

/** Returns the number of the cell that a value of a stretch lies in. */
function cellIn(double: string, stretch: Stretch): string {
  const { even, first } = stretch;
  if (even === null) return String(first);
  const steps = stepsSql(double, { ...stretch, even });
  // Both are whole and below 2^53, so that nothing is rounded.
  return Math.abs(even.place) < mostPlaces
    ? `cast(${steps} as integer) + (${first - even.place})`
    : `cast(${steps} - ${doubleSql(even.place)} as integer) + ${first}`;
}

/** Returns a number in steps. One just below zero would be lost in units of a wide step: it is made whole before. */
function stepsSql(double: string, { even: { step, place }, cells }: EvenStretch): string {
  const isLost = step > 1 && place < 0 && place + cells > 0;
  return `floor(${isLost ? `floor(${double})` : double} * ${doubleSql(1 / step)})`;
}

/** The integers that a double holds, so that an end of a stretch is one of them. */
const areIntegers = ({ even: { step, place }, cells }: EvenStretch) =>
  step >= 1 && Math.max(Math.abs(place), Math.abs(place + cells)) * step < 2 ** 53;

function isWithin({ double, integer }: Sought, stretch: EvenStretch): string {
  const { step, place } = stretch.even;
  const [from, to] = [place * step, (place + stretch.cells) * step];
  return integer !== null && areIntegers(stretch)
    ? `${integer} between ${from} and ${to - 1}`
    : `${double} between ${doubleSql(from)} and ${doubleSql(-nextUp(-to))}`;
}

/** Returns the place of a value of the main stretch, in its steps. */
function placeOf({ double, integer }: Sought, stretch: EvenStretch): string {
  if (integer === null || !areIntegers(stretch))
    return `cast(${stepsSql(double, stretch)} as integer)`;
  const bits = Math.round(Math.log2(stretch.even.step));
  return bits === 0 ? integer : `${integer} >> ${bits}`;
}
