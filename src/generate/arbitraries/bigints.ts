import type { Shape } from '../domain.ts';
import { oneIn, pick } from './draw.ts';
import type { Scalar } from './scalar.ts';

type BigintShape = Extract<Shape, { kind: 'bigint' }>;

/** Whole numbers of any size: every tenth at an edge of the domain. They shrink to zero. */
export function bigints({ minimum, maximum, step }: BigintShape): Scalar<bigint> {
  const [first, last] = [ceiling(minimum, step), -ceiling(-maximum, step)];
  const near = first > 0n ? first : last < 0n ? last : 0n;
  const isIndex = (index: bigint) => index >= first && index <= last;
  const edges = [first, first + 1n, last - 1n, last, near, near - 1n, near + 1n].filter(isIndex);
  const accepts = (value: unknown) =>
    typeof value === 'bigint' && value % step === 0n && isIndex(value / step);
  return {
    draw: (random) => {
      if (oneIn(random, 10)) return pick(random, edges) * step;
      const reach = oneIn(random, 2) ? 100n : 2n ** BigInt(random.nextInt(7, 64));
      const from = near - reach < first ? first : near - reach;
      const to = near + reach > last ? last : near + reach;
      return random.nextBigInt(from, to) * step;
    },
    simpler: (value) => simplerBigints(value / step, near, isIndex).map((index) => index * step),
    accepts,
    members: last - first < 1000n ? listed(first, last, near).map((index) => index * step) : null,
  };
}

/** Indexes nearer to the simplest one, then those without a sign. */
function simplerBigints(
  index: bigint,
  near: bigint,
  isIndex: (index: bigint) => boolean,
): readonly bigint[] {
  const found = index === near ? [] : [near];
  if (index < 0n && isIndex(-index)) found.push(-index);
  for (let left = (index - near) / 2n; left !== 0n; left /= 2n) found.push(index - left);
  return found;
}

function listed(first: bigint, last: bigint, near: bigint): readonly bigint[] {
  const all = Array.from({ length: Number(last - first) + 1 }, (_, at) => first + BigInt(at));
  const distance = (one: bigint) => Number(one > near ? one - near : near - one);
  return all.sort((one, other) => distance(one) - distance(other) || (one > other ? -1 : 1));
}

/** The least whole number that, times the step, is not below a limit. */
function ceiling(limit: bigint, step: bigint): bigint {
  const quotient = limit / step;
  return quotient * step < limit ? quotient + 1n : quotient;
}
