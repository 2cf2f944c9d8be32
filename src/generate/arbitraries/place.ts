import fc from 'fast-check';
import type { Place } from '../domain.ts';
import { oneIn } from './draw.ts';

/** Stands where an object has no key. */
export const absent: unique symbol = Symbol('absent');

/** The values that stand for NULL, by their names. */
export const nils = { null: null, undefined, absent } as const;

/** The values of a place: once in eight what stands for no value, where that is allowed. */
export function placeArbitrary(
  { domain, nil }: Place,
  values: fc.Arbitrary<unknown> | null,
): fc.Arbitrary<unknown> {
  if (domain === null || values === null) return fc.constant(nil === 'never' ? null : nils[nil]);
  return nil === 'never' ? values : new NilArbitrary(values, nils[nil]);
}

/** The state in which a nil was drawn, so that it can become a value. */
interface NilContext {
  readonly random: fc.Random;
  readonly bias: number | undefined;
}

const isNilContext = (context: unknown): context is NilContext =>
  typeof context === 'object' && context !== null && 'random' in context;

/**
 * Values, and a nil now and then. A nil shrinks to a value, and never the other way: one that is left in a
 * counter-example matters.
 */
class NilArbitrary extends fc.Arbitrary<unknown> {
  readonly #values: fc.Arbitrary<unknown>;
  readonly #nil: unknown;

  constructor(values: fc.Arbitrary<unknown>, nil: unknown) {
    super();
    this.#values = values;
    this.#nil = nil;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<unknown> {
    if (!oneIn(random, 8)) return this.#values.generate(random, bias);
    const context: NilContext = { random: random.clone(), bias };
    return new fc.Value<unknown>(this.#nil, context);
  }

  override canShrinkWithoutContext(value: unknown): value is unknown {
    return value === this.#nil || this.#values.canShrinkWithoutContext(value);
  }

  override shrink(value: unknown, context: unknown): fc.Stream<fc.Value<unknown>> {
    if (value !== this.#nil) return this.#values.shrink(value, context);
    if (!isNilContext(context)) return fc.Stream.nil();
    return fc.Stream.of(this.#values.generate(context.random.clone(), context.bias));
  }
}
