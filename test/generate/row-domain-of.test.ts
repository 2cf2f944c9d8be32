import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src/contract/contract.ts';
import { GenerateError } from '../../src/generate/generate-error.ts';
import { rowDomainOf } from '../../src/generate/row-domain-of.ts';

const placeOf = (schema: z.ZodType) => {
  const [column] = rowDomainOf(contract('orders', { schema: z.object({ x: schema }) })).columns;
  if (column === undefined) throw new Error('There is a column.');
  const { domain, nil } = column;
  return { domain, nil };
};

const domainOf = (schema: z.ZodType) => placeOf(schema).domain;

const refusalOf = (schema: z.ZodType): string => {
  try {
    rowDomainOf(contract('orders', { schema: z.object({ x: schema }) }));
  } catch (error) {
    if (error instanceof GenerateError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
};

describe('numbers', () => {
  test('the tightest bounds win, and an excluded end is the next double', () => {
    expect(domainOf(z.number().min(1).gt(2).lt(10).max(20))).toMatchObject({
      kind: 'number',
      minimum: 2 + 2 * Number.EPSILON,
      maximum: 10 - 8 * Number.EPSILON,
      filters: [],
    });
  });

  test('whole numbers are bounded by whole numbers that doubles hold exactly', () => {
    expect(domainOf(z.int().gt(1.5))).toMatchObject({
      minimum: 2,
      maximum: Number.MAX_SAFE_INTEGER,
      whole: true,
    });
    expect(domainOf(z.uint32())).toMatchObject({ minimum: 0, maximum: 2 ** 32 - 1 });
  });

  test('bigints are those of BIGINT, unless the schema bounds them beyond', () => {
    expect(domainOf(z.bigint())).toMatchObject({
      kind: 'bigint',
      minimum: -(2n ** 63n),
      maximum: 2n ** 63n - 1n,
    });
    expect(domainOf(z.bigint().gt(2n ** 64n))).toMatchObject({ minimum: 2n ** 64n + 1n });
    expect(domainOf(z.bigint().multipleOf(4n).multipleOf(6n).min(1n))).toMatchObject({
      minimum: 12n,
      step: 12n,
    });
  });
});

describe('contradictions', () => {
  test('name both rules, the column and the contract', () => {
    const message = refusalOf(z.number().min(5).max(3));
    expect(message).toMatch(/^CONTRADICTION .*contract 'orders'\. column\('x'\): no value is/);
    expect(message).toContain("column('x') is at least 5");
    expect(message).toContain("column('x') is at most 3");
  });

  test('are found within nested values', () => {
    const message = refusalOf(z.array(z.object({ p: z.number().min(5).max(3) })));
    expect(message).toContain("column('x[].p') is at least 5");
    expect(message).toContain("column('x[].p') is at most 3");
  });

  test('are found between a pattern and a length', () => {
    const message = refusalOf(
      z.array(
        z
          .string()
          .regex(/^\d{2}$/)
          .max(1),
      ),
    );
    expect(message).toContain("column('x[]') matches /^\\d{2}$/");
    expect(message).toContain("column('x[]') has at most 1 character");
  });

  test('leave NULL where it satisfies them', () => {
    expect(placeOf(z.number().min(5).max(3).nullable())).toEqual({ domain: null, nil: 'null' });
  });
});
