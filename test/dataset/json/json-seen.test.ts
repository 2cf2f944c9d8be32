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
