import { headlineSubject } from '../../outcome/failure.ts';
import { partOf } from '../../outcome/words/part-of.ts';
import type { Found } from './find-violations.ts';
import type { JudgedRule } from './judged-rules.ts';
import { mostRows, type Violation } from './violation.ts';

const violation = (
  { rule, node }: JudgedRule,
  finding: string,
  rows: readonly number[] = [],
): Violation => ({
  id: rule.id,
  title: rule.title,
  sentence: `${headlineSubject(node.name, rule.title, node.metric.label)}${finding}`,
  rows: rows.slice(0, mostRows),
});

/** Words the rows, or the elements of a list, that violate a rule. */
export function violatedByRows(judged: JudgedRule, { rows, count, of }: Found): Violation {
  const noun = judged.elementsOf === null ? 'row' : 'element';
  const part = partOf(count, of, { limits: [], noun, isNamed: true });
  return violation(judged, ` is violated by ${part}, expected none`, rows);
}

/** Words the faults of the columns. */
export const violatedByColumns = (judged: JudgedRule, faults: readonly string[]): Violation =>
  violation(judged, `: ${faults[0]}${faults.length > 1 ? `, and ${faults.length - 1} more` : ''}`);

/** Words why a rule has no verdict, which is no pass. */
export const notJudged = (judged: JudgedRule, message: string): Violation =>
  violation(judged, ` could not be judged: ${message}`);
