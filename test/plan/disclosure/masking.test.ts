import { describe, expect, test } from 'vitest';
import type { ColumnDescription, EngineValue } from '../../../src/engine/engine.ts';
import type { Distribution } from '../../../src/outcome/outcome.ts';
import {
  holdsPersonal,
  maskDistribution,
  mayLookPersonal,
  noMasks,
  revealsValue,
  sampleOf,
} from '../../../src/plan/disclosure/masking.ts';
import type { Numeric } from '../../../src/value/numeric.ts';
import { type Declare, one } from '../../contract/example.ts';

type Declaring = Parameters<Declare>[0];
const card = 4_111_111_111_111_111n;
const masks = { columns: new Set(['fare']), looks: true };

describe('a measure tells a value', () => {
  const tells = (
    declare: (
      declaring: Declaring,
    ) => Parameters<typeof one>[0] extends (d: never) => infer R ? R : never,
    of: Numeric,
    value: Numeric | null,
    how = masks,
  ) => revealsValue(one(declare).metric, of, value, how);

  test('where it is an extreme or a quantile of a masked column', () => {
    expect(tells(({ column }) => column('fare').min().above(1), 9, 5)).toBe(true);
    expect(tells(({ column }) => column('fare').max().above(1), 9, 5)).toBe(true);
    expect(tells(({ column }) => column('fare').median().above(1), 9, 5)).toBe(true);
    expect(tells(({ column }) => column('tip').min().above(1), 9, 5)).toBe(false);
    expect(tells(({ column }) => column('fare').plus(column('tip')).min().above(1), 9, 5)).toBe(
      true,
    );
    expect(tells(({ column }) => column('tip').plus(column('fare')).min().above(1), 9, 5)).toBe(
      true,
    );
  });

  test('where it is a sum or a mean of one value alone', () => {
    for (const [of, told] of [
      [0, true],
      [1, true],
      [2n, false],
    ] as const) {
      expect(tells(({ column }) => column('fare').sum().above(1), of, 5)).toBe(told);
      expect(tells(({ column }) => column('fare').mean().above(1), of, 5)).toBe(told);
    }
    expect(tells(({ column }) => column('fare').stddev().above(1), 1, 5)).toBe(false);
    expect(tells(({ column }) => column('fare').nulls().atMost(1), 1, 5)).toBe(false);
  });

  test('not where it is a distance of distributions, or counts values or columns', () => {
    expect(tells(({ column }) => column('fare').drift().atMost(1), 9, 5)).toBe(false);
    expect(tells(({ column }) => column('fare').drift('psi').atMost(1), 9, 5)).toBe(false);
    expect(tells(({ column }) => column('fare').drift('ks').pValue().atLeast(1e-3), 9, 5)).toBe(
      false,
    );
    expect(tells(({ column }) => column('fare').newValues().equals(0), 9, 5)).toBe(false);
    expect(tells(({ column }) => column('fare').vanishedValues().equals(0), 9, 5)).toBe(false);
    expect(tells(({ rows }) => rows.drift().atMost(1), 9, 5)).toBe(false);
    expect(tells(({ column }) => column('fare').drift('wasserstein').atMost(1), 9, 5)).toBe(true);
    expect(tells(({ column }) => column('fare').max().change().atMost('1%'), 9, 5)).toBe(true);
  });

  test('not of what it is cut into, which is shown beside it', () => {
    const perFare = ({ rows }: Declaring) => rows.per('fare').column('tip').min().above(1);
    expect(tells(perFare, 9, 5)).toBe(false);
    const ofFare = ({ rows }: Declaring) => rows.per('tip').column('fare').min().above(1);
    expect(tells(ofFare, 9, 5)).toBe(true);
  });

  test('where the number looks like a card’s, in whatever column', () => {
    const least = ({ column }: Declaring) => column('tip').min().above(1);
    expect(tells(least, 9, card)).toBe(true);
    expect(tells(least, 9, card + 1n)).toBe(false);
    expect(tells(least, 9, null)).toBe(false);
    expect(tells(least, 9, card, { ...masks, looks: false })).toBe(false);
    expect(tells(({ column }) => column('date').oldest().above('2026-01-01'), 9, card)).toBe(false);
  });
});

test.for<[ColumnDescription['family'], string, boolean]>([
  ['text', 'VARCHAR', true],
  ['integer', 'BIGINT', true],
  ['integer', 'INTEGER', false],
  ['integer', 'UTINYINT', false],
  ['integer', 'HUGEINT', true],
  ['float', 'DOUBLE', true],
  ['float', 'FLOAT', true],
  ['other', 'UUID', false],
  ['other', 'UUID[]', true],
  ['boolean', 'BOOLEAN', false],
  ['date', 'DATE', false],
  ['timestamp', 'TIMESTAMP', false],
  ['struct', 'STRUCT(a VARCHAR)', true],
])('values of a %s that is %s may look personal: %s', ([family, type, may]) => {
  expect(mayLookPersonal({ name: 'x', family, type })).toBe(may);
});

test.for<[EngineValue, boolean]>([
  [null, false],
  [true, false],
  [new Date(0), false],
  ['jane@example.com', true],
  ['jane', false],
  [card, true],
  [Number(card), true],
  [5, false],
  [{ digits: card * 100n, scale: 2 }, true],
  [{ digits: 5n, scale: 2 }, false],
  // Of the data, and no decimal.
  [{ digits: 5n, note: 'jane@example.com' }, true],
  [{ digits: 5n, scale: 2, note: 'jane@example.com' }, true],
  [{ digits: 5n, scale: 'jane@example.com' }, true],
  [{ digits: 'jane@example.com', scale: 2 }, true],
  [{ scale: 2, note: 'jane@example.com' }, true],
  [{ digits: 5n, of: card }, true],
  [new TextEncoder().encode('jane@example.com'), true],
  [new TextEncoder().encode('jane'), false],
  [{ a: { b: ['x', 'jane@example.com'] } }, true],
  [{ 'jane@example.com': 1 }, true],
  [['a', 1n, null], false],
])('%o holds what looks personal: %s', ([value, holds]) => {
  expect(holdsPersonal(value)).toBe(holds);
});

test('of a sample, the columns are named that are hidden, or masked in a row', () => {
  const rows = [
    ['1', 'a', '•••'],
    ['2', '•••', '•••'],
  ];
  expect(sampleOf(['id', 'note', 'email'], rows, new Set(['email'])).masked).toEqual([
    'note',
    'email',
  ]);
  expect(sampleOf(['id'], [['1']], new Set()).masked).toEqual([]);
  expect(sampleOf(['id'], [], new Set(['id'])).masked).toEqual(['id']);
});

describe('a list of values', () => {
  const list = {
    kind: 'frequencies',
    values: [
      ['jane@example.com', 3],
      [null, 1],
      ['a', 2],
      ['joe@example.com', 4],
    ],
    others: 5,
  } as unknown as Distribution;
  const looking = { columns: new Set<string>(), looks: true };

  test('has those that look personal as one, at its end', () => {
    expect(maskDistribution(list, looking)).toEqual({
      ...list,
      values: [
        [null, 1],
        ['a', 2],
        ['•••', 7],
      ],
    });
  });

  test('stays what it is where none does, where nothing is masked, and where it is none', () => {
    const plain = { ...list, values: [['a', 2]] } as unknown as Distribution;
    expect(maskDistribution(plain, looking)).toBe(plain);
    expect(maskDistribution(list, noMasks)).toBe(list);
    const bins = { kind: 'histogram' } as unknown as Distribution;
    expect(maskDistribution(bins, looking)).toBe(bins);
    expect(maskDistribution(null, looking)).toBeNull();
  });
});
