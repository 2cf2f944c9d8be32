import { type DistributionState, isExact } from '../distribution.ts';
import type { Compared, ComparedBin } from './compared.ts';
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

/**
 * True if data of these sizes could exceed the limit of a method: if it would with all of its rows in the bin that is rarest
 * in the reference, or in none of its bins where a value may be new. Else no drift is too large for it.
 */
export function isJudgeable(method: DriftMethod, pair: Compared, limit: number): boolean {
  const { bins, rows } = pair;
  const isCut = bins.some(({ kind }) => kind === 'range');
  const kept = isCut ? bins : [...bins, newBin];
  const places = kept.filter(({ kind }) => kind !== 'null' && kind !== 'nan');
  const [rarest = newBin] = places.toSorted((one, other) => one.reference - other.reference);
  const moved = kept
    .map((bin) => ({ ...bin, current: bin === rarest ? rows.current : 0 }))
    .filter(({ reference, current }) => reference + current > 0);
  const measured = method.measure({ ...pair, bins: moved });
  return measured.kind === 'incomparable' || measured.value >= limit;
}

/** A bin of values that the reference does not have. */
const newBin: ComparedBin = {
  kind: 'others',
  from: null,
  to: null,
  category: null,
  reference: 0,
  current: 0,
};
