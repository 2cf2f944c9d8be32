import type { ExpectationNode } from '../../contract/expectation.ts';
import { isFoundBy, traitsOf } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import type { SegmentCounts } from '../../outcome/outcome.ts';
import { partOf } from '../../outcome/words/part-of.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import {
  decides,
  type Interval,
  isYetToCome,
  printBeside,
  printDurationBeside,
} from '../../value/bound.ts';
import {
  approximate,
  compareNumeric,
  exactNumber,
  type Numeric,
  printNumeric,
} from '../../value/numeric.ts';
import { printInstant, type Unit } from '../../value/quantity.ts';
import { type Masks, tellsValue } from '../disclosure/masking.ts';
import type { Measured, SegmentValue } from '../measure-request.ts';
import { meets } from './satisfies-bound.ts';

/** A measured expectation held to its bound. */
export interface Verdict {
  readonly holds: boolean;
  /** There was nothing to judge: a warning is for a missed bound, and this is none. */
  readonly isEmpty: boolean;
  readonly observed: string | null;
  readonly value: string | null;
  readonly of: number | null;
  readonly share: string | null;
  readonly segments: SegmentCounts | null;
  readonly violations: number | null;
  /** What a reader must know, a sentence each. */
  readonly notes: readonly string[];
  /** The worst of the segments that miss the bound, worst first. */
  readonly missed: readonly SegmentValue[];
}

export interface JudgeOptions {
  /** The dataset has no rows, and the contract allows that. */
  readonly emptyAllowed: boolean;
  readonly masks: Masks;
}

/** Decide. A measure of nothing misses every bound, and a condition without a row to judge does unless it may. */
export function judge(node: ExpectationNode, measured: Measured, options: JudgeOptions): Verdict {
  if (node.metric.scope.per.length > 0) return judgeSegments(node, measured, options.emptyAllowed);
  const [one] = measured.segments;
  const isVacuous = options.emptyAllowed && (one === undefined || approximate(one.of) === 0);
  return judgeOne(node, measured, isVacuous, options);
}

function judgeOne(
  node: ExpectationNode,
  measured: Measured,
  isVacuous: boolean,
  { masks }: JudgeOptions,
): Verdict {
  const { segments, interval } = measured;
  const [one] = segments;
  const of = isAboutColumns(node.metric) ? null : one ? approximate(one.of) : 0;
  const nothing = emptiness(node, one, interval);
  const holds =
    isVacuous ||
    (nothing === null ? one !== undefined && meetsOne(node, one, interval) : mayBeEmpty(node));
  const value = one?.value ?? null;
  const isMasked = one !== undefined && tellsValue(node.metric, one.of, value, masks);
  const shown =
    value === null ? shownInterval(node, one, interval) : printValue(value, node, one?.of ?? 0);
  return {
    holds,
    isEmpty: nothing !== null,
    observed: isMasked && shown !== null ? maskedText : shown,
    value: value === null || isMasked ? null : exactText(value, node.metric.unit),
    of,
    share: value === null || !isPart(node) ? null : shareOf(value, one?.of ?? 0),
    segments: null,
    violations: node.metric.condition && value !== null ? approximate(value) : null,
    notes: [nothing ?? [], isYetToComeOf(node, value) ? yetToCome : []].flat(),
    missed: [],
  };
}

const isYetToComeOf = ({ bound }: ExpectationNode, value: Numeric | null) =>
  value !== null && isYetToCome(value, bound);

const yetToCome =
  "its newest value lies in the future, and an age below zero tells nothing of freshness: future() counts such values, and between('-5m', ...) allows for clocks that differ";

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

function shownInterval(
  node: ExpectationNode,
  one: SegmentValue | undefined,
  interval: Interval | undefined,
): string | null {
  if (interval === undefined || one === undefined) return null;
  const [low, high] = [interval.low, interval.high].map((end) => printBeside(end, node.bound));
  const of = node.metric.unit === 'count' ? ` of ${printNumeric(one.of)}` : '';
  return `between ${low} and ${high}${of}`;
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
    observed:
      count === 0
        ? null
        : `${printNumeric(missed.count)} of ${printNumeric(count)} segments outside`,
    value: String(missed.count),
    of: count,
    share: null,
    segments: count === 0 ? null : { count, outside: missed.count },
    violations: missed.count,
    notes: isEmpty ? ['there is no segment with a row to judge'] : [],
    missed: missed.worst,
  };
}

const mayBeEmpty = (node: ExpectationNode) => node.metric.condition !== null && node.allowEmpty;

/** What is told of columns and of the reading is no part of the rows. */
const isAboutColumns = ({ value }: ExpectationNode['metric']) => isFoundBy(value, 'source');

/** Why there is nothing to judge; null where there is. */
function emptiness(
  { metric }: ExpectationNode,
  one: SegmentValue | undefined,
  interval: Interval | undefined,
): string | null {
  if (isAboutColumns(metric)) return null;
  const isEmpty = one === undefined || compareNumeric(one.of, 0) === 0;
  if (!isEmpty && interval !== undefined) return null;
  if (!isEmpty) return one.value === null ? tooFew(metric) : null;
  if (metric.condition) return 'there is no row to judge: all are NULL, or the scope has none';
  return 'there are no values to measure';
}

/** True if the number counts a part of the rows that it is of. */
const isPart = (node: Pick<ExpectationNode, 'metric' | 'bound'>): boolean =>
  node.metric.unit === 'count' && !isPlainCount(node);

const shareOf = (value: Numeric, of: Numeric): string =>
  String(approximate(of) === 0 ? Number.NaN : approximate(value) / approximate(of));

function tooFew({ name, value }: Metric): string {
  const areEqual = traitsOf(value).needs === 'differentValues' ? ', or all of them are equal' : '';
  return `there are too few values for ${name}()${areEqual}`;
}

/** In words, with its share where it is a count of rows. */
export function printValue(
  value: Numeric,
  node: Pick<ExpectationNode, 'metric' | 'bound'>,
  of: Numeric,
): string {
  switch (node.metric.unit) {
    case 'duration':
      return printDurationBeside(value, node.bound);
    case 'instant':
      return printInstant(value);
    case 'number':
      return printBeside(value, node.bound);
    case 'count':
      return isPlainCount(node) ? printNumeric(value) : partOf(value, of);
  }
}

/** Counts that are a part of nothing, or of which nobody asked what part they are. */
function isPlainCount({ metric, bound }: Pick<ExpectationNode, 'metric' | 'bound'>): boolean {
  const { value, of, scope } = metric;
  if (traitsOf(value).number === 'count') return true;
  if (of.kind !== 'rows') return false;
  const isShare = bound.limits.some(({ kind }) => kind === 'share');
  return !isShare && (scope.where.length === 0 || scope.per.length > 0);
}

function exactText(value: Numeric, unit: Unit): string {
  if (unit === 'instant') return printInstant(value);
  return exactNumber(value);
}
