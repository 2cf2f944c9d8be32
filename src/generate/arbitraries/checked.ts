import fc from 'fast-check';
import { type CountedFilter, drawAccepted } from './rejections.ts';
import type { Scalar } from './scalar.ts';

const passes = (filters: readonly CountedFilter<unknown>[], value: unknown) =>
  filters.every(({ accepts }) => accepts(value));

/** A scalar of which filters refuse some values. */
export function checkedScalar<Value>(
  scalar: Scalar<Value>,
  filters: readonly CountedFilter<unknown>[],
): Scalar<Value> {
  if (filters.length === 0) return scalar;
  const accepts = (value: unknown) => passes(filters, value);
  return {
    draw: (random) =>
      drawAccepted(
        filters,
        () => scalar.draw(random),
        (value) => value,
      ),
    simpler: (value) => Iterator.from(scalar.simpler(value)).filter(accepts),
    accepts: (value) => scalar.accepts(value) && accepts(value),
    members: scalar.members?.filter(accepts) ?? null,
  };
}

/** An arbitrary of which filters refuse some values. */
export function checkedArbitrary(
  arbitrary: fc.Arbitrary<unknown>,
  filters: readonly CountedFilter<unknown>[],
): fc.Arbitrary<unknown> {
  return filters.length === 0 ? arbitrary : new CheckedArbitrary(arbitrary, filters);
}

class CheckedArbitrary extends fc.Arbitrary<unknown> {
  readonly #arbitrary: fc.Arbitrary<unknown>;
  readonly #filters: readonly CountedFilter<unknown>[];

  constructor(arbitrary: fc.Arbitrary<unknown>, filters: readonly CountedFilter<unknown>[]) {
    super();
    this.#arbitrary = arbitrary;
    this.#filters = filters;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<unknown> {
    const draw = () => this.#arbitrary.generate(random, bias);
    return drawAccepted(this.#filters, draw, ({ value }) => value);
  }

  override canShrinkWithoutContext(value: unknown): value is unknown {
    return this.#arbitrary.canShrinkWithoutContext(value) && passes(this.#filters, value);
  }

  override shrink(value: unknown, context: unknown): fc.Stream<fc.Value<unknown>> {
    return this.#arbitrary.shrink(value, context).filter((one) => passes(this.#filters, one.value));
  }
}
