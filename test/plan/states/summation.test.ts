import { afterAll, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import type { Expectation } from '../../../src/index.ts';
import { addingsOf } from '../../../src/plan/states/summation.ts';
import { table } from '../../support/table.ts';
import { asked, opened } from '../opened.ts';

afterAll(closeEngines);

type Declare = Parameters<typeof asked>[0];

/** How the values of each metric are added up over a table, and what was queries for it. */
const addings = (select: string, declare: Declare, masked: readonly string[] = []) =>
  opened(
    table(select),
    async ({ context, queries }) => {
      const metrics = asked(declare).map(({ metric }) => metric);
      const found = await addingsOf(metrics, context);
      return { found: metrics.map(found), queries: [...queries] };
    },
    masked,
  );

const fixed = (top: number, mayBeSpecial = false) => ({ kind: 'fixed', top, mayBeSpecial });
/** Sum, mean and deviation of x. */
const three = ({ column }: Parameters<Declare>[0]): readonly Expectation[] => [
  column('x').sum().above(0),
  column('x').mean().above(0),
  column('x').stddev().above(0),
];

test.for([
  ['smallint', [{ kind: 'whole' }, { kind: 'whole' }, { kind: 'whole' }]],
  ['integer', [{ kind: 'whole' }, { kind: 'whole' }, { kind: 'whole' }]],
  ['bigint', [{ kind: 'exact' }, { kind: 'exact' }, fixed(8)]],
  ['decimal(9,2)', [{ kind: 'exact' }, { kind: 'exact' }, fixed(8)]],
  ['uhugeint', [fixed(8), fixed(8), fixed(8)]],
  ['double', [fixed(8, true), fixed(8, true), fixed(8, true)]],
] as const)('values of the type %s are added up as %o', async ([type, wanted]) => {
  const { found, queries } = await addings(
    `select (range * 20)::${type} as x from range(9)`,
    three,
  );
  expect(found).toEqual(wanted);
  expect(queries.length).toBe(wanted.some(({ kind }) => kind === 'fixed') ? 1 : 0);
});

test('what adds nothing up has no way of adding', async () => {
  const { found, queries } = await addings('select 1.5::double as x', ({ rows, column }) => [
    rows.count().above(0),
    column('x').max().above(0),
    column('x').median().above(0),
  ]);
  expect([found, queries]).toEqual([[undefined, undefined, undefined], []]);
});

test('no value is taken for nothing, and an infinite or missing one for no size', async () => {
  const none = await addings('select null::double as x', three);
  expect(none.found).toEqual([fixed(0, true), fixed(0, true), fixed(0, true)]);
  const select = `select unnest([null, 'nan', 'inf', '-70', '3']::double[]) as x`;
  expect((await addings(select, three)).found).toEqual([
    fixed(8, true),
    fixed(8, true),
    fixed(8, true),
  ]);
});

test('the size of all values is told less precisely where one of the columns is masked', async () => {
  const select = 'select 20.5::double as x, 20.5::double as y';
  const declare: Declare = ({ column }) => [
    column('x').sum().above(0),
    column('y').sum().above(0),
    column('x').plus(column('y')).sum().above(0),
    column('y').plus(column('x')).sum().above(0),
  ];
  const open = await addings(select, declare);
  expect(open.found).toEqual([8, 8, 8, 8].map((top) => fixed(top, true)));
  const masked = await addings(select, declare, ['y']);
  expect(masked.found).toEqual([8, 16, 16, 16].map((top) => fixed(top, true)));
});

test('the size is that of all rows, whatever the scope', async () => {
  const { found } = await addings('select unnest([1, 1000]::double[]) as x', ({ rows }) => [
    rows.where('x < 2').column('x').sum().above(0),
  ]);
  expect(found).toEqual([fixed(12, true)]);
});
