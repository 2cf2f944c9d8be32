import { and, compare, type Literal, literal, notNull, type Predicate } from './expression.ts';
import { type CountMetric, frozen } from './metric.ts';
import { counting, numeric, type Subject, temporal } from './subject.ts';

/** Two or more ascending numbers or dates, between which the bins of a histogram lie. */
export type Edges = readonly [Literal, Literal, ...Literal[]];

/** A bin of a histogram by its place, or the values on one side of all bins. */
export type BinOf = number | 'below' | 'above';

/** Counts the values in a bin of a histogram. A share is of the values that are not NULL; NaN is in no bin. */
export function histogramCount(subject: Subject, edges: Edges, bin: BinOf): CountMetric {
  const wording = {
    name: 'histogram',
    args: [edges],
    parameters: [bin],
    families: edges[0] instanceof Date ? temporal : numeric,
  };
  const metric = counting(subject, wording, within(subject, edges, bin), notNull(subject.value));
  const written = typeof bin === 'number' ? `bin(${bin})` : `${bin}()`;
  return frozen({ ...metric, label: `${metric.label}.${written}` });
}

function within({ value }: Subject, edges: Edges, bin: BinOf): Predicate {
  const last = edges.at(-1) ?? edges[0];
  if (bin === 'below') return compare(value, '<', literal(edges[0]));
  if (bin === 'above') return compare(value, '>', literal(last));
  const [low, high] = edges.slice(bin, bin + 2);
  if (low === undefined || high === undefined) throw new RangeError(`There is no bin ${bin}.`);
  const isLast = bin === edges.length - 2;
  return and(
    compare(value, '>=', literal(low)),
    compare(value, isLast ? '<=' : '<', literal(high)),
  );
}
