import { wordsOfName } from '../../value/name-words.ts';

/** Words of names that stand in an order: a value of the first list is at most one of the second, in the same row. */
const ladders: readonly (readonly (readonly string[])[])[] = [
  [
    ['min', 'minimum', 'low', 'lowest', 'lower', 'lo'],
    ['mean', 'avg', 'average', 'median', 'mid', 'open', 'close'],
    ['max', 'maximum', 'high', 'highest', 'upper', 'hi'],
  ],
  [
    ['start', 'begin', 'begins', 'first', 'from', 'since', 'earliest', 'opened', 'born', 'birth'],
    ['end', 'ends', 'finish', 'last', 'to', 'until', 'till', 'latest', 'closed', 'died', 'death'],
  ],
  [
    ['q1', 'p25', 'p5', 'p05', 'p10'],
    ['q2', 'p50'],
    ['q3', 'p75', 'p90', 'p95', 'p99'],
  ],
  [['net'], ['gross']],
  [['subtotal'], ['total']],
];

const wholeWords: ReadonlySet<string> = new Set(['total', 'all', 'overall', 'capacity']);

const wordsOf = (name: string) => wordsOfName(name, /[^\p{L}\d]+/u);

/** True for two names of which a person expects that the first column is at most the second: `temp_min` and `temp_max`. */
export const isNamedInOrder = (lower: string, upper: string): boolean =>
  ladders.some((ladder) => isOnLadder(ladder, lower, upper)) || isPartOf(lower, upper);

function isOnLadder(ladder: readonly (readonly string[])[], lower: string, upper: string): boolean {
  const [low, high] = [stepOf(ladder, lower), stepOf(ladder, upper)];
  return low !== null && high !== null && low.step < high.step && low.rest === high.rest;
}

/** Returns the step of a name on a ladder, and its other words; null if it has no word of it. */
function stepOf(
  ladder: readonly (readonly string[])[],
  name: string,
): { readonly step: number; readonly rest: string } | null {
  const words = wordsOf(name);
  const at = words.findIndex((word) => ladder.some((step) => step.includes(word)));
  if (at === -1) return null;
  const step = ladder.findIndex((step) => step.includes(words[at] ?? ''));
  return { step, rest: words.toSpliced(at, 1).join(' ') };
}

/** True for `deaths` and `total_deaths`: all other words of the whole are in the name of the part. */
function isPartOf(part: string, whole: string): boolean {
  const [words, others] = [wordsOf(part), wordsOf(whole)];
  const rest = others.filter((word) => !wholeWords.has(word));
  const isWhole = rest.length > 0 && rest.length < others.length;
  return (
    isWhole &&
    !words.some((word) => wholeWords.has(word)) &&
    rest.every((word) => words.includes(word))
  );
}
