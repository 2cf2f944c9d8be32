import type { Draw } from './random.ts';

/** The years that instants lie in where the contract leaves the choice: no clock, or a seed would not be enough to repeat them. */
const usual = [Date.UTC(2021, 0, 1), Date.UTC(2026, 0, 1)] as const;

/** The part of a range of instants that values are drawn from, in milliseconds from 1970. */
export function usualInstants(
  minimum: number,
  maximum: number,
): readonly [from: number, to: number] {
  const [from, to] = [Math.max(minimum, usual[0]), Math.min(maximum, usual[1])];
  if (from <= to) return [from, to];
  const width = usual[1] - usual[0];
  return minimum > usual[1]
    ? [minimum, Math.min(maximum, minimum + width)]
    : [Math.max(minimum, maximum - width), maximum];
}

/** Draws instants of whole seconds where the range holds one. */
export function drawInstant(minimum: number, maximum: number): Draw | null {
  if (minimum > maximum) return null;
  const [from, to] = usualInstants(minimum, maximum);
  const [first, last] = [Math.ceil(from / 1000), Math.floor(to / 1000)];
  if (first > last) return (random) => new Date(from + random.below(to - from + 1));
  return (random) => new Date((first + random.below(last - first + 1)) * 1000);
}
