import { metricKey } from '../metric/metric.ts';
import { type BoundKind, magnitude } from '../value/bound.ts';
import { compareNumeric, type Numeric } from '../value/numeric.ts';
import type { ExpectationNode } from './expectation.ts';

type Sortable = Numeric | string;

/** The limits, by their place, that allow more the greater they are; the others allow less. */
const allowsMore: Readonly<Record<string, readonly boolean[]>> = {
  atMost: [true],
  before: [true],
  below: [true],
  between: [false, true],
  length: [false, true],
};

/** Puts a lower bound first, since it is usually there when the other is added. */
const kinds: readonly BoundKind[] = ['between', 'equals', 'atLeast', 'above', 'atMost', 'below'];

/**
 * Compares two expectations that measure the same, by their bounds. The one that allows most comes first, since a
 * stricter one is usually added later. Their places in the contract's list never count.
 */
export function compareTwins(one: ExpectationNode, other: ExpectationNode): number {
  const { name } = one.metric;
  return (
    compareLimits(one.metric.identity.limits, other.metric.identity.limits, name) ||
    compareBounds(one, other) ||
    compareTexts(metricKey(one.metric), metricKey(other.metric)) ||
    compareTexts(rest(one), rest(other))
  );
}

function compareBounds({ bound: one }: ExpectationNode, { bound: other }: ExpectationNode): number {
  const kind = (bound: typeof one) => kinds.indexOf(bound.kind) + (bound.not ? kinds.length : 0);
  const units = ({ limits }: typeof one) => limits.map((limit) => limit.kind).join();
  const magnitudes = ({ limits }: typeof one) => limits.map(magnitude);
  return (
    kind(one) - kind(other) ||
    compareTexts(units(one), units(other)) ||
    compareLimits(magnitudes(one), magnitudes(other), one.kind)
  );
}

function compareLimits(
  these: readonly Sortable[],
  those: readonly Sortable[],
  word: string,
): number {
  for (const [at, one] of these.entries()) {
    const other = those[at];
    if (other === undefined) return 1;
    const order = compare(one, other);
    if (order !== 0) return allowsMore[word]?.[at] ? -order : order;
  }
  return these.length - those.length;
}

function compare(one: Sortable, other: Sortable): number {
  if (typeof one !== 'string' && typeof other !== 'string') return compareNumeric(one, other);
  return compareTexts(textOf(one), textOf(other));
}

const textOf = (value: Sortable) => (typeof value === 'string' ? value : '');

const compareTexts = (one: string, other: string): number =>
  one === other ? 0 : one < other ? -1 : 1;

/** Compares everything else of two expectations whose metric and bound are equal. */
const rest = (node: ExpectationNode): string => {
  const { severity, name, because, tags, allowEmpty, allowYoung, mode, skippedFor } = node;
  return JSON.stringify([severity, name, because, tags, allowEmpty, allowYoung, mode, skippedFor]);
};
