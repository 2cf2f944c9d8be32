import { contract, z } from 'assay';
import { expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { readsOf } from '../../src/mutants/reads.ts';

const names = ['id', 'Amount', 'city', 'say "so"', 'unread'];
const shape = {
  id: z.int(),
  Amount: z.number(),
  city: z.string().refine((city) => city !== 'x'),
};

const of = contract('reads', { schema: z.object(shape), strict: true }, ({ rows, column }) => [
  rows.count().atLeast(1).id('count'),
  rows.key('id').id('key'),
  rows.satisfy('amount > 0').id('sql'),
  rows.where("CITY = 'a'").column('Amount').mean().atLeast(1).id('where'),
  rows.per('city').count().atLeast(2).id('per'),
  column('Amount').atLeast(column('id')).id('other'),
  column('Amount').pearson(column('id')).atMost(0.5).id('pair'),
  column('city').drift().atMost(0.1).id('drift'),
  rows.drift().atMost('50%').id('rows-drift'),
]);

const reads = new Map(
  titledExpectations(of).map(({ id, node }) => [id, [...readsOf(node, names)].sort()]),
);

test.each([
  ['count', []],
  ['key', ['id']],
  // SQL ignores case, and a name with a quote in it may be written in more than one way.
  ['sql', ['Amount', 'say "so"']],
  ['where', ['Amount', 'city', 'say "so"']],
  ['per', ['city']],
  ['other', ['Amount', 'id']],
  ['pair', ['Amount', 'id']],
  ['drift', ['city']],
  ['rows-drift', ['Amount', 'city', 'id']],
])('%s reads %j', (id, expected) => {
  expect(reads.get(id)).toEqual(expected);
});

test('a check of the columns reads no values, and a refinement those of its column', () => {
  const kinds = titledExpectations(of).filter(({ node }) => node.origin === 'schema');
  expect(kinds.length).toBeGreaterThan(3);
  for (const { node } of kinds) {
    const read = readsOf(node, names);
    if (['structure', 'unreadable', 'count'].includes(node.metric.value.kind))
      expect([...read]).toEqual([]);
    else expect(read.size).toBe(1);
  }
});
