import { expect, test } from 'vitest';
import type { Declared } from '../../src/contract/expectation.ts';
import type { Unit } from '../../src/value/quantity.ts';
import { type Declare, one } from '../contract/example.ts';

type Declaring = Parameters<Declare>[0];

const numbers = ['integer', 'float', 'decimal'];
const texts = ['text', 'json'];
const times = ['date', 'timestamp'];

/** What is declared, its label, the types that it reads, its unit; a condition is one whose label says it all. */
const metrics: readonly [
  (declaring: Declaring) => Declared,
  string,
  readonly string[] | null,
  Unit | 'condition',
][] = [
  [({ column }) => column('fare').nulls().atMost(1), 'nulls()', null, 'count'],
  [({ column }) => column('fare').distinct().atMost(1), 'distinct()', null, 'count'],
  [
    ({ column }) => column('fare').distinct({ exact: true }).atMost(1),
    'distinct({ exact: true })',
    null,
    'count',
  ],
  [
    ({ column }) => column('fare').distinct({ exact: false }).atMost(1),
    'distinct()',
    null,
    'count',
  ],
  [({ column }) => column('fare').duplicates().atMost(1), 'duplicates()', null, 'count'],
  [({ column }) => column('fare').mode().atMost(1), 'mode()', null, 'count'],
  [({ column }) => column('fare').entropy().atMost(1), 'entropy()', null, 'number'],
  [
    ({ column }) => column('fare').outliersByIqr().atMost(1),
    'outliersByIqr(1.5)',
    numbers,
    'count',
  ],
  [
    ({ column }) => column('fare').outliersByRobustZ(5).atMost(1),
    'outliersByRobustZ(5)',
    numbers,
    'count',
  ],
  [
    ({ column }) => column('fare').histogram([0, 10n, 20]).bin(1).atMost(1),
    'histogram([0, 10n, 20]).bin(1)',
    numbers,
    'count',
  ],
  [
    ({ column }) => column('date').histogram(['2026-01-01', '2026-02-01']).above().atMost(1),
    "histogram(['2026-01-01', '2026-02-01']).above()",
    times,
    'count',
  ],
  [({ column }) => column('fare').missing().atMost(1), 'missing()', null, 'count'],
  [
    ({ column }) => column('status').share(['late']).atMost(1),
    "share(['late'])",
    ['text', 'json'],
    'count',
  ],
  [({ column }) => column('fare').notNull(), 'notNull()', null, 'condition'],
  [({ column }) => column('fare').unique(), 'unique()', null, 'condition'],
  [({ column }) => column('fare').in([1, 2]), 'in([1, 2])', [...numbers, 'json'], 'condition'],
  [({ column }) => column('fare').notIn([1]), 'notIn([1])', [...numbers, 'json'], 'condition'],
  [
    ({ column }) => column('date').in([new Date('2026-01-31')]),
    "in(['2026-01-31'])",
    [...times, 'json'],
    'condition',
  ],
  [({ column }) => column('fare').min().atMost(1), 'min()', numbers, 'number'],
  [({ column }) => column('fare').max().atMost(1), 'max()', numbers, 'number'],
  [({ column }) => column('fare').mean().atMost(1), 'mean()', numbers, 'number'],
  [({ column }) => column('fare').sum().atMost(1), 'sum()', numbers, 'number'],
  [({ column }) => column('fare').stddev().atMost(1), 'stddev()', numbers, 'number'],
  [({ column }) => column('fare').skewness().atMost(1), 'skewness()', numbers, 'number'],
  [({ column }) => column('fare').kurtosis().atMost(1), 'kurtosis()', numbers, 'number'],
  [({ column }) => column('fare').median().atMost(1), 'median()', numbers, 'number'],
  [
    ({ column }) => column('fare').median({ exact: true }).atMost(1),
    'median({ exact: true })',
    numbers,
    'number',
  ],
  [
    ({ column }) => column('fare').quantile(0.1, { exact: true }).atMost(1),
    'quantile(0.1, { exact: true })',
    numbers,
    'number',
  ],
  [({ column }) => column('fare').nans().atMost(1), 'nans()', numbers, 'count'],
  [({ column }) => column('fare').infinities().atMost(1), 'infinities()', numbers, 'count'],
  [({ column }) => column('fare').integer(), 'integer()', numbers, 'condition'],
  [({ column }) => column('fare').finite(), 'finite()', numbers, 'condition'],
  [({ column }) => column('fare').atLeast(1), 'atLeast(1)', numbers, 'condition'],
  [({ column }) => column('fare').atMost(1), 'atMost(1)', numbers, 'condition'],
  [({ column }) => column('fare').above(1), 'above(1)', numbers, 'condition'],
  [({ column }) => column('fare').below(1), 'below(1)', numbers, 'condition'],
  [({ column }) => column('fare').equals(1), 'equals(1)', numbers, 'condition'],
  [({ column }) => column('fare').equals(1, 0), 'equals(1)', numbers, 'condition'],
  [({ column }) => column('fare').equals(1, 0.5), 'equals(1, 0.5)', numbers, 'condition'],
  [({ column }) => column('fare').between(1, 2), 'between(1, 2)', numbers, 'condition'],
  [({ column }) => column('email').blank().atMost(1), 'blank()', texts, 'count'],
  [({ column }) => column('email').untrimmed().atMost(1), 'untrimmed()', texts, 'count'],
  [({ column }) => column('email').minLength().atMost(1), 'minLength()', texts, 'number'],
  [({ column }) => column('email').maxLength().atMost(1), 'maxLength()', texts, 'number'],
  [({ column }) => column('email').meanLength().atMost(1), 'meanLength()', texts, 'number'],
  [({ column }) => column('email').matches(/a/), 'matches(/a/)', texts, 'condition'],
  [({ column }) => column('email').notMatches(/a/), 'notMatches(/a/)', texts, 'condition'],
  [({ column }) => column('email').length(3), 'length(3)', texts, 'condition'],
  [({ column }) => column('email').format('email'), "format('email')", texts, 'condition'],
  [({ column }) => column('payload').json(true), 'json(true)', texts, 'condition'],
  [({ column }) => column('date').age().atMost('1d'), 'age()', times, 'duration'],
  [({ column }) => column('date').oldest().above('2026-01-01'), 'oldest()', times, 'instant'],
  [({ column }) => column('date').newest().above('2026-01-01'), 'newest()', times, 'instant'],
  [({ column }) => column('date').future().atMost(1), 'future()', times, 'count'],
  [({ column }) => column('date').gaps('1d').atMost(1), "gaps('1d')", times, 'count'],
  [({ column }) => column('date').before('2026-01-01'), "before('2026-01-01')", times, 'condition'],
  [({ column }) => column('date').after('2026-01-01'), "after('2026-01-01')", times, 'condition'],
  [
    ({ column }) => column('date').increasing(),
    'increasing()',
    [...numbers, ...times],
    'condition',
  ],
];

test.for(metrics)(
  '%#: each metric says what it is, and what it reads',
  ([declare, label, families, unit]) => {
    const { metric } = one(declare);
    const [, column, written] = /^column\('(\w+)'\)\.(.*)$/.exec(metric.label) ?? [];
    expect(written).toBe(label);
    expect(metric.name).toBe(label.slice(0, label.indexOf('(')));
    expect(metric.needs).toEqual([{ column, families }]);
    expect(metric.condition ? 'condition' : metric.unit).toBe(unit);
    expect(metric.condition ? metric.unit : 'count').toBe('count');
  },
);

test.for<[(declaring: Declaring) => Declared, string, readonly string[], boolean]>([
  [({ rows }) => rows.count().atMost(1), 'rows.count()', [], false],
  [({ rows }) => rows.key('id', 'fare'), "rows.key('id', 'fare')", ['id', 'fare'], true],
  [({ rows }) => rows.duplicates('id').atMost(1), "rows.duplicates('id')", ['id'], false],
  [({ rows }) => rows.satisfy('tip > 0'), "rows.satisfy('tip > 0')", [], true],
  [
    ({ rows }) => rows.where('a > 0').where('b').per('id', 'fare').count().atMost(1),
    "rows.where('a > 0').where('b').per('id', 'fare').count()",
    ['id', 'fare'],
    false,
  ],
  [
    ({ rows }) => rows.per('origin').column('tip').nulls().atMost(1),
    "rows.per('origin').column('tip').nulls()",
    ['origin', 'tip'],
    false,
  ],
])('%#: metrics of rows as well', ([declare, label, columns, isCondition]) => {
  const { metric } = one(declare);
  expect(metric.label).toBe(label);
  expect(metric.needs.map(({ column }) => column)).toEqual(columns);
  expect(metric.needs.filter(({ families }) => families !== null)).toEqual([]);
  expect(metric.condition !== null).toBe(isCondition);
});

test('a value that is asked for in full is another than one that a bound may decide', () => {
  const exact = (declare: (declaring: Declaring) => Declared) => one(declare).metric.exact ?? false;
  expect(exact(({ column }) => column('fare').median({ exact: true }).atMost(1))).toBe(true);
  expect(exact(({ column }) => column('fare').median().atMost(1))).toBe(false);
  expect(exact(({ column }) => column('fare').distinct({ exact: true }).atMost(1))).toBe(true);
  expect(exact(({ column }) => column('fare').distinct().atMost(1))).toBe(false);
});
