import { isEqual } from '../../contract/constraints/literals.ts';
import type { Literal } from '../../metric/expression.ts';
import { pick } from './draw.ts';
import type { Scalar } from './scalar.ts';

/** One of some constants. It shrinks to those that are named first. */
export function constants(values: readonly unknown[]): Scalar {
  const place = (value: unknown) => values.findIndex((one) => isSame(one, value));
  return {
    draw: (random) => pick(random, values),
    simpler: (value) => values.slice(0, Math.max(place(value), 0)),
    accepts: (value) => place(value) >= 0,
    members: values,
  };
}

const isSame = (one: unknown, other: unknown) =>
  Object.is(one, other) || (isLiteral(one) && isLiteral(other) && isEqual(one, other));

const isLiteral = (value: unknown): value is Literal =>
  value instanceof Date || ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
