import type { ExpectationNode } from '../../contract/expectation.ts';
import type { Metric } from '../../metric/metric.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import type { JudgedNoun } from '../../outcome/words/judged-noun.ts';
import {
  measuredIntervalText,
  measurementText,
  segmentsText,
} from '../../outcome/words/observed.ts';
import { despiteText, remarkText } from '../../outcome/words/remarks.ts';
import { maskedText } from '../../privacy/masked-text.ts';
import { approximate, exactNumber, type Numeric } from '../../value/numeric.ts';
import { printInstant } from '../../value/quantity.ts';
import type { Verdict } from '../verdict/judge-bound.ts';
import { type Masks, revealsValue } from './masking.ts';

/** The fields of an outcome that describe its verdict, with notes for the reader. */
export interface WordedVerdict
  extends Pick<Outcome, 'observed' | 'value' | 'of' | 'share' | 'segments' | 'violations'> {
  readonly notes: readonly string[];
  /** The reason why a value that keeps the bound fails; null if the value alone says why. */
  readonly despite: string | null;
}

/** Puts a verdict into words and exact text. A number that is a value of the data is masked like one. */
export function wordVerdict(
  node: ExpectationNode,
  verdict: Verdict,
  masks: Masks,
  noun: JudgedNoun = 'row',
): WordedVerdict {
  const { value, of, isPart, segments, violations, remarks, despite } = verdict;
  const isHidden =
    node.metric.scope.per.length === 0 && revealsValue(node.metric, of ?? 0, value, masks);
  const observed = observedText(node, verdict, noun);
  return {
    observed: isHidden && observed !== null ? maskedText : observed,
    value: value === null || isHidden ? null : exactText(value, node.metric),
    of: of === null ? null : approximate(of),
    share: value === null || of === null || !isPart ? null : shareText(value, of),
    segments,
    violations,
    notes: remarks.map((remark) => remarkText(remark, node.metric.name, noun)),
    despite: despite && despiteText(despite, node.bound, node.metric.name, noun),
  };
}

function observedText(
  { metric, bound }: ExpectationNode,
  { value, of, interval, isPart, segments }: Verdict,
  noun: JudgedNoun,
): string | null {
  if (metric.scope.per.length > 0) return segments && segmentsText(segments);
  const measured = { of: of ?? 0, unit: metric.unit, isPart, bound, noun };
  if (value !== null) return measurementText({ ...measured, value });
  return interval === null ? null : measuredIntervalText(interval, measured);
}

/** Returns a number as exact text, and an instant in ISO 8601. */
export const exactText = (value: Numeric, { unit, scope }: Metric): string =>
  unit === 'instant' && scope.per.length === 0 ? printInstant(value) : exactNumber(value);

const shareText = (value: Numeric, of: Numeric): string =>
  String(approximate(of) === 0 ? Number.NaN : approximate(value) / approximate(of));
