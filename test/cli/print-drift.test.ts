import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { printDrift } from '../../src/cli/drift/print-drift.ts';
import { width } from '../../src/outcome/printable-text.ts';
import { columns, driftOf } from '../reporters/drift-example.ts';
import { hostileTexts } from '../reporters/hostile.ts';

const plain = new Chalk({ level: 0 });

test('the table of all columns fits into 80 columns', () => {
  const text = printDrift(
    {
      reference: '2019-03.csv',
      current: '2020-04.csv',
      drift: driftOf({ columns }),
      uncompared: [
        { column: 'airport_fee', is: 'new', why: 'only in the current data' },
        { column: 'flag', is: 'error', why: 'The reference has numbers, the data text.' },
      ],
    },
    plain,
  );
  expect(text.split('\n').filter((line) => width(line) > 80)).toEqual([]);
  expect(text).toMatch(/^\n2020-04\.csv \(237,993 rows\) against 2019-03\.csv \(7,832,545\)\n/);
  expect(text).toMatch(/\n3 of 11 columns drifted, 1 not compared; 1 new; 1 of another type$/);
});

test.each(hostileTexts)('%j is shown as what it is', (text) => {
  const [model] = columns;
  const printed = printDrift(
    {
      reference: text,
      current: text,
      drift: driftOf({ columns: [{ ...model, column: text }] as typeof columns }),
      uncompared: [{ column: text, is: 'vanished', why: text }],
    },
    plain,
  );
  expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u);
});
