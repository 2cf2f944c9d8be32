import { counted } from '../outcome/printable-text.ts';
import { mostLate } from './explore.ts';
import type { FuzzResult } from './fuzz-result.ts';
import type { Searched } from './prepare-fuzz.ts';

/** Returns why nothing is known of a property that no input broke; null where it was judged, and holds. */
export function neverJudged(
  { judged, property }: Pick<FuzzResult, 'judged' | 'property'>,
  searched: Searched,
): string | null {
  const { tried, ended, late, given, rows, useless } = searched;
  const inputs = counted(tried, 'input');
  const never = 'this property was never judged';
  if (late >= mostLate)
    return `the search was given up after ${inputs}, for the step ran out of time ${mostLate} times.`;
  if (given === 0)
    return `${never}: none of ${inputs} had a row. Give the option rows a max above 0.`;
  if (property.kind === 'run') return useless === null ? null : neverMade(useless);
  if (ended === 0)
    return `${never}: the step failed for each of ${inputs}. See the first test of this suite.`;
  if (rows === 0) return `${never}: the step returned no row for any of ${inputs}.`;
  if (judged > 0) return null;
  return property.kind === 'rule'
    ? `${never}: it is about none of the ${counted(rows, 'row')} that the step returned for ${inputs}. Generate input that leads to such rows, or fuzz with a contract without this rule.`
    : `${never}: none of ${inputs} and their outputs had a value that it is about.`;
}

const neverMade = (fault: string): string =>
  `the fault '${fault}' was never made: no value of the inputs changes by it. Leave it out.`;
