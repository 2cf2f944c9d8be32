import type { ExpectationNode } from '../../contract/expectation.ts';
import { isFoundBy, traitsOf } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import type { SegmentCounts } from '../../outcome/outcome.ts';
import type { Remark } from '../../outcome/words/remarks.ts';
import { decides, type Interval, isYetToCome } from '../../value/bound.ts';
import { approximate, compareNumeric, type Numeric } from '../../value/numeric.ts';
import type { Measured, SegmentValue } from '../measure-request.ts';
import { meets } from './satisfies-bound.ts';

/** A measured expectation held to its bound, as plain data: nothing in it is worded or masked. */
export interface Verdict {
  readonly holds: boolean;
  /** There was nothing to judge: a warning is for a missed bound, and this is none. */
  readonly isEmpty: boolean;
  /** The measured number, or how many segments miss the bound; null where there is none. */
  readonly value: Numeric | null;
  /** The rows, or segments, that the value is of; null where it is of none. */
  readonly of: Numeric | null;
  /** What the value lies in, where a pass knows no more and that decides; null elsewhere. */
  readonly interval: Interval | null;
  /** True if the value counts a part of the rows that it is of. */
  readonly isPart: boolean;
  /** Null where the metric is not cut into segments, or none was judged. */
  readonly segments: SegmentCounts | null;
  readonly violations: number | null;
  readonly remarks: readonly Remark[];
  /** The worst of the segments that miss the bound, worst first. */
  readonly missed: readonly SegmentValue[];
}

/**
 * Decides. A measure of nothing misses every bound, and a condition without a row to judge does unless it may.
 * `emptyAllowed`: the dataset has no rows, and the contract allows that.
 */
export function judge(node: ExpectationNode, measured: Measured, emptyAllowed: boolean): Verdict {
  if (node.metric.scope.per.length > 0) return judgeSegments(node, measured, emptyAllowed);
  const [one] = measured.segments;
  const isVacuous = emptyAllowed && (one === undefined || approximate(one.of) === 0);
  return judgeOne(node, measured, isVacuous);
}

function judgeOne(
  node: ExpectationNode,
  { segments: [one], interval }: Measured,
  isVacuous: boolean,
): Verdict {
  const nothing = emptiness(node, one, interval);
  const holds =
    isVacuous ||
    (nothing === null ? one !== undefined && meetsOne(node, one, interval) : mayBeEmpty(node));
  const value = one?.value ?? null;
  return {
    holds,
    isEmpty: nothing !== null,
    value,
    of: isAboutColumns(node.metric) ? null : (one?.of ?? 0),
    interval: value === null && one !== undefined ? (interval ?? null) : null,
    isPart: isPart(node),
    segments: null,
    violations: node.metric.condition !== null && value !== null ? approximate(value) : null,
    remarks: [nothing ?? [], isYetToComeOf(node, value) ? ('yetToCome' as const) : []].flat(),
    missed: [],
  };
}

const isYetToComeOf = ({ bound }: ExpectationNode, value: Numeric | null) =>
  value !== null && isYetToCome(value, bound);

/** An interval decides, or the pass that found it had no answer. */
function meetsOne(
  node: ExpectationNode,
  one: SegmentValue,
  interval: Interval | undefined,
): boolean {
  if (interval === undefined) return meets(node, one);
  const verdict = decides(interval, one.of, node.bound);
  if (verdict === null) throw new Error(`The interval of ${node.metric.label} decides nothing.`);
  return verdict;
}

function judgeSegments(node: ExpectationNode, { tally }: Measured, allowsNone: boolean): Verdict {
  const missed = tally?.missed.get(node.bound);
  if (tally === undefined || missed === undefined)
    throw new Error(`${node.metric.label} was not counted by segment.`);
  const { count, judged } = tally;
  const isVacuous = allowsNone && judged === 0;
  const isEmpty = count === 0 || (node.metric.condition !== null && judged === 0);
  return {
    holds: isVacuous || (isEmpty ? mayBeEmpty(node) : missed.count === 0),
    isEmpty,
    value: missed.count,
    of: count,
    interval: null,
    isPart: false,
    segments: count === 0 ? null : { count, outside: missed.count },
    violations: missed.count,
    remarks: isEmpty ? ['noSegment'] : [],
    missed: missed.worst,
  };
}

const mayBeEmpty = (node: ExpectationNode) => node.metric.condition !== null && node.allowEmpty;

/** What is found of columns and of the reading is no part of the rows. */
const isAboutColumns = ({ value }: ExpectationNode['metric']) => isFoundBy(value, 'source');

/** Why there is nothing to judge; null where there is. */
function emptiness(
  { metric }: ExpectationNode,
  one: SegmentValue | undefined,
  interval: Interval | undefined,
): Remark | null {
  if (isAboutColumns(metric)) return null;
  const isEmpty = one === undefined || compareNumeric(one.of, 0) === 0;
  if (!isEmpty && interval !== undefined) return null;
  if (!isEmpty) return one.value === null ? tooFew(metric) : null;
  return metric.condition ? 'noRow' : 'noValue';
}

/** True if the number of a metric counts a part of the rows that it is of. */
export const isPart = (node: Pick<ExpectationNode, 'metric' | 'bound'>): boolean =>
  node.metric.unit === 'count' && !isPlainCount(node);

const tooFew = ({ value }: Metric): Remark =>
  traitsOf(value).needs === 'differentValues' ? 'tooFewOrEqualValues' : 'tooFewValues';

/** Counts that are a part of nothing, or of which nobody asked what part they are. */
function isPlainCount({ metric, bound }: Pick<ExpectationNode, 'metric' | 'bound'>): boolean {
  const { value, of, scope } = metric;
  if (traitsOf(value).number === 'count') return true;
  if (of.kind !== 'rows') return false;
  const isShare = bound.limits.some(({ kind }) => kind === 'share');
  return !isShare && (scope.where.length === 0 || scope.per.length > 0);
}
