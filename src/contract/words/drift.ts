import type { Comparing } from '../../metric/change.ts';
import { driftMethods } from '../../metric/drift/drift-methods.ts';
import { type DriftOptions, driftOf, driftPValueOf } from '../../metric/drift/drift-metric.ts';
import type { DriftName } from '../../metric/drift/drift-name.ts';
import { newValuesOf, vanishedValuesOf } from '../../metric/drift/new-values.ts';
import type { Subject } from '../../metric/subject.ts';
import { closest } from '../../value/closest.ts';
import { ContractError, type TypeProblem } from '../../value/contract-error.ts';
import { confidentExpectation, type Expectation } from '../expectation.ts';
import type { Anomaly, AnomalyOptions } from './anomaly-expectation.ts';
import { checkComparing } from './comparing.ts';
import type { Limit } from './limit.ts';
import { type Bounds, type Measure, measure } from './measure.ts';

/** An expectation about a drift. */
export interface DriftExpectation extends Expectation {
  /**
   * Requires the whole 95% interval of the drift to satisfy the bound, and not its estimate alone: with `atMost` the
   * upper end. Few rows make the interval wide, so that they can't pass by chance.
   *
   * @example column('fare').drift('psi').atMost(0.2).confident()
   */
  confident(): this;
}

/** The bounds of a drift that can be negated with `not`. */
export interface DriftLimits {
  /**
   * Requires the drift to be between `low` and `high`, inclusive.
   *
   * @example column('fare').drift('ks').between(0, 0.1)
   */
  between<const A, const B>(low: Limit<A, 'number'>, high: Limit<B, 'number'>): DriftExpectation;
  /**
   * Requires the drift to equal `value`. Without any change it is exactly 0.
   *
   * @example column('status').drift('totalVariation').equals(0)
   */
  equals<const A>(value: Limit<A, 'number'>): DriftExpectation;
}

/** A drift, which becomes an expectation when it is given a bound. */
export interface DriftMeasure extends DriftLimits {
  readonly node: TypeProblem<'A drift needs a bound, such as .atMost(0.2), to become an expectation'>;
  /**
   * Requires the drift to be `limit` or less.
   *
   * @example column('fare').drift('psi').atMost(0.2)
   */
  atMost<const A>(limit: Limit<A, 'number'>): DriftExpectation;
  /**
   * Requires the drift to be `limit` or more.
   *
   * @example column('fare').drift('psi').atLeast(0.25)
   */
  atLeast<const A>(limit: Limit<A, 'number'>): DriftExpectation;
  /**
   * Requires the drift to be less than `limit`.
   *
   * @example column('fare').drift('psi').below(0.1)
   */
  below<const A>(limit: Limit<A, 'number'>): DriftExpectation;
  /**
   * Requires the drift to be more than `limit`.
   *
   * @example column('fare').drift('normalizedWasserstein').above(0.1)
   */
  above<const A>(limit: Limit<A, 'number'>): DriftExpectation;
  /**
   * Negates the bound that follows.
   *
   * @example column('fare').drift('ks').not.equals(0)
   */
  readonly not: DriftLimits;
  /**
   * Expects the drift to be like those of earlier runs: at most 3.5 robust standard deviations from their median, as
   * `anomaly()` of any measure does.
   *
   * @example column('fare').drift('psi').anomaly({ window: 28 })
   */
  anomaly(options?: AnomalyOptions): Anomaly;
}

/** A drift whose method has a test. */
export interface TestedDriftMeasure extends DriftMeasure {
  /**
   * Measures the p-value: the probability of a drift at least as large if both are samples of one population. Those of
   * all expectations of the contract, and of all segments, are corrected together (Benjamini and Hochberg, 1995), which the outcome says;
   * `{ corrected: false }` leaves one as it is. A p-value says if there is a change, and not how large it is: among a
   * million rows the smallest change has a p-value near 0.
   *
   * @example column('fare').drift('ks').pValue().atLeast(0.01)
   */
  pValue(options?: {
    readonly corrected?: boolean;
  }): Pick<
    Measure<'number'>,
    keyof Bounds<'number'> | 'atLeast' | 'atMost' | 'above' | 'below' | 'not' | 'node'
  >;
}

/** The methods that have a test. */
type Tested = 'ks' | 'chi2';
/** The methods that need values in order. */
type Ordered = 'ks' | 'wasserstein' | 'normalizedWasserstein';
/** The methods for categories. */
export type CategoryDriftName = Exclude<DriftName, Ordered>;

type DriftOf<Name> = Name extends Tested ? TestedDriftMeasure : DriftMeasure;

/** The bins of categories are the categories themselves. */
export type CategoryDriftOptions = Omit<DriftOptions, 'bins' | 'edges'>;

/** The drift of a column whose values have no order. */
export interface CategoryDrift {
  /**
   * Measures how far the distribution of the values is from that of the reference, by the named method. The 20 most
   * frequent categories of both together are a bin each, and so are those with 0.5% of the rows and about 10 in the
   * reference; all others are one together, as are those that the reference lacks. NULL is a bin of its own unless `{ nulls: 'skip' }`. It is
   * 0 if nothing changed, and an error if there is nothing to compare. The outcome has both distributions, the interval
   * of the drift, and the smallest drift that so many rows can show. After `per`, the drift of each segment is judged, and
   * the outcome has that of the worst.
   *
   * `'psi'`: the population stability index, Σ (c - r) ln(c / r) over the bins. A bin that is empty on one side counts
   * as half a row there. Below 0.1 is little, above 0.25 is much (Yurdakul, 2018). Evidently's psi ignores the number of
   * bins that it is given.
   *
   * `'jensenshannon'`: the Jensen-Shannon distance with the natural logarithm, as scipy's, 0 to 0.83 (Lin, 1991).
   *
   * `'hellinger'`: the Hellinger distance, 0 to 1.
   *
   * `'kl'`: the Kullback-Leibler divergence of the data from the reference, Σ c ln(c / r). An empty bin counts as half a
   * row.
   *
   * `'totalVariation'`: half the sum of the differences of the shares, 0 to 1: the share of rows that moved.
   *
   * `'chi2'`: the statistic of Pearson's test of both rows of counts. It grows with the rows; `.pValue()` has its
   * p-value, for which bins with fewer than 5 expected rows are folded into one. If these have more than a tenth of the
   * rows, it is the share of 1,000 tables, drawn with a fixed seed, that are as far off.
   *
   * `'cramersV'`: the root of chi2 relative to its greatest value, 0 to 1, without a correction for bias.
   *
   * @example column('status').drift('jensenshannon').atMost(0.1)
   */
  drift<const Name extends CategoryDriftName>(
    name: Name,
    options?: CategoryDriftOptions,
  ): DriftOf<Name>;
  /**
   * Measures the drift by a method that is picked by the reference's values. The outcome says which it is and why.
   *
   * @example column('status').drift().atMost(0.1)
   */
  drift(options?: CategoryDriftOptions): DriftMeasure;
}

/** The drift of a column of numbers or points in time. */
export interface OrderedDrift {
  /**
   * Measures how far the distribution of the values is from that of the reference, by the named method. It is 0 if
   * nothing changed, and an error if there is nothing to compare. The outcome has both distributions, the interval of
   * the drift, and the smallest drift that so many rows can show. After `per`, the drift of each segment is judged, and
   * the outcome has that of the worst.
   *
   * `'psi'`, `'jensenshannon'`, `'hellinger'`, `'kl'`, `'totalVariation'`, `'chi2'` and `'cramersV'` compare bins, as
   * they do for categories. The bins are ten ranges with nearly equal shares of the reference, or its single values if
   * they are few; `{ bins: 20 }` and `{ edges: [0, 10, 20] }` set others. NULL and NaN are bins of their own unless `{
   * nulls: 'skip' }`.
   *
   * `'ks'`: the largest difference between the shares of values up to a point, 0 to 1 (Kolmogorov and Smirnov);
   * `.pValue()` has its p-value. NULL and NaN are left out. There are no bins.
   *
   * `'wasserstein'`: the mean distance that the values moved, in the unit of the column, or in milliseconds. NULL and
   * NaN are left out. There are no bins.
   *
   * `'normalizedWasserstein'`: the same, divided by the standard deviation of the reference.
   *
   * The last three are exact where both sides are known value by value. Of more than about a million rows, or against a
   * baseline, they are known within an interval, which has to decide the bound.
   *
   * @example column('fare').drift('psi').atMost(0.2)
   */
  drift<const Name extends DriftName>(name: Name, options?: DriftOptions): DriftOf<Name>;
  /**
   * Measures the drift by a method that is picked by the reference's values. The outcome says which it is and why.
   *
   * @example column('fare').drift({ bins: 20 }).atMost(0.1)
   */
  drift(options?: DriftOptions): DriftMeasure;
}

/** The values that a column gained or lost. */
export interface ValueChanges {
  /**
   * Counts the distinct values that the reference does not have. A share is of the distinct values of the data. NULL
   * and NaN are no values. The outcome names them, unless the column is masked. It is an error if one side has too many
   * values to list, or if a baseline folded rare values that these may be among.
   *
   * @example column('origin').newValues().equals(0)
   */
  newValues(options?: Comparing): Measure<'count'>;
  /**
   * Counts the distinct values of the reference that the data does not have. A share is of the distinct values of the
   * reference. NULL and NaN are no values.
   *
   * @example column('origin').vanishedValues().atMost(2)
   */
  vanishedValues(options?: Comparing): Measure<'count'>;
}

/** Returns the methods that compare a column's distribution with that of the reference. */
export const driftMethodsOf = (subject: Subject) => ({
  drift: (...args: readonly unknown[]) => drift(subject, args),
  newValues: (options?: unknown) =>
    measure(newValuesOf(subject, checkComparing(options, 'newValues'))),
  vanishedValues: (options?: unknown) =>
    measure(vanishedValuesOf(subject, checkComparing(options, 'vanishedValues'))),
});

function drift(subject: Subject, args: readonly unknown[]): object {
  const [first, second, ...more] = args;
  if (more.length > 0 || (typeof first !== 'string' && second !== undefined))
    throw invalid("takes a name and options, such as .drift('psi', { bins: 20 })");
  const name = typeof first === 'string' ? checkName(first) : null;
  const options = checkOptions(name === null ? first : second);
  const metric = driftOf(subject, name, options);
  if (name === null || driftMethods[name].pValue === null)
    return measure<'number'>(metric, confidentExpectation);
  return measure<'number'>(metric, confidentExpectation, {
    pValue: (given?: unknown) =>
      measure<'number'>(driftPValueOf(subject, name, options, checkCorrected(given))),
  });
}

function checkName(name: string): DriftName {
  if (Object.hasOwn(driftMethods, name)) return name as DriftName;
  const known = Object.keys(driftMethods);
  const near = closest(name, known);
  throw invalid(
    `has no method '${name}': the methods are ${known.join(', ')}${near === undefined ? '' : `. Did you mean '${near}'?`}`,
  );
}

/** The greatest number of bins. */
const mostBins = 1000;

function checkOptions(options: unknown): DriftOptions {
  const comparing = checkComparing(options, 'drift', ['bins', 'edges', 'nulls']);
  if (options === undefined) return {};
  const { bins, edges, nulls } = options as Readonly<Record<string, unknown>>;
  if (bins !== undefined && edges !== undefined)
    throw invalid('takes bins or edges, and not both: edges say how many bins there are');
  return {
    ...comparing,
    ...(bins !== undefined && { bins: checkBins(bins) }),
    ...(edges !== undefined && { edges: checkEdges(edges) }),
    ...(nulls !== undefined && { nulls: checkNulls(nulls) }),
  };
}

function checkBins(bins: unknown): number {
  if (typeof bins === 'number' && Number.isInteger(bins) && bins >= 2 && bins <= mostBins)
    return bins;
  throw invalid(`takes a number of bins from 2 to ${mostBins}, such as { bins: 20 }`);
}

function checkEdges(edges: unknown): readonly number[] {
  const isList =
    Array.isArray(edges) &&
    edges.length > 0 &&
    edges.length < mostBins &&
    edges.every((edge) => Number.isFinite(edge));
  if (!isList) throw invalid('takes a list of finite edges, such as { edges: [0, 10, 20] }');
  const list = edges as readonly number[];
  if (list.some((edge, at) => edge <= (list[at - 1] ?? -Infinity)))
    throw invalid('takes edges that ascend, such as { edges: [0, 10, 20] }');
  return [...list];
}

function checkNulls(nulls: unknown): 'skip' {
  if (nulls === 'skip') return nulls;
  throw invalid("takes { nulls: 'skip' }; by default NULL is a bin of its own");
}

function checkCorrected(options: unknown): boolean {
  if (options === undefined) return true;
  const entries = typeof options === 'object' && options !== null ? Object.entries(options) : [];
  const [[name, value] = []] = entries;
  if (entries.length === 1 && name === 'corrected' && typeof value === 'boolean') return value;
  throw new ContractError('CONTRACT_INVALID', '.pValue(...) has one option, { corrected: false }.');
}

const invalid = (what: string) => new ContractError('CONTRACT_INVALID', `.drift(...) ${what}.`);
