import { expect, test } from 'vitest';
import { compareHeaders } from '../../../src/run/drift/compare-headers.ts';

test('columns of one nature are compared, in the order of the current data', () => {
  const before = new Map([
    ['a', 'numbers'],
    ['b', 'text'],
    ['old', 'text'],
    ['c', 'numbers'],
    ['list', undefined],
    ['d', 'numbers'],
  ]);
  const now = new Map([
    ['c', 'dates'],
    ['b', 'text'],
    ['new', 'numbers'],
    ['a', 'numbers'],
    ['list', undefined],
    ['d', undefined],
  ]);
  expect(compareHeaders(before, now)).toEqual({
    shared: ['b', 'a'],
    uncompared: [
      { column: 'c', is: 'error', why: 'The reference has numbers, the data dates.' },
      { column: 'new', is: 'new', why: 'only in the current data' },
      { column: 'list', is: 'left out', why: 'Its values have no distribution.' },
      {
        column: 'd',
        is: 'error',
        why: 'The reference has numbers, the data values without a distribution.',
      },
      { column: 'old', is: 'vanished', why: 'only in the reference' },
    ],
  });
});
