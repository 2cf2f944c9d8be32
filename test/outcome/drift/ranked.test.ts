import { expect, test } from 'vitest';
import { driftRatio, ranked } from '../../../src/outcome/drift/ranked.ts';
import { columns } from '../../reporters/drift-example.ts';

test('columns are in the order in which a reader wants to see them', () => {
  expect(ranked(columns).map(({ column }) => column)).toEqual([
    'email_domain',
    'payment',
    'fare',
    'total',
    'pickup',
    'passenger_count',
    'distance',
    'pickup_borough',
    'tip',
    'tolls',
    'surcharge',
    'vendor',
  ]);
});

test('a threshold of 0 is passed by any drift but 0', () => {
  expect(driftRatio({ value: 0.1, threshold: 0 })).toBe(Number.POSITIVE_INFINITY);
  expect(driftRatio({ value: 0, threshold: 0 })).toBe(0);
  const model = columns[0];
  const both = [
    { ...model, threshold: 0 },
    { ...model, threshold: 0, value: 3 },
  ] as typeof columns;
  expect(ranked(both).map(({ value }) => value)).toEqual([0.012, 3]);
});
