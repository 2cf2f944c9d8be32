import fc from 'fast-check';
import { expect } from 'vitest';
import { arbitraryOf } from '../../../src/generate/arbitraries/arbitrary-of.ts';
import type { Tally } from '../../../src/generate/arbitraries/rejections.ts';
import type { Domain, Shape, TextShape } from '../../../src/generate/domain.ts';

/** The domain of a shape, without filters. */
export const domain = (shape: Shape, more: Partial<Domain> = {}): Domain =>
  ({ filters: [], faker: null, ...shape, ...more }) as Domain;

export const number = {
  kind: 'number',
  minimum: -Infinity,
  maximum: Infinity,
  whole: false,
  steps: [],
  nan: false,
  infinite: false,
} as const satisfies Shape;

export const text: TextShape = {
  kind: 'text',
  minLength: 0,
  maxLength: null,
  patterns: [],
  notPatterns: [],
  format: null,
};

export const pattern = ({ source, flags }: RegExp) => ({ source, flags, regular: true });

export const made = (of: Domain, tallies: Tally[] = []) =>
  arbitraryOf(of, { contract: 'orders', column: 'x', locale: 'en', tallies });

/** Each arbitrary keeps these: the same seed gives the same values, all are valid, and so is what they shrink to. */
export function expectLaws<Value>(
  make: () => fc.Arbitrary<Value>,
  isValid: (value: Value) => boolean,
): void {
  const sample = fc.sample(make(), { seed: 7, numRuns: 200 });
  expect(fc.sample(make(), { seed: 7, numRuns: 200 })).toEqual(sample);
  expect(sample.filter((value) => !isValid(value))).toEqual([]);
  expectShrinks(make, isValid);
}

/** Shrinks end, pass valid values only, and are found again by seed and path. */
function expectShrinks<Value>(
  make: () => fc.Arbitrary<Value>,
  isValid: (value: Value) => boolean,
): void {
  for (const seed of [1, 2, 3]) {
    const seen: Value[] = [];
    const property = () =>
      fc.property(make(), (value) => {
        seen.push(value);
        return hashOf(value) % 3 === 0;
      });
    const run = fc.check(property(), { seed });
    expect(seen.filter((value) => !isValid(value))).toEqual([]);
    if (!run.failed) continue;
    const [failing] = run.counterexample ?? [];
    const again = fc.check(property(), { seed, path: run.counterexamplePath ?? '' });
    expect(again.counterexample).toEqual([failing]);
  }
}

/** Some failures that have nothing to do with an order of values. */
const hashOf = (value: unknown) =>
  [...fc.stringify(value)].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
