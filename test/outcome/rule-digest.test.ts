import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract, type Declaring } from '../../src/contract/contract.ts';
import type { Expectation } from '../../src/contract/expectation.ts';
import { z } from '../../src/index.ts';
import { ruleDigest } from '../../src/outcome/rule-digest.ts';
import { digests } from './digested.ts';

const schema = z.object({ a: z.number(), b: z.number().nullable(), t: z.string() });
type Declare = (declaring: Declaring<typeof schema>) => Expectation;

const digestOf = (declare: Declare): string => {
  const node = contract('c', { schema }, (given) => [declare(given)]).expectations.at(-1);
  if (!node) throw new Error('It declares nothing.');
  return ruleDigest(node);
};
const ofSchema = (row: Parameters<typeof contract>[1]['schema']): readonly string[] =>
  contract('c', { schema: row }).expectations.map(ruleDigest);

test.for<[string, Declare, Declare]>([
  [
    'bound',
    ({ column }) => column('a').mean().atMost(1),
    ({ column }) => column('a').mean().atMost(2),
  ],
  [
    'side of the bound',
    ({ column }) => column('a').mean().atMost(1),
    ({ column }) => column('a').mean().below(1),
  ],
  [
    'severity',
    ({ column }) => column('a').mean().atMost(1),
    ({ column }) => column('a').mean().atMost(1).warn(),
  ],
  [
    'column',
    ({ column }) => column('a').mean().atMost(1),
    ({ column }) => column('b').mean().atMost(1),
  ],
  [
    'scope',
    ({ rows }) => rows.where('a > 1').count().atLeast(1),
    ({ rows }) => rows.where('a > 2').count().atLeast(1),
  ],
  [
    'segments',
    ({ rows }) => rows.per('a').count().atLeast(2),
    ({ rows }) => rows.per('b').count().atLeast(2),
  ],
  [
    'limit of a condition',
    ({ column }) => column('a').atMost(1),
    ({ column }) => column('a').atMost(2),
  ],
  [
    'tolerance',
    ({ column }) => column('a').atMost(1),
    ({ column }) => column('a').atMost(1).except(3),
  ],
  [
    'rows that may be missing',
    ({ column }) => column('a').atMost(1),
    ({ column }) => column('a').atMost(1).allowEmpty(),
  ],
  [
    'flags of a pattern',
    ({ column }) => column('t').matches(/x/),
    ({ column }) => column('t').matches(/x/i),
  ],
  [
    'share of a quantile',
    ({ column }) => column('a').quantile(0.5).atMost(1),
    ({ column }) => column('a').quantile(0.6).atMost(1),
  ],
  [
    'method of a drift',
    ({ column }) => column('a').drift('psi').atMost(0.2),
    ({ column }) => column('a').drift('ks').atMost(0.2),
  ],
  [
    'formula',
    ({ column }) => column('a').mean().change().atMost('5%'),
    ({ column }) => column('a').max().change().atMost('5%'),
  ],
])('another %s gives another digest', ([, one, other]) => {
  expect(digestOf(one)).toMatch(/^[0-9a-f]{32}$/);
  expect(digestOf(one)).toBe(digestOf(one));
  expect(digestOf(one)).not.toBe(digestOf(other));
});

test('words, reasons, tags and ids are no part of it', () => {
  const plain: Declare = ({ column }) => column('a').mean().atMost(1);
  expect(
    digestOf(({ column }) =>
      column('a').mean().atMost(1).because('it is so').named('calm').tagged('slow').id('mean'),
    ),
  ).toBe(digestOf(plain));
});

test('values that differ beyond those that are shown give another digest', () => {
  const listed = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 9, maxLength: 30 });
  fc.assert(
    fc.property(listed, fc.nat(), (values, at) => {
      const changed = values.with(at % values.length, `${values.join('')}+`);
      const of = (list: readonly string[]) => digestOf(({ column }) => column('t').in(list));
      expect(of(values)).toBe(of([...values]));
      expect(of(values)).not.toBe(of(changed));
    }),
    { numRuns: 50 },
  );
});

test.for<[string, () => Parameters<typeof ofSchema>[0], () => Parameters<typeof ofSchema>[0]]>([
  [
    'an option of a union',
    () => z.object({ u: z.union([z.object({ k: z.int() }), z.string()]) }),
    () => z.object({ u: z.union([z.object({ k: z.int().max(3) }), z.string()]) }),
  ],
  [
    'a field of an object',
    () => z.object({ u: z.object({ k: z.literal('a') }) }),
    () => z.object({ u: z.object({ k: z.literal('b') }) }),
  ],
  [
    'a day within an object',
    () => z.object({ u: z.object({ k: z.date().min(new Date(1)) }) }),
    () => z.object({ u: z.object({ k: z.date().min(new Date(2)) }) }),
  ],
  [
    'a pattern within a list',
    () => z.object({ u: z.array(z.string().regex(/a/)) }),
    () => z.object({ u: z.array(z.string().regex(/b/)) }),
  ],
])('another %s, which zod judges, gives another digest', ([, one, other]) => {
  expect(ofSchema(one())).toEqual(ofSchema(one()));
  expect(ofSchema(one())).not.toEqual(ofSchema(other()));
});

test('they are the same in another process', () => {
  const path = join(import.meta.dirname, 'digested.ts');
  const script = `import { digests } from ${JSON.stringify(path)}; console.log(JSON.stringify(digests()))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    cwd: join(import.meta.dirname, '../..'),
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(digests());
});
