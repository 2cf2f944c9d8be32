import type { Literal } from '../../metric/expression.ts';
import { type BinOf, type Edges, histogramCount } from '../../metric/histogram-metric.ts';
import { printArgument, type Subject } from '../../metric/subject.ts';
import { ContractError, type TypeProblem } from '../../value/contract-error.ts';
import { instantOf } from '../../value/quantity.ts';
import { type Measure, measure } from './measure.ts';

/** The bins between the edges of a histogram. NULL and NaN are in no bin. */
export interface HistogramBins<E extends readonly unknown[] = readonly unknown[]> {
  /**
   * Counts the values in a bin: those from `edges[index]` up to, and without, `edges[index + 1]`. The last bin includes
   * its upper edge, as in numpy's `histogram`. A share is of the values that are not NULL.
   *
   * @example column('fare').histogram([0, 10, 20, 50]).bin(0).between('40%', '60%')
   */
  bin<const Index extends number>(index: BinIndex<Index, E>): Measure<'count'>;
  /**
   * Counts the values below the first edge. A share is of the values that are not NULL.
   *
   * @example column('fare').histogram([0, 10, 20, 50]).below().equals(0)
   */
  below(): Measure<'count'>;
  /**
   * Counts the values above the last edge. A share is of the values that are not NULL.
   *
   * @example column('fare').histogram([0, 10, 20, 50]).above().atMost('5%')
   */
  above(): Measure<'count'>;
}

/** The edges of a histogram, where there are enough. The parameter is `E & BinEdges<E>`, for of this alone the compiler infers no tuple. */
export type BinEdges<E extends readonly unknown[]> = E extends readonly [] | readonly [unknown]
  ? TypeProblem<'A histogram has two edges or more, such as [0, 10, 20]'>
  : E;

/** The place of a bin, where the histogram has it. */
type BinIndex<Index extends number, E extends readonly unknown[]> = E extends readonly [
  unknown,
  ...infer Rest,
]
  ? number extends Index | Rest['length']
    ? Index
    : `${Index}` extends keyof Rest
      ? Index
      : TypeProblem<`The histogram has no bin ${Index}`>
  : Index;

/** Returns the method that cuts a column into bins. */
export const histogramColumn =
  (subject: Subject) =>
  (edges: readonly unknown[]): HistogramBins => {
    const read = edgesOf(edges);
    const count = (bin: BinOf) => measure<'count'>(histogramCount(subject, read, bin));
    return Object.freeze({
      bin: (index: unknown) => count(checkedBin(index, read)),
      below: () => count('below'),
      above: () => count('above'),
    });
  };

function edgesOf(given: unknown): Edges {
  const edges = Array.isArray(given) ? given.map(edgeOf) : [];
  const [first, second, ...more] = edges;
  if (first === undefined || second === undefined)
    throw invalid(given, 'a histogram has two edges or more, such as [0, 10, 20].');
  const isTime = first instanceof Date;
  if (edges.some((edge) => edge instanceof Date !== isTime))
    throw invalid(given, 'its edges are all numbers, or all dates.');
  const at = edges.findIndex((edge, place) => place > 0 && !isBelow(edges[place - 1], edge));
  if (at >= 0)
    throw invalid(given, `its edges ascend, and edge ${at + 1} is not above the one before it.`);
  return [first, second, ...more];

  function edgeOf(edge: unknown, place: number): Literal {
    if (typeof edge === 'bigint' || (typeof edge === 'number' && Number.isFinite(edge)))
      return edge;
    const instant = typeof edge === 'number' ? null : instantOf(edge);
    if (instant !== null) return new Date(instant);
    throw invalid(
      given,
      `edge ${place + 1} is ${printArgument(edge)}, and an edge is a finite number or a date. below() and above() count the values outside.`,
    );
  }
}

const isBelow = (one: Literal | undefined, other: Literal) => one !== undefined && one < other;

function checkedBin(index: unknown, edges: Edges): number {
  const last = edges.length - 2;
  if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= last)
    return index;
  const bins = last === 0 ? 'one bin, bin(0)' : `${last + 1} bins, bin(0) to bin(${last})`;
  throw invalid(edges, `it has ${bins}, and no bin ${printArgument(index)}.`);
}

const invalid = (edges: unknown, why: string) =>
  new ContractError('QUANTITY_INVALID', `histogram(${printArgument(edges)}): ${why}`);
