import type { ExpectationNode } from '../../contract/expectation.ts';
import { isFoundBy, traitsOf } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import type { SegmentCounts } from '../../outcome/outcome.ts';
import type { Remark, Uncertainty } from '../../outcome/words/remarks.ts';
import { type Interval, isWithin, isYetToCome, verdictOfInterval } from '../../value/bound.ts';
import { approximate, compareNumeric, type Numeric } from '../../value/numeric.ts';
import type { DerivedSegment, Measured, SegmentValue } from '../measure-request.ts';
import { judgeDerivedSegments } from './judge-derived-segments.ts';
import { satisfiesBound } from './satisfies-bound.ts';

/** The verdict on an expectation, as plain data. Nothing in it is worded or masked. */
export interface Verdict {
  readonly holds: boolean;
  /** True if there was nothing to judge. That is not a missed bound, so it never becomes a warning. */
  readonly isEmpty: boolean;
  /** The measured number, or the number of segments that miss the bound; null if there is none. */
  readonly value: Numeric | null;
  /** The rows, or segments, that the value is measured over; null if it is about none. */
  readonly of: Numeric | null;
  /** The interval of the value, if the pass only knows that; null elsewhere. */
  readonly interval: Interval | null;
  /** True if the value counts a part of the rows that it is of. */
  readonly isPart: boolean;
  /** The counts of segments; null if the metric is not cut into segments, or none was judged. */
  readonly segments: SegmentCounts | null;
  readonly violations: number | null;
  readonly remarks: readonly Remark[];
  /** The reason why it fails although its value keeps the bound; null if the value alone says why. No remark repeats it. */
  readonly despite: Remark | Uncertainty | null;
  /** The segments that miss the bound, worst first. Only some are kept. */
  readonly missed: readonly SegmentValue[];
  /** The segment whose drift stands for those of all; null if there is none. */
  readonly shown: DerivedSegment | null;
}

/**
 * Judges a measured expectation. A measure of nothing misses every bound, and so does a condition without a row to
 * judge, unless it allows that. `emptyAllowed` if the dataset has no rows and the contract allows that.
 */
export function judgeBound(
  node: ExpectationNode,
  measured: Measured,
  emptyAllowed: boolean,
): Verdict {
  if (node.metric.scope.per.length > 0) return judgeSegments(node, measured, emptyAllowed);
  const [one] = measured.segments;
  const isVacuous = emptyAllowed && (one === undefined || approximate(one.of) === 0);
  return judgeOne(node, measured, isVacuous);
}

function judgeOne(node: ExpectationNode, measured: Measured, isVacuous: boolean): Verdict {
  const {
    segments: [one],
    interval,
    drift = null,
  } = measured;
  const judged = node.isConfident ? (drift?.interval ?? interval) : interval;
  const nothing = emptiness(node, one, interval);
  const holds =
    isVacuous ||
    (nothing === null
      ? one !== undefined && meetsOne(node, one, judged)
      : mayBeEmpty(node, measured));
  const value = one?.value ?? null;
  const remarks = [nothing ?? [], isYetToComeOf(node, value) ? ('yetToCome' as const) : []].flat();
  const keepsAlone = !holds && one !== undefined && keepsBound(node, one);
  const despite = keepsAlone ? (remarks[0] ?? uncertaintyOf(node, measured)) : null;
  return {
    holds,
    isEmpty: nothing !== null,
    value,
    of: isAboutColumns(node.metric) ? null : (one?.of ?? 0),
    interval: value === null && one !== undefined ? (interval ?? null) : null,
    isPart: isPart(node),
    segments: null,
    violations: node.metric.condition !== null && value !== null ? approximate(value) : null,
    remarks: remarks.filter((remark) => remark !== despite),
    despite,
    missed: [],
    shown: null,
  };
}

/** True if the number alone keeps the bound. A part of no rows is no number that is shown. */
const keepsBound = (node: ExpectationNode, { value, of }: SegmentValue): boolean =>
  value !== null &&
  !(isPart(node) && compareNumeric(of, 0) === 0) &&
  isWithin({ value, of }, node.bound);

/** Returns the interval of which an expectation with `.confident()` judges all values; null if there is none. */
function uncertaintyOf(
  { isConfident }: ExpectationNode,
  { drift = null }: Measured,
): Uncertainty | null {
  const interval = isConfident ? (drift?.interval ?? null) : null;
  if (drift === null || interval === null) return null;
  const { low, high, level } = interval;
  return { low, high, level, rows: drift.rows };
}

const isYetToComeOf = ({ bound }: ExpectationNode, value: Numeric | null) =>
  value !== null && isYetToCome(value, bound);

/**
 * True if a value satisfies its bound. An interval does if all of its values do: one that does not decide is not
 * confident, and nothing else gives one.
 */
function meetsOne(
  node: ExpectationNode,
  one: SegmentValue,
  interval: Interval | undefined,
): boolean {
  if (interval === undefined) return satisfiesBound(node, one);
  const verdict = verdictOfInterval(interval, one.of, node.bound);
  if (verdict === null && !node.isConfident)
    throw new Error(`The interval of ${node.metric.label} decides nothing.`);
  return verdict === true;
}

function judgeSegments(node: ExpectationNode, measured: Measured, allowsNone: boolean): Verdict {
  const { tally, derived } = measured;
  if (derived !== undefined) return judgeDerived(node, derived, allowsNone);
  const missed = tally?.missed.get(node.bound);
  if (tally === undefined || missed === undefined)
    throw new Error(`${node.metric.label} was not counted by segment.`);
  const { count, judged } = tally;
  const isVacuous = allowsNone && judged === 0;
  const isEmpty = count === 0 || (node.metric.condition !== null && judged === 0);
  const holds = isVacuous || (isEmpty ? mayBeEmpty(node, measured) : missed.count === 0);
  const isNoneOutside = !holds && count > 0 && missed.count === 0;
  return {
    holds,
    isEmpty,
    value: missed.count,
    of: count,
    interval: null,
    isPart: false,
    segments: count === 0 ? null : { count, outside: missed.count },
    violations: missed.count,
    remarks: isEmpty && !isNoneOutside ? ['noSegment'] : [],
    despite: isNoneOutside ? 'noSegment' : null,
    missed: missed.worst,
    shown: null,
  };
}

function judgeDerived(
  node: ExpectationNode,
  segments: readonly DerivedSegment[],
  isVacuous: boolean,
): Verdict {
  const { count, outside, missed, undecided, shown } = judgeDerivedSegments(node, segments);
  return {
    holds: isVacuous || (count > 0 && outside === 0),
    isEmpty: count === 0,
    value: outside,
    of: count,
    interval: null,
    isPart: false,
    segments: count === 0 ? null : { count, outside },
    violations: outside,
    remarks: [
      count === 0 ? ('noSegment' as const) : [],
      undecided > 0 ? ('undecidedSegments' as const) : [],
    ].flat(),
    despite: null,
    missed,
    shown,
  };
}

/** True if a condition may pass with nothing to judge. That no field of its columns could be read is no reason to. */
const mayBeEmpty = (node: ExpectationNode, { readable = null }: Measured) =>
  node.metric.condition !== null && node.allowEmpty && readable?.rows !== 0;

/** True if a metric is about columns, or about reading the dataset. Its number is no part of the rows. */
const isAboutColumns = ({ value }: ExpectationNode['metric']) => isFoundBy(value, 'source');

/** Returns why there is nothing to judge; null if there is something. */
function emptiness(
  { metric }: ExpectationNode,
  one: SegmentValue | undefined,
  interval: Interval | undefined,
): Remark | null {
  if (isAboutColumns(metric)) return null;
  const isEmpty = one === undefined || compareNumeric(one.of, 0) === 0;
  if (!isEmpty && interval !== undefined) return null;
  if (!isEmpty) return one.value === null ? tooFew(metric) : null;
  if (metric.condition) return 'noRow';
  return metric.of.kind === 'rows' ? 'noRows' : 'noValue';
}

/** True if the number of a metric counts a part of the rows that it is of. */
export const isPart = (node: Pick<ExpectationNode, 'metric' | 'bound'>): boolean =>
  node.metric.unit === 'count' && !isPlainCount(node);

const tooFew = ({ value }: Metric): Remark =>
  traitsOf(value).needs === 'differentValues' ? 'tooFewOrEqualValues' : 'tooFewValues';

/** True for a count that is no part of a total, or whose share nobody asked for. */
function isPlainCount({ metric, bound }: Pick<ExpectationNode, 'metric' | 'bound'>): boolean {
  const { value, of, scope, derived } = metric;
  if (derived?.by.isPart) return false;
  if (traitsOf(value).number === 'count') return true;
  if (of.kind !== 'rows') return false;
  const isShare = bound.limits.some(({ kind }) => kind === 'share');
  return !isShare && (scope.where.length === 0 || scope.per.length > 0);
}
