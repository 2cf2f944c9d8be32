import { measuredMetric } from '../../../src/contract/words/measure.ts';
import type { Expectation, Outcome } from '../../../src/index.ts';
import type { Metric } from '../../../src/metric/metric.ts';
import { ContractError } from '../../../src/value/contract-error.ts';
import type { Pick, Written } from './metrics.ts';

// No count, deviation or entropy is below 0 and no segment without a row, so that lower limits would be refused.
const anyLimit = {
  count: 2,
  number: 1,
  ratio: '0%',
  duration: '0s',
  instant: '1970-01-01',
} as const;

/** Holds a measure to a bound that its value may meet or miss, so that the outcome says the value. */
export function unbound(one: Written): Expectation {
  const metric = measuredMetric(one);
  return metric === undefined ? loosened(one) : call(one, 'atLeast', anyLimit[metric.unit]);
}

/** A condition that may be missed by a few rows, or by none where it is kept as it is. */
const loosened = (one: Written) => one as unknown as Expectation;

function call(one: Written | undefined, kind: string, ...limits: readonly unknown[]): Expectation {
  const method = one?.[kind];
  if (method === undefined) throw new TypeError(`There is no bound ${kind}.`);
  return method(...limits);
}

const kinds = [
  'atLeast',
  'atMost',
  'above',
  'below',
  'equals',
  'between',
  'not.equals',
  'not.between',
];

/** The metric held to a bound that lies on its true value, or next to it, or far off: where verdicts are at stake. */
export function bound(one: Written, truth: Outcome, pick: Pick): Expectation {
  const metric = measuredMetric(one);
  if (metric === undefined) return tolerated(one, truth, pick);
  const limit = limitBeside(metric, truth, pick);
  // Only a lower bound is one that fewer values can prove.
  const isLower = metric.value.kind === 'distinct' && metric.exact !== true && pick.bound % 3 > 0;
  const kind = kinds[isLower ? (pick.bound % 2) * 2 : pick.bound % kinds.length] ?? 'atLeast';
  const [name = '', opposite] = kind.split('.');
  const limits = kind.endsWith('between') ? [limit, limit] : [limit];
  try {
    return opposite === undefined ? call(one, name, ...limits) : call(one.not, opposite, ...limits);
  } catch (error) {
    // A bound that no data can miss is refused; no bound of one value is such a one.
    if (!(error instanceof ContractError && error.code === 'BOUND_INVALID')) throw error;
    return call(one, 'equals', limit);
  }
}

/** A condition that is to hold for all rows, or for all but as many as violate it, or one fewer. */
function tolerated(
  one: Written,
  { violations }: Outcome,
  { shift, bound: kind }: Pick,
): Expectation {
  const condition = one as unknown as Expectation & {
    except(limit: unknown): Expectation & { allowEmpty(): Expectation };
    allowEmpty(): Expectation;
  };
  if (kind % 3 === 0) return shift % 2 === 0 ? condition : condition.allowEmpty();
  return condition.except(Math.max(0, (violations ?? 0) - (shift % 2)));
}

/** Whether a value is a rounded double: a limit beside it is a step of its size away. */
const isRounded = ({ value }: Metric): boolean =>
  ['mean', 'sum', 'stddev', 'skewness', 'kurtosis', 'quantile'].includes(value.kind);

function limitBeside(
  metric: Metric,
  { value, of }: Outcome,
  { shift, bound: kind }: Pick,
): unknown {
  const step = [0, 0, -1, 1, 0, -1e6, 1e6][shift % 7] ?? 0;
  if (metric.scope.per.length > 0 || value === null) return anyLimit[metric.unit];
  switch (metric.unit) {
    case 'count': {
      const count = Math.max(
        0,
        Number(value) + (Math.abs(step) > 1 ? Math.round(step / 2e5) : step),
      );
      const canBeShare =
        of !== null && of > 0 && metric.value.kind !== 'gaps' && metric.label !== 'rows.count()';
      return kind % 5 === 0 && canBeShare
        ? `${Math.min(100, (count / of) * 100).toFixed(4)}%`
        : count;
    }
    case 'duration':
      return `${Math.max(0, Number(value) + step)}ms`;
    case 'instant':
      return instantOf(value, step);
    case 'number':
      return number(value, step, isRounded(metric));
  }
}

function instantOf(value: string, step: number): Date {
  const time = new Date(value).getTime();
  return new Date(Number.isNaN(time) ? 0 : Math.min(8.64e15, time + step));
}

function number(value: string, step: number, hasGap: boolean): number | bigint {
  if (/^-?\d{16,}$/.test(value)) {
    const exact = BigInt(value);
    const size = exact < 0n ? -exact : exact;
    // A deviation of large integers is a double as well, whatever it looks like.
    return exact + (hasGap ? BigInt(step || 1) * (size / 1_000_000n) : BigInt(step));
  }
  const found = Number(value);
  if (Number.isNaN(found) || !Number.isFinite(found)) return Number.isNaN(found) ? 0 : found;
  if (!hasGap)
    return step === 0 ? found : found + step * Math.max(Math.abs(found) * 2 ** -52, 0.01);
  return found + (step || 1) * Math.max(1e-6, Math.abs(found) * 1e-6);
}
