import { type DistributionState, isExact } from '../distribution.ts';
import type { Compared } from './compared.ts';
import { driftMethods } from './drift-methods.ts';
import type { DriftName, Nature } from './drift-name.ts';
import type { DriftMethod, DriftThreshold } from './method.ts';

/** A method that was picked for a column, and the reason as a phrase: "numbers with many values". */
export interface PickedDrift {
  readonly name: DriftName;
  readonly why: string;
  readonly threshold: DriftThreshold;
}

/** More different values than this are many. */
const fewValues = 20;

/**
 * Picks the method for a column: psi for many values in order, whose bins are never empty in the reference, and
 * jensenshannon for few values and for categories, which may be new or vanish.
 */
export function pickDrift({
  nature,
  distinct,
}: {
  readonly nature: Nature;
  /** The number of different values in the reference. */
  readonly distinct: number;
}): PickedDrift {
  if (nature === 'ordered' && distinct > fewValues) {
    return pick(driftMethods.psi, 'values in order, of which there are many');
  }
  const why = nature === 'ordered' ? 'values in order, of which there are few' : 'categories';
  return pick(driftMethods.jensenshannon, why);
}

/** Picks the method for a column by its reference. */
export function pickFor(reference: DistributionState): PickedDrift {
  const { values } = reference;
  if (values.kind === 'categories')
    return pickDrift({ nature: 'categories', distinct: values.counts.length });
  const distinct = isExact(reference) ? values.cells.length : Number.POSITIVE_INFINITY;
  return pickDrift({ nature: 'ordered', distinct });
}

function pick({ name, threshold }: DriftMethod, why: string): PickedDrift {
  if (threshold === null) throw new TypeError(`${name} has no usual limit.`);
  return { name, why, threshold };
}

/** The share of comparisons of unchanged data that may count as drifted. */
const falseAlarms = 0.001;

/**
 * Returns the limit of a method for samples of these sizes: the usual one, or the smallest drift that so few rows can show
 * if that is larger. Without it, small samples and very many categories would drift by chance.
 */
export function thresholdFor(method: DriftMethod, pair: Compared): DriftThreshold | null {
  const { threshold } = method;
  const least = method.detectable(pair, falseAlarms);
  if (threshold === null || least === null || least <= threshold.value) return threshold;
  return { value: least, source: 'the smallest drift that so few rows can show' };
}
