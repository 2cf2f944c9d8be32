import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { contract, type Expectation, type Outcome, z } from '../../../src/index.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import type { Few } from '../../../src/plan/measure-request.ts';
import { observeMetrics } from '../../../src/plan/observe-metrics.ts';
import type { References } from '../../../src/plan/references.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { comparedIn } from '../../../src/reference/compared-metrics.ts';
import { asMuch, now } from '../../support/measured.ts';
import { table } from '../../support/table.ts';
import { unreadableTable } from '../../support/unreadable-table.ts';

// Of any table with fields that can't be read, each expectation says what it would of the table without the rows that have such a
// field in the columns that it reads. Which those are is written beside each expectation here, and is not asked of the planner.

const schema = z.object({
  id: z.int().nullable(),
  n: z.int().nullable(),
  x: z.number().nullable(),
  s: z.string().nullable(),
  d: z.date().nullable(),
});
type Declaring = Parameters<NonNullable<Parameters<typeof contract<typeof schema>>[2]>>[0];
type Columns = readonly (keyof typeof schema.shape)[];

const columnsOf: readonly (keyof typeof schema.shape)[] = ['id', 'n', 'x', 's', 'd'];

/** Expectations with the columns that each reads. `limit` is a small number. */
const asks: readonly (readonly [Columns, (declaring: Declaring, limit: number) => Expectation])[] =
  [
    [[], ({ rows }, limit) => rows.count().atLeast(limit + 1)],
    [['id'], ({ column }) => column('id').unique()],
    [['id'], ({ column }) => column('id').notNull().except('20%')],
    [
      ['n'],
      ({ column }, limit) =>
        column('n')
          .nulls()
          .atMost(`${limit * 10}%`),
    ],
    [['n'], ({ column }, limit) => column('n').max().atMost(limit)],
    [
      ['n'],
      ({ column }, limit) =>
        column('n')
          .distinct({ exact: true })
          .atLeast(limit + 1),
    ],
    [
      ['n'],
      ({ column }, limit) =>
        column('n')
          .duplicates()
          .atMost(`${limit * 10}%`),
    ],
    [['n'], ({ column }) => column('n').mode().atMost('30%')],
    [['n'], ({ column }, limit) => column('n').between(0, limit).except('40%')],
    [['n'], ({ column }, limit) => column('n').between(0, limit).allowEmpty()],
    [['n', 'id'], ({ column }) => column('n').atMost(column('id'))],
    [['x'], ({ column }, limit) => column('x').mean().between(0, limit)],
    [['x'], ({ column }, limit) => column('x').sum().between(0, limit)],
    [['x'], ({ column }) => column('x').stddev().atMost(1)],
    [['x'], ({ column }, limit) => column('x').median({ exact: true }).atMost(limit)],
    [['x', 'n'], ({ column }) => column('x').pearson(column('n')).atLeast(0)],
    [['s'], ({ column }) => column('s').in(['a', 'b'])],
    [['s'], ({ column }) => column('s').matches(/^[ab]/).except('50%')],
    [
      ['s'],
      ({ column }) =>
        column('s')
          .matches(/(?<=a)b|^a/)
          .except(3),
    ],
    [['s'], ({ column }) => column('s').missing().atMost('10%')],
    [['s'], ({ column }) => column('s').entropy().atLeast(0.5)],
    [['s'], ({ column }) => column('s').share(['a']).between('10%', '60%')],
    [['d'], ({ column }) => column('d').after('2026-01-03').except('60%')],
    [['d'], ({ column }) => column('d').age().atMost('330d')],
    [['d'], ({ column }) => column('d').gaps('1d').atMost(2)],
    [['d'], ({ column }) => column('d').increasing()],
    [['id', 'n'], ({ rows }) => rows.key('id', 'n')],
    [['s', 'd'], ({ rows }) => rows.duplicates('s', 'd').atMost('20%')],
    [['n', 'x'], ({ rows }) => rows.satisfy('n >= x or "N" is null')],
    [['s', 'id'], ({ rows }) => rows.satisfy("s.upper() <> 'A' or id is null")],
    [['d'], ({ rows }) => rows.where('d is null').count().atMost('30%')],
    [['n'], ({ rows }, limit) => rows.where(`n > ${limit}`).count().atMost('30%')],
    [['n', 's'], ({ rows }) => rows.where("s = 'a'").column('n').nulls().atMost('20%')],
    [
      ['n', 's'],
      ({ rows }) => rows.where("s = 'a'").column('n').distinct({ exact: true }).atLeast(2),
    ],
    [['s'], ({ rows }) => rows.per('s').count().atLeast(2)],
    [['s'], ({ rows }) => rows.per('s').count().atLeast('10%')],
    [['s', 'n'], ({ rows }) => rows.per('s').column('n').nulls().atMost('50%')],
    [['s', 'x'], ({ rows }, limit) => rows.per('s').column('x').mean().atMost(limit)],
    [['s', 'd', 'n'], ({ rows }) => rows.where('n is not null').per('s').column('d').unique()],
    [['x'], ({ column }) => column('x').mean().change().between('-10%', '10%')],
    [['n'], ({ column }) => column('n').drift('psi').atMost(0.3)],
    [['s'], ({ column }) => column('s').drift('jensenshannon').atMost(0.3)],
    [['s', 'x'], ({ rows }) => rows.per('s').column('x').mean().change().between('-50%', '50%')],
  ];

const cells = fc.record({
  n: fc.constantFrom('null', '-1', '0', '1', '2', '5'),
  x: fc.constantFrom('null', '0.5', '1', '2.25', '-3', '1e9'),
  s: fc.constantFrom('null', "'a'", "'b'", "'ab'", "''", "'n/a'"),
  d: fc.constantFrom('null', "'2026-01-01'", "'2026-01-02'", "'2026-01-05'", "'2026-01-04'"),
  unread: fc.array(fc.constantFrom(...columnsOf), { maxLength: 3 }),
});
type Row = typeof cells extends fc.Arbitrary<infer R> ? R : never;

const typed = (id: string, n: string, x: string, s: string, d: string, unread: string) =>
  `select (${id})::int as id, (${n})::int as n, (${x})::double as x, (${s})::varchar as s, (${d})::date as d, (${unread})::varchar as unread`;

/** All rows, with a column of the names of those that can't be read. */
const rowsSql = (rows: readonly Row[]) =>
  [
    `${typed('0', '0', '0', "''", 'null', "''")} limit 0`,
    ...rows.map(({ n, x, s, d, unread }, at) =>
      typed(at % 7 === 3 ? '1' : String(at), n, x, s, d, `',${unread.join(',')},'`),
    ),
  ].join(') union all (');

const isUnread = (name: string) => `contains(unread, ',${name},')`;

async function outcomesOf(
  dataset: Dataset,
  declare: (declaring: Declaring) => readonly Expectation[],
  references: References,
  few?: Few,
): Promise<readonly Outcome[]> {
  const held = contract('compared', { schema }, declare);
  const mine = titledExpectations(held).filter(({ node }) => node.origin === 'declared');
  return measureContract({
    contract: held,
    dataset,
    selected: new Set(mine.map(({ id }) => id)),
    settings: { root: process.cwd(), now },
    references,
    ...(few && { few }),
  });
}

async function referenceOf(dataset: Dataset): Promise<References> {
  const held = contract('compared', { schema }, (declaring) =>
    asks.map(([, ask]) => ask(declaring, 1)),
  );
  const metrics = comparedIn(held).map(({ metric }) => metric);
  const request = { contract: held, dataset, settings: { root: process.cwd(), now } };
  const found = await observeMetrics(metrics, request, startTrace());
  if ('problem' in found) throw new Error(found.problem.message);
  return new Map([[null, { kind: 'dataset', name: 'before', ...found }]]);
}

const facts = ({
  title,
  state,
  observed,
  value,
  of,
  share,
  segments,
  violations,
  ...more
}: Outcome) => ({
  title,
  state,
  observed,
  value,
  of,
  share,
  segments,
  violations,
  sample: more.sample,
  problem: more.problem,
  drift: more.drift,
  reference: more.reference,
});

afterAll(closeEngines);

const times = Number(process.env.ASSAY_UNREADABLE ?? 1);

test(
  'fields that can not be read leave out their rows of what reads their columns, and of nothing else',
  async () => {
    const before = await referenceOf(
      table(
        `select i::int as id, i % 4 as n, i / 4.0 as x, ['a', 'b', 'ab'][1 + i % 3] as s, date '2026-01-01' + (i % 5)::int as d from range(60) as r(i)`,
      ),
    );
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { maxLength: 40 }),
        fc.integer({ min: 0, max: 3 }),
        fc.uniqueArray(fc.nat(asks.length - 1), { minLength: 1, maxLength: 12 }),
        async (rows, limit, picks) => {
          const all = `(${rowsSql(rows)})`;
          const select = `select * from (${all})`;
          const conditions = Object.fromEntries(columnsOf.map((name) => [name, isUnread(name)]));
          const picked = picks.map((at) => asks[at] as (typeof asks)[number]);
          // The column of names is no part of the data.
          const mixed = unreadableTable(select, conditions, { without: ['unread'] });
          const found = await outcomesOf(
            mixed,
            (declaring) => picked.map(([, ask]) => ask(declaring, limit)),
            before,
            asMuch,
          );
          for (const [at, [columns, ask]] of picked.entries()) {
            const others = columnsOf.filter((name) => !columns.includes(name));
            const nulls = others.map(
              (name) => `case when ${isUnread(name)} then null else ${name} end as ${name}`,
            );
            const read = columns.map((name) => `not ${isUnread(name)}`);
            const where = read.length === 0 ? '' : ` where ${read.join(' and ')}`;
            const rest = `select * ${others.length > 0 ? `replace (${nulls.join(', ')})` : ''} from (${all})${where}`;
            const [wanted] = await outcomesOf(
              table(`select * exclude (unread) from (${rest})`),
              (declaring) => [ask(declaring, limit)],
              before,
            );
            if (found[at] === undefined || wanted === undefined)
              throw new Error('Nothing came out.');
            const isAllUnread =
              rows.length > 0 &&
              rows.every(({ unread }) => columns.some((name) => unread.includes(name)));
            // That nothing can be read is no reason to pass, as it may be that there is nothing.
            const state = isAllUnread && wanted.state === 'passed' ? 'failed' : wanted.state;
            const sample = isAllUnread ? found[at].sample : wanted.sample;
            expect(facts(found[at])).toEqual({ ...facts(wanted), state, sample });
            judged += 1;
          }
        },
      ),
      { numRuns: 60 * times, endOnFailure: true },
    );
    expect(judged).toBeGreaterThan(300 * times);
  },
  300_000 * times,
);
