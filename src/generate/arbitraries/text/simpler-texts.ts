import { isBelow } from '../simpler-numbers.ts';

/** Characters from the simplest to the least simple. */
const order = 'a0bcdefghijklmnopqrstuvwxyz123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. ';

/** Longer texts are shortened only, so that a step of shrinking stays quick. */
const longest = 200;

/**
 * Finds simpler texts: shorter ones, then those with simpler characters. Parts are taken out and replaced, and what a
 * rule refuses is passed over, so that it needs to know nothing of patterns.
 */
export function* simplerTexts(
  text: string,
  simplest: string | null,
  accepts: (text: string) => boolean,
): Iterable<string> {
  if (text === simplest) return;
  if (simplest !== null && accepts(simplest)) yield simplest;
  const points = [...text];
  const seen = new Set<string>([text, simplest ?? text]);
  for (const one of candidates(points)) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (isSimpler(one, text) && accepts(one)) yield one;
  }
}

function* candidates(points: readonly string[]): Iterable<string> {
  yield '';
  for (
    let size = Math.ceil(points.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at + size <= points.length; at += Math.max(1, size >> 1))
      yield [...points.slice(0, at), ...points.slice(at + size)].join('');
  }
  if (points.length > longest) return;
  for (const by of ['a', '0', 'b', '1', 'A']) {
    yield points.map((point) => (rankOf(point) > rankOf(by) ? by : point)).join('');
    yield* replacedEach(points, by);
  }
}

function* replacedEach(points: readonly string[], by: string): Iterable<string> {
  for (const [at, point] of points.entries()) {
    if (rankOf(point) > rankOf(by)) yield points.with(at, by).join('');
  }
}

const rankOf = (point: string) => {
  const at = order.indexOf(point);
  return at >= 0 ? at : order.length + (point.codePointAt(0) ?? 0);
};

const isSimpler = (one: string, other: string) => isBelow(rankOfText(one), rankOfText(other));

const rankOfText = (text: string): readonly number[] => {
  const ranks = Array.from(text, rankOf);
  return [ranks.length, ranks.reduce((sum, rank) => sum + rank, 0)];
};
