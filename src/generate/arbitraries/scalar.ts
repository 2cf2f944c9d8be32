import fc from 'fast-check';

/**
 * Values without parts, and the way to simpler ones. It has no state: what a value shrinks to follows from the value, so
 * that values may change places and still shrink.
 */
export interface Scalar<Value = unknown> {
  draw(random: fc.Random): Value;
  /** Values of the same domain that are simpler, the simplest first. Each next step is simpler still, so that it ends. */
  simpler(value: Value): Iterable<Value>;
  /** True for a value of the domain. */
  accepts(value: unknown): boolean;
  /** All values, the simplest first, where there are few; else null. */
  readonly members: readonly Value[] | null;
}

/** The arbitrary of a scalar. */
export class ScalarArbitrary extends fc.Arbitrary<unknown> {
  readonly scalar: Scalar;

  constructor(scalar: Scalar) {
    super();
    this.scalar = scalar;
  }

  override generate(random: fc.Random): fc.Value<unknown> {
    return new fc.Value(this.scalar.draw(random), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is unknown {
    return this.scalar.accepts(value);
  }

  override shrink(value: unknown): fc.Stream<fc.Value<unknown>> {
    return fc.stream(wrapped(this.scalar.simpler(value)));
  }
}

function* wrapped(values: Iterable<unknown>): IterableIterator<fc.Value<unknown>> {
  for (const value of values) yield new fc.Value(value, undefined);
}

/** Draws some values, the same each time. */
export function sampled<Value>(
  draw: (random: fc.Random) => Value,
  count: number,
): readonly Value[] {
  const scalar = { draw, simpler: () => [], accepts: () => true, members: null };
  return fc.sample(new ScalarArbitrary(scalar), { seed: 1, numRuns: count }) as Value[];
}
