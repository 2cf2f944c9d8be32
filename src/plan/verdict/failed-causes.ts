import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import { needs } from '../../outcome/cause-failed.ts';
import type { Judged } from './judged.ts';

/**
 * Replaces the problems that follow from another verdict of the same run: where the check of a column's type failed, what needs the
 * column in another type was not run. Where the check was not selected, or only warns, the problem stays, and is red by itself.
 */
export function withFailedCauses(judged: readonly Judged[]): readonly Judged[] {
  const causes = new Map(judged.flatMap((one) => failedColumn(one) ?? []));
  if (causes.size === 0) return judged;
  return judged.map((one) => {
    if (one.kind !== 'problem' || one.column === null) return one;
    const cause = causes.get(one.column);
    return cause === undefined ? one : { ...one, isNotRun: true, problem: needs(cause) };
  });
}

/** Returns the column whose type check failed, with the check, in a list; null for all others. */
function failedColumn(
  judged: Judged,
): readonly (readonly [column: string, check: TitledExpectation])[] | null {
  if (judged.kind !== 'judged' || judged.verdict.holds) return null;
  const { node } = judged.one;
  const { value } = node.metric;
  const isType = value.kind === 'structure' && value.check.kind === 'type';
  return isType && node.severity === 'error' ? [[value.check.column, judged.one]] : null;
}
