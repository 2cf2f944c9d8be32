import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromJson, toJson } from '../../../src/fuzz/kept/kept-value.ts';

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.double(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, -0, NaN, Infinity, -Infinity),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => new Set(items)),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((items) => new Map(items)),
    fc.dictionary(fc.constantFrom('a', '$date', '$bigint', '$unknown', '$object'), tie('value')),
  ),
}));

test('a value comes back from its JSON as it was', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(fromJson(JSON.parse(JSON.stringify(toJson(one))))).toEqual(one);
    }),
    { numRuns: 500 },
  );
});

test('a form that is not known is an error', () => {
  expect(() => fromJson({ $function: 'x' })).toThrow('$function');
});
