import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seenTexts } from '../../../src/dataset/json/json-seen.ts';

test('tells texts that came before as a Set does', () => {
  const text = fc.oneof(fc.string({ maxLength: 3 }), fc.nat(999).map(String));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 2000, size: 'max' }), (texts) => {
      const isSeen = seenTexts();
      const known = new Set<string>();
      for (const one of texts) {
        expect(isSeen(Buffer.from(one))).toBe(known.has(one));
        known.add(one);
      }
    }),
    { numRuns: 50 },
  );
});

test('tells texts of one hash apart', () => {
  // 'costarring' and 'liquid' have the same FNV-1a hash of 32 bits, as 'declinate' and 'macallums' have.
  const isSeen = seenTexts();
  const texts = ['costarring', 'liquid', 'declinate', 'macallums', 'liquid'];
  expect(texts.map((one) => isSeen(Buffer.from(one)))).toEqual([false, false, false, false, true]);
});

test('finds a repeated text behind texts that ascend, by their bytes or by their length', () => {
  const byBytes = (one: string, other: string) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other));
  const byLength = (one: string, other: string) =>
    Buffer.byteLength(one) - Buffer.byteLength(other) || byBytes(one, other);
  const text = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.nat(2000).map((n) => `o${n}`),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(text, { minLength: 1, maxLength: 1000, size: 'max' }),
      fc.constantFrom(byBytes, byLength),
      fc.nat(),
      fc.array(text),
      (texts, order, at, more) => {
        const ascending = texts.toSorted(order);
        const isSeen = seenTexts();
        for (const one of ascending) expect(isSeen(Buffer.from(one))).toBe(false);
        const again = ascending[at % ascending.length] ?? '';
        expect(isSeen(Buffer.from(again))).toBe(true);
        const known = new Set(texts);
        for (const one of more) {
          expect(isSeen(Buffer.from(one))).toBe(known.has(one));
          known.add(one);
        }
      },
    ),
    { numRuns: 100 },
  );
});
