import type { Comparison } from '../../../metric/expression.ts';
import type { Domain } from '../../domain.ts';
import { next } from '../numbers.ts';

/** The values of a domain that a comparison with a constant lets pass; null where none is left, or it can't be said. */
export function narrowed(domain: Domain, op: Comparison, limit: unknown): Domain | null {
  const isUp = op === '>' || op === '>=' || op === '=';
  const isDown = op === '<' || op === '<=' || op === '=';
  const isStrict = op === '>' || op === '<';
  if (!isUp && !isDown) return null;
  if (domain.kind === 'number' && isNumber(limit)) {
    const at = Number(limit);
    const inner = isStrict ? next(at, isUp ? 1 : -1) : at;
    return ranged(domain, isUp ? inner : -Infinity, isDown ? inner : Infinity);
  }
  if (domain.kind === 'instant' && limit instanceof Date) {
    const inner = limit.getTime() + (isStrict ? (isUp ? 1 : -1) : 0);
    return ranged(domain, isUp ? inner : -Infinity, isDown ? inner : Infinity);
  }
  if (domain.kind === 'bigint' && isNumber(limit) && Number.isInteger(Number(limit))) {
    const inner = BigInt(limit) + (isStrict ? (isUp ? 1n : -1n) : 0n);
    const minimum = isUp && inner > domain.minimum ? inner : domain.minimum;
    const maximum = isDown && inner < domain.maximum ? inner : domain.maximum;
    return minimum <= maximum ? { ...domain, minimum, maximum } : null;
  }
  return null;
}

const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));

function ranged(
  domain: Extract<Domain, { kind: 'number' | 'instant' }>,
  from: number,
  to: number,
): Domain | null {
  const minimum = Math.max(domain.minimum, from);
  const maximum = Math.min(domain.maximum, to);
  return minimum <= maximum ? { ...domain, minimum, maximum } : null;
}
