import type { ExpectationNode } from '../../contract/expectation.ts';
import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import { metricKey } from '../../metric/metric.ts';
import { approximate } from '../../value/numeric.ts';
import { isUnmeasured, type Measured, type Unmeasured } from '../measure-request.ts';
import type { Timed } from '../plan-passes.ts';
import type { Checked } from './check-expectations.ts';
import { judgeBound } from './judge-bound.ts';
import type { Judged } from './judged.ts';
import { undecidedProblem } from './undecided.ts';
import { isYoung } from './young.ts';

/** Judges each measured expectation. `emptyAllowed` if the dataset has no rows and the contract allows that. */
export const judgeAll = (
  wanted: readonly TitledExpectation[],
  checked: Checked,
  timed: ReadonlyMap<string, Timed>,
  emptyAllowed: boolean,
): readonly Judged[] =>
  wanted.map((one) => {
    const refusal = checked.refusalOf(one, timed);
    if (refusal === null) return judged(one, timed.get(metricKey(one.node.metric)), emptyAllowed);
    return 'problem' in refusal
      ? problemOf(one, refusal, 0)
      : { kind: 'absent', one, column: refusal.absent };
  });

function judged(one: TitledExpectation, timed: Timed | undefined, emptyAllowed: boolean): Judged {
  const { node } = one;
  if (timed === undefined) throw new Error(`${node.metric.label} was planned and not measured.`);
  const { result: measured, pass, durationMs } = timed;
  if (isUnmeasured(measured))
    return node.allowYoung && isYoung(measured)
      ? { kind: 'young', one, problem: measured.problem, durationMs }
      : problemOf(one, measured, durationMs);
  const undecided = undecidedProblem(node, measured);
  if (undecided !== null) return problemOf(one, undecided, durationMs);
  const verdict = judgeBound(node, measured, emptyAllowed);
  const { holds, missed: segments } = verdict;
  const miss = holds ? null : { node, measured, segments, violations: countOf(node, measured) };
  return { kind: 'judged', one, measured, pass, durationMs, verdict, miss };
}

const problemOf = (
  one: TitledExpectation,
  { problem, isNotRun = false, column = null, drift = null }: Unmeasured,
  durationMs: number,
): Judged => ({ kind: 'problem', one, problem, isNotRun, column, drift, durationMs });

/** Returns the number of rows that violate an expectation, or count against it. */
const countOf = ({ metric }: ExpectationNode, { segments: [one] }: Measured): number | null =>
  metric.violating === null || one === undefined || one.value === null
    ? null
    : approximate(one.value);
