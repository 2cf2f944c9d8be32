import { describe, expect, test } from 'vitest';
import {
  and,
  column,
  compare,
  type Literal,
  literal,
  not,
  notNull,
} from '../../src/metric/expression.ts';
import { everywhere, frozen, type Metric, metricKey } from '../../src/metric/metric.ts';
import { comparing, printArgument, type Subject } from '../../src/metric/subject.ts';
import { isIn } from '../../src/metric/values.ts';
import { one } from '../contract/example.ts';

const subject: Subject = {
  scope: everywhere,
  label: "column('x')",
  value: column('x'),
  columns: ['x'],
};
const keyOf = (declare: Parameters<typeof one>[0]) => metricKey(one(declare).metric);

describe('metricKey', () => {
  test.for<[string, Parameters<typeof one>[0], Parameters<typeof one>[0]]>([
    [
      'bound, severity, name and tags do not count',
      ({ column: of }) => of('fare').mean().atMost(1),
      ({ column: of }) =>
        of('fare').mean().between(2, 3).warn().named('x').tagged('y').because('z'),
    ],
    [
      'two words for one number',
      ({ column: of }) => of('fare').median().atMost(1),
      ({ column: of }) => of('fare').quantile(0.5).atMost(1),
    ],
    [
      'a condition and the measure that it counts with',
      ({ column: of }) => of('origin').unique(),
      ({ column: of }) => of('origin').duplicates().atMost(0),
    ],
    [
      'two ways to write one limit',
      ({ column: of }) => of('date').before('2026-01-31'),
      ({ column: of }) => of('date').before(new Date('2026-01-31T00:00Z')),
    ],
    [
      'a list of columns named twice',
      ({ rows }) => rows.per('origin', 'origin').count().atLeast(2),
      ({ rows }) => rows.per('origin').count().atLeast(2),
    ],
  ])('is one for what is measured once: %s', ([, first, second]) => {
    expect(keyOf(first)).toBe(keyOf(second));
  });

  test('does not depend on the order in which a value was written', () => {
    const { metric } = one(({ column: of }) => of('fare').quantile(0.25).atMost(1));
    const turned = (value: unknown): unknown =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .map(([name, part]) => [name, turned(part)])
              .reverse(),
          );
    expect(metricKey(turned(metric) as Metric)).toBe(metricKey(metric));
  });

  test('tells apart what JSON does not', () => {
    const instant = new Date('2026-01-31');
    const literals: readonly Literal[] = [
      5,
      6,
      5n,
      6n,
      '5',
      '5n',
      0,
      -0,
      Infinity,
      -Infinity,
      'Infinity',
      instant,
      instant.toISOString(),
      String(instant.getTime()),
      instant.getTime(),
      new Date('2026-02-01'),
      true,
      false,
      'true',
    ];
    const keys = literals.map((value) => metricKey(isIn(subject, [value])));
    expect(new Set(keys).size).toBe(literals.length);
  });

  test.for<[string, Parameters<typeof one>[0], Parameters<typeof one>[0]]>([
    [
      'another column',
      ({ column: of }) => of('fare').mean().atMost(1),
      ({ column: of }) => of('tip').mean().atMost(1),
    ],
    [
      'another scope',
      ({ rows }) => rows.where('tip > 0').column('fare').mean().atMost(1),
      ({ column: of }) => of('fare').mean().atMost(1),
    ],
    [
      'another base of the share',
      ({ column: of }) => of('fare').infinities().atMost(1),
      ({ rows }) => rows.satisfy('not isinf(fare)'),
    ],
    [
      'another flag',
      ({ column: of }) => of('email').matches(/a/),
      ({ column: of }) => of('email').matches(/a/i),
    ],
    [
      'another JSON Schema',
      ({ column: of }) => of('payload').json({ type: 'object' }),
      ({ column: of }) => of('payload').json({ type: 'array' }),
    ],
    [
      'a value in full',
      ({ column: of }) => of('fare').distinct().atMost(1),
      ({ column: of }) => of('fare').distinct({ exact: true }).atMost(1),
    ],
    [
      'another unit of one extreme',
      ({ column: of }) => of('fare').min().atMost(1),
      ({ column: of }) =>
        of('fare' as 'date')
          .oldest()
          .above('2026-01-01'),
    ],
    [
      'another step',
      ({ column: of }) => of('date').gaps('1d').equals(0),
      ({ column: of }) => of('date').gaps('1h').equals(0),
    ],
  ])('differs for %s', ([, first, second]) => {
    expect(keyOf(first)).not.toBe(keyOf(second));
  });
});

test.for<[unknown, string]>([
  ['JFK', "'JFK'"],
  ["O'Hare", `"O'Hare"`],
  [`'"`, `'\\'"'`],
  ['a\\b', "'a\\\\b'"],
  ['\n\r\t\0\u001b\u2028', "'\\n\\r\\t\\u{0}\\u{1b}\\u{2028}'"],
  ['\ud800', "'\\u{d800}'"],
  ['é😀👨‍👩‍👧', "'é😀👨‍👩‍👧'"],
  [5n, '5n'],
  [-0.5, '-0.5'],
  [true, 'true'],
  [/a'b/gi, "/a'b/gi"],
  [new Date('2026-01-31'), "'2026-01-31'"],
  [['a', ['b']], "['a', ['b']]"],
  [{ type: 'object', label: 'x' }, '{…}'],
  [subject, "column('x')"],
])('%o is printed as it is written: %s', ([value, printed]) => {
  expect(printArgument(value)).toBe(printed);
});

test('printed text is read by JavaScript as what it was', () => {
  const text = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join('');
  const read = new Function(`return ${printArgument(text)}`);
  expect(read()).toBe(text);
});

test('frozen freezes plain data through and through, and leaves what has methods alone', () => {
  const date = new Date();
  const value = frozen({ list: [{ of: { kind: 'x' } }], date, judge: () => true });
  expect([value, value.list, value.list[0], value.list[0]?.of].every(Object.isFrozen)).toBe(true);
  expect(Object.isFrozen(date)).toBe(false);
});

test('a comparison with constants judges every value that is there', () => {
  const limit = { value: { kind: 'literal', value: 5 }, label: '5', columns: [] } as const;
  const metric = comparing(subject, { name: 'atLeast', args: [limit] }, [['>=', limit]]);
  expect(metric.label).toBe("column('x').atLeast(5)");
  expect(metric.of).toEqual({
    kind: 'countIf',
    predicate: { kind: 'not', term: { kind: 'isNull', of: column('x') } },
  });
});

describe('what a condition requires', () => {
  test('is kept as it was declared: what is judged, and what must hold', () => {
    const { metric } = one(({ column: of }) => of('fare').atLeast(0));
    const fare = column('fare');
    expect(metric.condition).toEqual({
      kind: 'each',
      of: fare,
      judged: notNull(fare),
      holds: compare(fare, '>=', literal(0)),
      formats: [],
    });
    expect(metric.violating).toEqual(and(notNull(fare), not(compare(fare, '>=', literal(0)))));
  });

  test('is nothing of a measure, and no test of a row where rows are compared', () => {
    const measure = one(({ column: of }) => of('fare').mean().atLeast(0)).metric;
    const nulls = one(({ column: of }) => of('fare').nulls().atMost(1)).metric;
    const unique = one(({ column: of }) => of('origin').unique()).metric;
    expect([measure.condition, nulls.condition]).toEqual([null, null]);
    expect(unique.condition).toEqual({ kind: 'unique', of: [column('origin')], nulls: 'skip' });
  });
});
