import { add } from '../../metric/additive-state.ts';
import { additive, traitsOf } from '../../metric/aggregate.ts';
import { numberOf, type Observed } from '../../metric/derivation.ts';
import type { Metric } from '../../metric/metric.ts';
import { mergeStates, type NumbersState, type Summed } from '../../metric/state.ts';
import type { FileCount } from '../../outcome/outcome.ts';
import { approximate, type Numeric } from '../../value/numeric.ts';
import { inUnit } from '../engine-numbers.ts';
import type { PassContext } from '../measure-request.ts';
import type { Item } from '../select.ts';
import type { States } from './piece-table.ts';
import type { Addings } from './summation.ts';

/** The items to measure in each piece, and how their states give a metric's value. */
export interface Merging {
  readonly items: readonly Item[];
  value(states: States): Observed;
  /** Returns the finer power of two of {@link Additive}. */
  finer(states: States): number | null;
  /** Returns a count in each file; null if it is no count, or if there is one file. */
  byFile(states: States): readonly FileCount[] | null;
}

/** The number of files up to which each is listed. */
const mostFiles = 200;

/** Returns how a metric's value and base are computed from states of the pieces; null if it has no states. */
export function merging(
  metric: Metric,
  context: PassContext,
  addings: Addings = () => undefined,
): Merging | null {
  const { where } = metric.scope;
  const of = { aggregate: metric.value, unit: metric.unit, adding: addings(metric) };
  const value = additive(of.aggregate, of.unit, of.adding);
  if (value === null) return null;
  const asks = value.asks.map((aggregate): Item => ({ aggregate, where }));
  const base = baseOf(metric, context);
  return {
    items: [...asks, ...base.items],
    value: (states) => {
      const state = merged(of, asks, states);
      const value = inUnit(numberOf(state, context.session.now), metric);
      return { value, of: base.value(states), state };
    },
    finer: (states) => value.finer?.(merged(of, asks, states).numbers) ?? null,
    byFile: (states) => {
      const { pieces } = context;
      const [count] = asks;
      const [of] = base.items;
      const isListed = traitsOf(metric.value).number === 'part' && pieces.length > 1;
      if (!isListed || pieces.length > mostFiles || !count || !of) return null;
      const files = pieces.map(({ file }) => file).filter((file) => file !== null);
      if (files.length < pieces.length) return null;
      return files.map((file, at) => ({
        file,
        value: approximate(states.get(count)?.[at] ?? 0n),
        of: approximate(states.get(of)?.[at] ?? 0n),
      }));
    },
  };
}

/** Returns the rows that a metric's value is a part of, or was measured over. */
export function baseOf(
  { of, scope }: Metric,
  { rows }: Pick<PassContext, 'rows'>,
): { readonly items: readonly Item[]; value(states: States): Numeric } {
  if (of.kind === 'rows') return { items: [], value: () => of.count ?? rows };
  const item: Item = { aggregate: of, where: scope.where };
  return { items: [item], value: (states) => total(item, states) };
}

/** Adds up the counts of pieces. */
export const total = (item: Item, states: States): Numeric =>
  (states.get(item) ?? []).filter((value) => value !== null).reduce<Numeric>(add, 0n);

/** Merges the states of the pieces. */
function merged(of: Summed, asks: readonly Item[], states: States): NumbersState {
  const [pieces = []] = asks.map((ask) => states.get(ask));
  return mergeStates(
    pieces.map((_, at) => ({
      kind: 'numbers',
      of,
      numbers: asks.map((ask) => states.get(ask)?.[at] ?? null),
    })),
  );
}
