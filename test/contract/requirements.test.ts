import { describe, expect, test } from 'vitest';
import { readDocstrings } from '../../scripts/docstrings.ts';
import { contract } from '../../src/contract/contract.ts';
import type { ExpectationNode } from '../../src/contract/expectation.ts';
import { formatNames } from '../../src/contract/schema/zod-formats.ts';
import { erasures, z } from '../../src/index.ts';
import type { Aggregate } from '../../src/metric/aggregate.ts';
import { and, countIf, not } from '../../src/metric/expression.ts';
import { metricKey } from '../../src/metric/metric.ts';
import type { Requirement } from '../../src/metric/requirement.ts';
import { declared, one } from './example.ts';

/** Every word that a contract offers, by the examples of the docstrings, and all that a rich schema says. */
const written = readDocstrings('src/contract/words/*.ts')
  .flatMap(({ members }) => members.flatMap(({ example }) => (example ? [example] : [])))
  .flatMap((example) => {
    const run = new Function('rows', 'column', 'erasures', `return [${example}];`);
    return declared(({ rows, column }) => run(rows, column, erasures));
  });
const said = contract('said', {
  schema: z
    .strictObject({
      id: z.int().min(1).multipleOf(2),
      name: z.string().min(1).max(9).startsWith('a').nullable(),
      email: z.email(),
      address: z.ipv6().refine((text) => text !== '::'),
      tag: z.string().trim().pipe(z.ipv4()),
      state: z.enum(['a', 'b']).optional(),
      at: z.date(),
      day: z.iso.date(),
      either: z.union([z.string(), z.number()]),
      nothing: z.null(),
    })
    .refine(({ id }) => id > 0),
  strict: 'ordered',
}).expectations;
const all: readonly ExpectationNode[] = [...written, ...said];

/** The number of violations that a requirement is counted by. */
function counted(requirement: Requirement): Aggregate {
  switch (requirement.kind) {
    case 'each':
      return countIf(and(requirement.judged, not(requirement.holds)));
    case 'unique':
      return { kind: 'duplicates', of: requirement.of, nulls: requirement.nulls };
    case 'increasing':
      return { kind: 'descents', of: requirement.of };
    case 'structure':
      return { kind: 'structure', check: requirement.check };
    case 'readable':
      return { kind: 'unreadable' };
  }
}

describe('what a condition requires', () => {
  test('is kept of every condition, and counted as it says', () => {
    const conditions = all.flatMap(({ metric }) =>
      metric.condition ? [{ metric, condition: metric.condition }] : [],
    );
    expect(conditions.length).toBeGreaterThan(40);
    for (const { metric, condition } of conditions) {
      expect(metric.value, metric.label).toEqual(counted(condition));
      if (condition.kind === 'each')
        expect(metric.of, metric.label).toEqual(countIf(condition.judged));
    }
    expect([...new Set(conditions.map(({ condition }) => condition.kind))].sort()).toEqual([
      'each',
      'increasing',
      'readable',
      'structure',
      'unique',
    ]);
  });

  test('is no part of the key: what is measured once is measured once', () => {
    for (const { metric } of all)
      expect(metricKey({ ...metric, condition: null }), metric.label).toBe(metricKey(metric));
  });

  test('is frozen through and through', () => {
    const thawed = (value: unknown): boolean =>
      typeof value === 'object' &&
      value !== null &&
      !(value instanceof Date) &&
      (!Object.isFrozen(value) || Object.values(value).some(thawed));
    expect(all.filter(({ metric }) => thawed(metric.condition))).toEqual([]);
  });

  test('keeps the value that it judges apart from the limit', () => {
    const of = { kind: 'column', name: 'fare' };
    const conditions = [5, 6].map((limit) => one(({ column }) => column('fare').atMost(limit)));
    for (const { metric } of conditions)
      expect(metric.condition).toMatchObject({ kind: 'each', of });
  });
});

describe('formats', () => {
  test.each(formatNames)('%s is named by the word', (name) => {
    const { condition } = one(({ column }) => column('email').format(name)).metric;
    expect(condition).toMatchObject({ kind: 'each', formats: [name] });
  });

  test('are named by the schema too, judged by pattern or by code, of the value as it is stored', () => {
    const formats = said.flatMap(({ metric: { condition, label } }) =>
      condition?.kind === 'each' && condition.formats.length > 0
        ? [[label, condition.formats]]
        : [],
    );
    expect(formats).toEqual([
      ["column('email') is an email", ['email']],
      ["column('address') satisfies its zod schema", ['ipv6']],
      ["column('day') is an ISO date", ['date']],
    ]);
  });
});
