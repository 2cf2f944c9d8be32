import type { Metric } from '../metric/metric.ts';
import type { Range } from '../metric/range.ts';
import { type Bound, printBound, verdictOfInterval } from '../value/bound.ts';
import { ContractError } from '../value/contract-error.ts';
import { rounded } from '../value/numeric.ts';
import type { Unit } from '../value/quantity.ts';

/**
 * Refuses a bound that every number in the range of a metric satisfies: no data could violate it, so the expectation
 * would check nothing.
 *
 * @throws {ContractError} `BOUND_INVALID`
 */
export function refuseUnmissable(
  { label, unit, range }: Pick<Metric, 'label' | 'unit' | 'range'>,
  bound: Bound,
): void {
  if (!isUnmissable(range, bound)) return;
  const isOfAnySize = range.low === null && range.high === null;
  const hint = isOfAnySize ? '; finite() says that there is neither NaN nor infinity' : '';
  throw new ContractError(
    'BOUND_INVALID',
    `${label}: no data can miss the bound "${printBound(bound)}", for ${reason(unit, range, bound)}. Write one that can fail, or leave it out${hint}.`,
  );
}

function isUnmissable({ low, high }: Range, bound: Bound): boolean {
  if (isShare(bound)) return verdictOfInterval({ low: 0, high: 1 }, 1, bound) === true;
  const possible = { low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY };
  return verdictOfInterval(possible, null, bound) === true;
}

/** A share is a fraction of one. */
const isShare = ({ limits }: Bound) => limits.some(({ kind }) => kind === 'share');

function reason(unit: Unit, { low, high }: Range, bound: Bound): string {
  if (isShare(bound) || (unit === 'count' && low === 0 && high === null))
    return 'every count satisfies it';
  const print = (limit: number) => (unit === 'ratio' ? `${limit * 100}%` : `${rounded(limit)}`);
  if (low === null)
    return high === null ? 'every number satisfies it' : `it is never above ${print(high)}`;
  return high === null
    ? `it is never below ${print(low)}`
    : `it lies between ${print(low)} and ${print(high)}`;
}

/** Ways of writing a pattern for any characters at all. */
const anything = [
  '[^]*',
  '[\\s\\S]*',
  '[\\S\\s]*',
  '[\\d\\D]*',
  '[\\D\\d]*',
  '[\\w\\W]*',
  '[\\W\\w]*',
];

/** True if a pattern takes all of a text, or all of a line with the flag for lines. */
function takesAnything({ source, dotAll, multiline }: RegExp): boolean {
  const inside = source.replace(/^\^/, '').replace(/\$$/, '');
  const repeated = inside.replace(/^\((?:\?:)?(.*)\)$/, '$1').replace(/\?$/, '');
  return anything.includes(repeated) || (repeated === '.*' && (dotAll || multiline));
}

/**
 * Refuses a pattern that is found in every text. It either matches the empty text, which is found at the start and at
 * the end of each, and is anchored at no more than one of the two; or it takes anything in between.
 *
 * @param what - how the user wrote it, where that is no pattern.
 */
export function refuseUnmissablePattern(pattern: RegExp, what = String(pattern)): void {
  const bare = pattern.source.replace(/\\[^bB]|\[(?:\\.|[^\]\\])*\]/gs, 'x');
  const isPlaced = /\\[bB]|\(\?<?[=!]/.test(bare) || (/\^/.test(bare) && /\$/.test(bare));
  // A copy: the user's own may be global, and keep its place.
  const isFound = !isPlaced && new RegExp(pattern.source, pattern.flags).test('');
  if (!isFound && !takesAnything(pattern)) return;
  throw new ContractError(
    'BOUND_INVALID',
    `${what} matches every text, the empty one included, so that no data can miss it. Write one that can fail: anchor a pattern as in /^[A-Z]{3}$/.`,
  );
}
