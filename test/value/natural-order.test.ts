import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inNaturalOrder } from '../../src/value/natural-order.ts';

const sorted = (texts: readonly string[]) => inNaturalOrder(texts, (text) => text);

test('numbers in texts are ordered by their value', () => {
  expect(sorted(['part-10.csv', 'part-2.csv', 'part-1.csv', 'part.csv'])).toEqual([
    'part-1.csv',
    'part-2.csv',
    'part-10.csv',
    'part.csv',
  ]);
  expect(sorted(['9/b', '10/a', '9/a10', '9/a9', '9'])).toEqual([
    '9',
    '9/a9',
    '9/a10',
    '9/b',
    '10/a',
  ]);
  expect(sorted(['a20000000000000000001', 'a20000000000000000000', 'a3'])).toEqual([
    'a3',
    'a20000000000000000000',
    'a20000000000000000001',
  ]);
});

test('texts with the same numbers have an order too', () => {
  expect(sorted(['a01', 'a1', 'a001', 'a1'])).toEqual(['a001', 'a01', 'a1', 'a1']);
});

test('items come out once each, however they went in', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '-', '0', '1', '9', 'é'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const found = sorted(texts);
      expect(found.toSorted()).toEqual(texts.toSorted());
      expect(sorted(texts.toReversed())).toEqual(found);
    }),
  );
});

test('names of as many digits keep the order of texts', () => {
  const name = fc.nat(9999).map((at) => `part-${String(at).padStart(4, '0')}.parquet`);
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(sorted(names)).toEqual(names.toSorted());
    }),
  );
});
