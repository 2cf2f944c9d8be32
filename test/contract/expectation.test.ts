import { describe, expect, test } from 'vitest';
import { stackText } from '../../src/contract/call-stack.ts';
import type { Condition, Expectation } from '../../src/contract/expectation.ts';
import { declared, one } from './example.ts';
import { refusal } from './refusal.ts';

/** Everything that a value is made of, but functions and what they close over. */
function parts(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return [value, ...Object.values(value).flatMap(parts)];
}

describe('an expectation is a plain value that never changes', () => {
  test('frozen through and through, whatever it is made of', () => {
    const nodes = declared(({ rows, column }) => [
      rows.count().between(1, 10).tagged('volume'),
      rows.key('id', 'date'),
      rows.duplicates('id').atMost('1%'),
      rows.where('tip > 0').per('origin').satisfy('tip <= fare'),
      column('delay').missing([-1]).atMost('2%'),
      column('delay').mean().not.between(-1, 1),
      column('delay').nulls().atMost('0.1%'),
      column('tip').plus(column('fare')).equals(column('fare'), 5).except('1%'),
      column('origin').in(['JFK']).allowEmpty(),
      column('origin').matches(/^[A-Z]{3}$/),
      column('email').format('email'),
      column('payload').json({ type: 'object', properties: {} }),
      column('date').unique(),
      column('date').increasing(),
      column('date').in([new Date('2026-01-31')]),
      column('date').gaps('1d').equals(0),
    ]);
    expect(nodes).toHaveLength(16);
    expect(parts(nodes).filter((part) => part !== nodes && !Object.isFrozen(part))).toEqual([]);
  });

  test('each method gives a new one and leaves the old as it was', () => {
    let before: Condition | undefined;
    let after: Condition | undefined;
    declared(({ column }) => {
      before = column('origin').notNull();
      after = before
        .warn()
        .because('a reason')
        .named('a name')
        .tagged('a', 'b')
        .tagged('b', 'c')
        .except('1%')
        .allowEmpty();
      return [before, after];
    });
    expect(before?.node).toMatchObject({
      severity: 'error',
      because: null,
      name: null,
      tags: [],
      allowEmpty: false,
      isConfident: false,
      allowYoung: false,
      mode: 'run',
      skippedFor: null,
      bound: { kind: 'atMost', limits: [{ kind: 'number', value: 0 }] },
    });
    expect(after?.node).toMatchObject({
      metric: before?.node.metric,
      severity: 'warn',
      because: 'a reason',
      name: 'a name',
      tags: ['a', 'b', 'c'],
      allowEmpty: true,
      bound: { kind: 'atMost', limits: [{ kind: 'share', percent: { digits: 1n, scale: 0 } }] },
    });
  });

  test('it keeps none of what the user handed over and may change later', () => {
    const values = ['JFK'];
    const date = new Date('2026-01-31');
    const dates = [date];
    const schema = { type: 'object', required: ['version'] };
    const nodes = declared(({ column }) => [
      column('origin').in(values),
      column('date').in(dates),
      column('date').before(date),
      column('payload').json(schema),
    ]);
    const written = JSON.stringify(nodes);
    values.push('LAX');
    date.setFullYear(1999);
    dates.pop();
    schema.required.push('id');
    expect(JSON.stringify(nodes)).toBe(written);
    expect(written).not.toMatch(/LAX|1999/);
  });

  test('it knows the line on which it was written', () => {
    const node = one(({ rows }) => rows.count().atLeast(1));
    expect(stackText(node.stack)).toContain('expectation.test.ts');
  });
});

test.for<[string, (all: Expectation & Condition) => unknown]>([
  ['because', (all) => all.because('')],
  ['because', (all) => all.because(undefined as unknown as string)],
  ['named', (all) => all.named(' ')],
  ['tagged', (all) => all.tagged('')],
  ['tagged', (all) => all.tagged('fine', '\t')],
])('.%s() refuses what is no text', ([method, call]) => {
  expect(refusal(() => one(({ column }) => call(column('origin').notNull()) as Condition))).toEqual(
    {
      code: 'CONTRACT_INVALID',
      message: `.${method}(...) takes text that is not empty.`,
    },
  );
});

test.for<[string, unknown, string]>([
  ['no share', '101%', "'101%' is not a share of rows: a share lies between 0% and 100%."],
  ['a fraction', 0.001, "0.001 is neither a count nor a share: write 10, or '2%'."],
  ['a negative count', -1, "-1 is neither a count nor a share: write 10, or '2%'."],
  ['nothing', undefined, "undefined is neither a count nor a share: write 10, or '2%'."],
])('.except() refuses %s', ([, tolerance, message]) => {
  const run = () =>
    one(({ column }) =>
      column('origin')
        .notNull()
        .except(tolerance as number),
    );
  expect(refusal(run)).toEqual({ code: 'QUANTITY_INVALID', message });
});

test('a bound that is called without a limit is refused, also in JavaScript', () => {
  const run = (limits: readonly number[]) =>
    one(({ column }) => {
      const mean: unknown = column('delay').mean();
      const { between } = mean as { between(...all: readonly number[]): Expectation };
      return between(...limits);
    });
  const message = 'undefined is not a number: write one such as 15.';
  expect(refusal(() => run([]))).toEqual({ code: 'QUANTITY_INVALID', message });
  expect(refusal(() => run([1]))).toEqual({ code: 'QUANTITY_INVALID', message });
  expect(run([1, 2, 3]).bound.limits).toHaveLength(2);
});
