import { type Bound, printBound, verdictOfInterval } from '../value/bound.ts';
import { ContractError } from '../value/contract-error.ts';
import type { Unit } from '../value/quantity.ts';

/**
 * Refuses a bound that every value satisfies: no data could violate it, so the expectation would always pass.
 *
 * @throws {ContractError} `BOUND_INVALID`
 */
export function refuseUnmissable(label: string, values: Values, bound: Bound): void {
  const every = of[values];
  if (every === null || !isUnmissable(values, bound)) return;
  const hint = values === 'number' ? '; finite() says that there is neither NaN nor infinity' : '';
  throw new ContractError(
    'BOUND_INVALID',
    `${label}: no data can miss the bound "${printBound(bound)}", for ${every} satisfies it. Write one that can fail, or leave it out${hint}.`,
  );
}

/** The values that a bound can be given: those of a unit, or the row counts of segments, which are never 0. */
type Values = Unit | 'rows of a segment';

/**
 * Lets every limit of an age or a date through: an age may be negative and any date can be the last, so some data
 * violates each.
 */
const of: Readonly<Record<Values, string | null>> = {
  count: 'every count',
  number: 'every number',
  'rows of a segment': 'every segment has a row and',
  ratio: null,
  duration: null,
  instant: null,
};

const endless = Number.POSITIVE_INFINITY;

/** The range of all possible values; shares are fractions of one. */
function isUnmissable(values: Values, bound: Bound): boolean {
  if (values === 'number')
    return verdictOfInterval({ low: -endless, high: endless }, null, bound) === true;
  if (bound.limits.some(({ kind }) => kind === 'share'))
    return verdictOfInterval({ low: 0, high: 1 }, 1, bound) === true;
  const low = values === 'count' ? 0 : 1;
  return verdictOfInterval({ low, high: endless }, null, bound) === true;
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
