import { apart } from '../../dialect-queries.ts';

/** Neighbouring cells that one expression finds, from an edge up to where the next ones begin. */
interface Stretch {
  readonly from: number;
  readonly cells: number;
  readonly sql: string;
}

/** The number of cells of one width from which on arithmetic finds them faster than comparisons. */
const fewestInRun = 4;

/**
 * Returns SQL for the number of the cell that a double lies in: cell 0 is below the first edge, and cell `i` begins at edge
 * `i - 1`. Cells of one width, a power of two, are found by a multiplication, which is exact. The stretches between them are
 * found by comparisons, those with many cells first. NULL, and NaN and infinities if there may be any, are apart.
 */
export function cellOf(value: string, edges: readonly number[], mayBeSpecial: boolean): string {
  const below = mayBeSpecial ? orApart(value, '-Infinity', apart.below, '0') : '0';
  const stretches = [
    { from: Number.NEGATIVE_INFINITY, cells: 1, sql: below },
    ...stretchesOf(value, edges),
  ];
  const last = stretches.length - 1;
  return found(
    value,
    stretches.map((stretch, at) =>
      at < last ? stretch : { ...stretch, sql: withOthers(value, stretch.sql, mayBeSpecial) },
    ),
  );
}

/** NULL is not below anything, and NaN above all numbers: both reach the last stretch. */
function withOthers(value: string, sql: string, mayBeSpecial: boolean): string {
  const nan = mayBeSpecial ? ` when isnan(${value}) then ${apart.nan}` : '';
  const cell = mayBeSpecial ? orApart(value, 'Infinity', apart.above, sql) : sql;
  return `case when ${value} is null then ${apart.null}${nan} else ${cell} end`;
}

const orApart = (value: string, infinity: string, cell: number, sql: string) =>
  `case when ${value} = cast('${infinity}' as double) then ${cell} else ${sql} end`;

const double = (number: number) => `cast('${number}' as double)`;

/** Divides the stretches where about half of the cells lie on each side, since cells have nearly equal shares of the rows. */
function found(value: string, stretches: readonly Stretch[]): string {
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
  return `case when ${value} < ${double(upper[0]?.from ?? 0)} then ${found(value, lower)} else ${found(value, upper)} end`;
}

function stretchesOf(value: string, edges: readonly number[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  while (at < edges.length) {
    const from = edges[at] ?? Number.NaN;
    const { cells, step } = runAt(edges, at);
    const isRun = cells >= fewestInRun;
    const sql = isRun ? placeIn(value, step, from / step, at + 1) : String(at + 1);
    stretches.push({ from, cells: isRun ? cells : 1, sql });
    at += isRun ? cells : 1;
  }
  return stretches;
}

/** Returns the number of a cell of a run whose first cell has the number `first` and begins at `place` steps. */
function placeIn(value: string, step: number, place: number, first: number): string {
  const steps = `floor(${value} * ${double(1 / step)})`;
  const isSmall = Math.abs(place) < 2 ** 30;
  // Both are whole and below 2^53, so that nothing is rounded.
  return isSmall
    ? `cast(${steps} as integer) + ${first - place}`
    : `cast(${steps} - ${double(place)} as integer) + ${first}`;
}

interface Run {
  readonly cells: number;
  readonly step: number;
}

/** Returns the number of cells of one width that begin at an edge, and the width. */
function runAt(edges: readonly number[], at: number): Run {
  const from = edges[at] ?? Number.NaN;
  const step = (edges[at + 1] ?? Number.NaN) - from;
  const isPower =
    step >= 2 ** -1020 && step <= 2 ** 1020 && 2 ** Math.round(Math.log2(step)) === step;
  if (!isPower || !Number.isSafeInteger(from / step)) return { cells: 0, step };
  let cells = 1;
  while ((edges[at + cells + 1] ?? Number.NaN) - (edges[at + cells] ?? 0) === step) cells += 1;
  const end = edges[at + cells] ?? 0;
  // Of a number just below zero nothing may be left in units of a wide step.
  const lost = step > 1 && from < 0 && end >= 0 ? Math.round(end / step) + 1 : 0;
  return { cells: cells - lost, step };
}
