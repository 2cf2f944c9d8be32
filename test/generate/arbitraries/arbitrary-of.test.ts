import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domain, expectLaws, made, number, pattern, text } from './laws.ts';

const anyOf = (of: ReturnType<typeof domain>, count = 500) =>
  fc.sample(made(of), { seed: 11, numRuns: count });

/** The value that is left when every value fails. */
const simplest = (of: ReturnType<typeof domain>) =>
  fc.check(
    fc.property(made(of), () => false),
    { seed: 3 },
  ).counterexample?.[0];

describe('numbers', () => {
  const shapes = [
    number,
    { ...number, minimum: 0.25, maximum: 0.75 },
    { ...number, whole: true, minimum: -3, maximum: 1000 },
    { ...number, whole: true, minimum: 2 ** 53, maximum: 2 ** 53 },
    { ...number, steps: [0.05, 0.02], minimum: 1 },
    { ...number, nan: true, infinite: true },
  ];
  test.for(shapes)('%j', (shape) => {
    const isMultiple = (value: number) =>
      shape.steps.length === 0 || Math.abs(value * 10 - Math.round(value * 10)) < 1e-3;
    expectLaws(
      () => made(domain(shape)),
      (value) =>
        typeof value === 'number' &&
        (Number.isFinite(value)
          ? value >= shape.minimum && value <= shape.maximum && isMultiple(value)
          : shape.nan) &&
        (!shape.whole || Number.isInteger(value)),
    );
  });

  test('edges occur', () => {
    const values = anyOf(domain({ ...number, minimum: 0.1, maximum: 9 }));
    expect(values).toEqual(
      expect.arrayContaining([0.1, 9, 0.10000000000000002, 8.999999999999998]),
    );
    const signed = anyOf(domain({ ...number, nan: true, infinite: true }));
    expect(signed).toEqual(expect.arrayContaining([0, -0, Number.NaN, Infinity, -Infinity]));
  });

  test('shrink to round numbers', () => {
    expect(simplest(domain(number))).toBe(0);
    expect(simplest(domain({ ...number, minimum: 3.7 }))).toBe(4);
    expect(simplest(domain({ ...number, minimum: 0.31, maximum: 0.74 }))).toBe(0.4);
    const above = fc.check(
      fc.property(made(domain(number)), (value) => Number(value) < 12.5),
      { seed: 3 },
    );
    expect(above.counterexample?.[0]).toBe(13);
  });
});

test('bigints', () => {
  const shape = {
    kind: 'bigint',
    minimum: -(2n ** 63n),
    maximum: 2n ** 63n - 1n,
    step: 3n,
  } as const;
  expectLaws(
    () => made(domain(shape)),
    (value) => typeof value === 'bigint' && value % 3n === 0n && value >= shape.minimum,
  );
  expect(simplest(domain(shape))).toBe(0n);
  expect(anyOf(domain(shape))).toContain(shape.maximum - (shape.maximum % 3n));
});

test('instants', () => {
  const shape = { kind: 'instant', minimum: -8.64e15, maximum: 8.64e15 } as const;
  expectLaws(
    () => made(domain(shape)),
    (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  );
  expect(simplest(domain(shape))).toEqual(new Date('2000-01-01'));
  expect(anyOf(domain(shape))).toContainEqual(new Date('2000-02-29'));
  const late = domain({ ...shape, minimum: Date.parse('2024-05-06T07:08:09.123Z') });
  expect(simplest(late)).toEqual(new Date('2024-05-07'));
});

describe('texts', () => {
  const shapes: readonly [typeof text, (value: string) => boolean][] = [
    [text, () => true],
    [
      { ...text, minLength: 3, maxLength: 4 },
      (value) => value.length <= 4 && [...value].length >= 3,
    ],
    [
      { ...text, patterns: [pattern(/^[A-Z]{3}-\d{4}$/)] },
      (value) => /^[A-Z]{3}-\d{4}$/.test(value),
    ],
    [{ ...text, patterns: [pattern(/^(foo|bar)+$/iu)] }, (value) => /^(foo|bar)+$/iu.test(value)],
    [{ ...text, patterns: [pattern(/(\w)\1$/)] }, (value) => /(\w)\1$/.test(value)],
    [{ ...text, patterns: [pattern(/^(?=.*\d)\w+$/)] }, (value) => /^(?=.*\d)\w+$/.test(value)],
    [
      { ...text, patterns: [pattern(/^\p{Lu}\p{Ll}+$/u)], minLength: 9 },
      (value) => /^\p{Lu}\p{Ll}{8,}$/u.test(value),
    ],
    [
      { ...text, patterns: [/^ab/, /yz$/, /Q/].map(pattern), minLength: 10, maxLength: 12 },
      (value) => /^ab.*Q.*yz$/s.test(value) && value.length <= 12 && value.length >= 10,
    ],
    [{ ...text, notPatterns: [pattern(/a/)] }, (value) => !value.includes('a')],
    [
      { ...text, format: 'email', patterns: [pattern(/@corp\.com$/)], minLength: 15 },
      (value) => /^\S+@corp\.com$/.test(value) && value.length >= 15,
    ],
  ];
  test.for(shapes)('%j', ([shape, isValid]) => {
    expectLaws(
      () => made(domain(shape)),
      (value) => typeof value === 'string' && isValid(value),
    );
  });

  test('edges occur, and odd characters', () => {
    const values = anyOf(domain({ ...text, maxLength: 9 })).map(String);
    expect(values).toContain('');
    expect(values.some((value) => value.length === 9)).toBe(true);
    expect(values.join('')).toMatch(/\p{Emoji_Presentation}/u);
    expect(values.join('')).toMatch(/\p{M}/u);
  });

  test('shrink to short and simple ones', () => {
    expect(simplest(domain(text))).toBe('');
    expect(simplest(domain({ ...text, minLength: 2 }))).toBe('aa');
    expect(simplest(domain({ ...text, patterns: [pattern(/^[A-Z]{2}-\d+$/)] }))).toBe('AA-0');
  });

  test('a rule that refuses everything is an error with its name', () => {
    const shape = { ...text, patterns: [pattern(/^a/)], notPatterns: [pattern(/^a/)] };
    expect(() => anyOf(domain(shape))).toThrow(
      /No values were found for x of contract 'orders': the rule "a value is no match of \/\^a\/" refused 100.0% of 1000 /,
    );
  });
});

describe('containers', () => {
  const place = (of: ReturnType<typeof domain>, nil: 'never' | 'null' | 'absent' = 'never') => ({
    domain: of,
    nil,
  });
  const digit = domain({ ...number, whole: true, minimum: 0, maximum: 9 });
  const isDigit = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;

  test('lists', () => {
    const shape = domain({ kind: 'list', of: place(digit, 'null'), minLength: 2, maxLength: 3 });
    const isValid = (value: unknown) =>
      Array.isArray(value) &&
      (value.length === 2 || value.length === 3) &&
      value.every((one) => one === null || isDigit(one));
    expectLaws(() => made(shape), isValid);
    expect(simplest(shape)).toEqual([0, 0]);
    expect(anyOf(shape).flat()).toContain(null);
  });

  test('sets', () => {
    const shape = domain({ kind: 'set', of: place(digit), minLength: 3, maxLength: 4 });
    expectLaws(
      () => made(shape),
      (value) =>
        value instanceof Set && value.size >= 3 && value.size <= 4 && [...value].every(isDigit),
    );
  });

  test('tuples', () => {
    const shape = domain({
      kind: 'tuple',
      items: [place(digit), place(digit)],
      rest: place(digit),
    });
    expectLaws(
      () => made(shape),
      (value) => Array.isArray(value) && value.length >= 2 && value.every(isDigit),
    );
    expect(simplest(shape)).toEqual([0, 0]);
  });

  test('objects', () => {
    const shape = domain({
      kind: 'object',
      fields: { a: place(digit), b: place(digit, 'absent'), ['__proto__']: place(digit) },
    });
    expectLaws(
      () => made(shape),
      (value) =>
        Object.hasOwn(value as object, '__proto__') &&
        Object.values(value as object).every(isDigit),
    );
    expect(anyOf(shape).some((value) => !('b' in (value as object)))).toBe(true);
  });

  test('records and maps', () => {
    const shape = {
      kind: 'entries',
      keys: domain({ kind: 'constants', values: ['a', 'b', 'c'] }),
      values: place(digit),
      minLength: 1,
      maxLength: 3,
    } as const;
    expectLaws(
      () => made(domain({ ...shape, as: 'record' })),
      (value) => Object.keys(value as object).every((key) => 'abc'.includes(key)),
    );
    expectLaws(
      () => made(domain({ ...shape, as: 'map' })),
      (value) => value instanceof Map && value.size >= 1 && [...value.values()].every(isDigit),
    );
  });

  test('choices and constants', () => {
    const shape = domain({
      kind: 'choice',
      options: [domain({ kind: 'constants', values: ['x', 'y', null] }), digit],
    });
    expectLaws(
      () => made(shape),
      (value) => ['x', 'y', null].includes(value as never) || isDigit(value),
    );
    expect(simplest(shape)).toBe('x');
  });
});

describe('filters', () => {
  const odd = { accepts: (value: unknown) => Number(value) % 2 === 1, rule: 'x is odd' };
  const digits = { ...number, whole: true, minimum: 0, maximum: 9 } as const;

  test('what they refuse is counted', () => {
    const tallies: { rule: string; drawn: number; refused: number }[] = [];
    const values = fc.sample(made(domain(digits, { filters: [odd] }), tallies as never), 100);
    expect(values.every((value) => Number(value) % 2 === 1)).toBe(true);
    const [tally] = tallies;
    expect(tally?.rule).toBe('x is odd');
    expect((tally?.drawn ?? 0) - (tally?.refused ?? 0)).toBe(100);
  });

  test('shrunk values pass them', () => {
    expectLaws(
      () => made(domain(digits, { filters: [odd] })),
      (value) => Number(value) % 2 === 1,
    );
  });
});

describe('faker', () => {
  const email = domain(text, { faker: 'internet.email' });

  test('makes realistic values from the seed', () => {
    expectLaws(
      () => made(email),
      (value) => /^\S+@\S+\.\w+$/.test(String(value)),
    );
  });

  test('values that break other rules are refused', () => {
    const short = domain({ ...text, maxLength: 20 }, { faker: 'internet.email' });
    expect(anyOf(short, 100).every((value) => String(value).length <= 20)).toBe(true);
  });

  test('a name or a locale that does not exist is an error with the closest', () => {
    expect(() => made(domain(text, { faker: 'internet.emial' }))).toThrow(
      "@faker-js/faker has no function 'internet.emial'. Did you mean 'internet.email'?",
    );
  });
});
