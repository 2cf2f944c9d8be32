import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import {
  ContractError,
  contract,
  csv,
  type Day,
  env,
  partitions,
  type verify,
  z,
} from '../../src/index.ts';
import { folder } from '../dataset/folder.ts';
import { measureAll } from '../support/measured.ts';

afterEach(() => vi.unstubAllEnvs());

const name = 'ASSAY_TEST_VARIABLE';
const given = (value: string | undefined) => vi.stubEnv(name, value);

/** The code and words of an error; the value where there is none. */
function said(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof ContractError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

test('a variable that is not set is an error that names it and the line', () => {
  given(undefined);
  for (const read of [env, env.number, env.date])
    expect(said(() => read(name))).toMatch(
      /^ENV_UNSET: The environment variable ASSAY_TEST_VARIABLE is not set, and test\/contract\/env\.test\.ts:\d+ needs it: set it \(ASSAY_TEST_VARIABLE=\.\.\. npx vitest run\), or give a default\.$/,
    );
  expect(said(() => env.as(name, z.string()))).toContain('ENV_UNSET');
});

test.each(['', ' ', '\t\n'])('one that is %j is not set', (value) => {
  given(value);
  expect(said(() => env(name))).toContain('is empty, which counts as not set');
  expect(said(() => env.as(name, z.coerce.number()))).toContain('ENV_UNSET');
  expect(env.number(name, { default: 7 })).toBe(7);
  expect(env(name, { default: '' })).toBe('');
});

describe('a value that does not fit is an error that does not show it', () => {
  test.each([
    ...['1,000', '0x10', 'planted', '1 000', 'NaN', 'Infinity', '1e999', '--1', '1_000'].map(
      (value) => [value, env.number, 'a number such as 1000 or 0.5'] as const,
    ),
    ...['30.11.2026', '2026-02-30', '2026-11-30T00:00:00Z', '20261130', 'planted'].map(
      (value) => [value, env.date, 'a day such as 2026-11-30'] as const,
    ),
  ])('%s', (value, read, wanted) => {
    given(value);
    const message = String(said(() => read(name)));
    expect(message).toMatch(
      /^ENV_INVALID: The environment variable ASSAY_TEST_VARIABLE, which test\/contract\/env\.test\.ts:\d+ reads, is not/,
    );
    expect(message).toContain(wanted);
    expect(message.replace(wanted, '')).not.toContain(value);
  });

  test('nor by the words of a schema', () => {
    given('planted');
    const schema = z.string().refine(() => false, { error: ({ input }) => `bad ${input}` });
    expect(said(() => env.as(name, schema))).not.toContain('planted');
    expect(said(() => env.as(name, schema))).toContain('ENV_INVALID');
  });
});

test('numbers and days are read as they were written', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      given(String(value));
      expect(env.number(name)).toBe(value + 0);
    }),
  );
  const days = fc.date({
    min: new Date('0001-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (value) => {
      given(value.toISOString().slice(0, 10));
      expect(env.date(name)).toBe(value.toISOString().slice(0, 10));
    }),
  );
});

test('what can be no variable, and no default, is refused', () => {
  expect(said(() => env(''))).toContain('ENV_INVALID: env takes the name of a variable');
  expect(said(() => env.as(name, undefined as never))).toContain(
    `ENV_INVALID: env.as('${name}') takes a zod schema second`,
  );
  expect(said(() => env('A=B'))).toContain('ENV_INVALID');
  expect(said(() => env.number(name, { default: Number.NaN }))).toContain('a number such as 1000');
  expect(said(() => env.date(name, { default: '2026-02-30' }))).toContain('a day such as');
  expect(said(() => env(name, { defualt: 'x' } as never))).toContain('Did you mean default?');
});

test('the compiler knows what comes out', () => {
  given('5');
  expectTypeOf(env).returns.toBeString();
  expectTypeOf(env.number).returns.toBeNumber();
  expectTypeOf(env.date).returns.toEqualTypeOf<Day>();
  const region: 'eu' | 'us' = env.as('A', z.enum(['eu', 'us']), { default: 'eu' });
  expect(region).toBe('eu');
  expect(env.as(name, z.coerce.number().int())).toBe(5);
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/environment.md'), 'utf8');
  const [, code = ''] = /```ts\nimport \{ contract.*?\n\n(.*?)```/s.exec(page) ?? [];
  const [, settings = ''] = /^With `(.*?)`,/m.exec(page) ?? [];
  const [, wanted = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  for (const one of settings.split(' ')) vi.stubEnv(one.split('=')[0] ?? '', one.split('=')[1]);
  const root = folder({ 'lake/day=2026-11-30/a.csv': 'id,fare\n1,2\n' });
  const calls: Promise<readonly string[]>[] = [];
  const run: typeof verify | ((...given: Parameters<typeof verify>) => void) = (held, dataset) => {
    calls.push(
      measureAll(held, dataset, { root }).then((outcomes) =>
        outcomes
          .filter(({ state }) => state !== 'passed')
          .map((outcome) => `${outcome.dataset}: ${outcome.title}`),
      ),
    );
  };
  new Function(
    'contract',
    'csv',
    'env',
    'partitions',
    'verify',
    'z',
    code.replaceAll('export ', ''),
  )(contract, csv, env, partitions, run, z);
  expect((await Promise.all(calls)).flat().join('\n')).toBe(wanted);
});
