import { apart } from '../../dialect-queries.ts';

/** Cells of a distribution that are found by one expression: those from an edge up to the next piece's. */
interface Piece {
  readonly from: number;
  readonly sql: string;
}

/** The number of cells of one width from which on arithmetic finds them faster than comparisons. */
const fewestInRun = 4;

/**
 * Returns SQL for the number of the cell that a double lies in: cell 0 is below the first edge, and cell `i` begins at edge
 * `i - 1`. Cells of one width, a power of two, are found by a multiplication, which is exact; the pieces between by
 * comparisons, halving. `value` may be NULL; NaN and infinities have cells of their own.
 */
export function cellOf(value: string, edges: readonly number[], mayBeSpecial: boolean): string {
  const pieces = piecesOf(value, edges);
  const [first, ...more] = pieces;
  const below = mayBeSpecial ? orApart(value, '-Infinity', apart.below, '0') : '0';
  if (first === undefined) return withSpecial(value, below, mayBeSpecial);
  const last = more.at(-1) ?? first;
  const shown = [{ from: Number.NEGATIVE_INFINITY, sql: below }, ...pieces].map((piece) =>
    piece === last ? { ...piece, sql: withSpecial(value, piece.sql, mayBeSpecial) } : piece,
  );
  return halving(value, shown);
}

/** NaN is above all numbers, and so reaches the last piece. */
const withSpecial = (value: string, sql: string, mayBeSpecial: boolean) =>
  mayBeSpecial
    ? `case when isnan(${value}) then ${apart.nan} else ${orApart(value, 'Infinity', apart.above, sql)} end`
    : sql;

const orApart = (value: string, infinity: string, cell: number, sql: string) =>
  `case when ${value} = cast('${infinity}' as double) then ${cell} else ${sql} end`;

function halving(value: string, pieces: readonly Piece[]): string {
  const [only] = pieces;
  if (only === undefined) throw new TypeError('There is no cell.');
  if (pieces.length === 1) return only.sql;
  const middle = Math.ceil(pieces.length / 2);
  const [left, right] = [pieces.slice(0, middle), pieces.slice(middle)];
  return `case when ${value} < ${double(right[0]?.from ?? 0)} then ${halving(value, left)} else ${halving(value, right)} end`;
}

const double = (number: number) => `cast('${number}' as double)`;

function piecesOf(value: string, edges: readonly number[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < edges.length) {
    const from = edges[at] ?? Number.NaN;
    const run = runAt(edges, at);
    if (run.cells >= fewestInRun) {
      const place = `cast(floor(${value} * ${double(1 / run.step)}) as bigint)`;
      pieces.push({ from, sql: `${place} + ${BigInt(at + 1) - BigInt(from / run.step)}` });
      at += run.cells;
    } else {
      pieces.push({ from, sql: String(at + 1) });
      at += 1;
    }
  }
  return pieces;
}

/** Returns the number of cells of one width that begin at an edge, and the width. */
function runAt(
  edges: readonly number[],
  at: number,
): { readonly cells: number; readonly step: number } {
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
