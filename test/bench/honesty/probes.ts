import type { Case, Check, Source } from '../../never-green/case.ts';
import { sources } from '../../never-green/case.ts';
import * as check from '../../never-green/checks.ts';
import { hoursAgo, table } from '../../never-green/table.ts';

/**
 * Plain data, to prove that a tool's program bites: each kind of check over a table that keeps it and over one that
 * breaks it, nothing odd in either. A verdict on odd data counts only where these come out right.
 */
export const probeTables = {
  'probe kept': table({
    'id integer': [1, 2, 3, 4],
    'part integer': [1, 2, 1, 2],
    'whole integer': [1, 1, 2, 2],
    'amount number': [1.5, 2.25, 3.5, 4.75],
    'word text': ['level', 'noon', 'kayak', 'civic'],
    'state text': ['open', 'closed', 'open', 'closed'],
    'mail text': ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com'],
    'note text': ['fine', 'good', 'well', 'right'],
    'paid boolean': [true, true, false, true],
    'day date': ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04'],
    'at timestamp': [hoursAgo(30), hoursAgo(20), hoursAgo(10), hoursAgo(1)],
  }),
  'probe broken': table({
    'id integer': [1, 2, 2, null],
    'part integer': [1, 1, 1, 2],
    'whole integer': [1, 1, 2, 2],
    'amount number': [1.5, 225.5, 350.5, 475.5],
    'word text': ['level', 'noon', 'odd', 'even'],
    'state text': ['open', 'lost', 'lost', 'open'],
    'mail text': ['a@example.com', 'nobody', 'c@example.com', 'd@example.com'],
    'note text': ['n/a', 'n/a', 'well', 'n/a'],
    'paid boolean': [true, true, false, true],
    'day date': ['2014-01-01', '2014-01-02', '2014-01-03', '2014-01-04'],
    'at timestamp': [hoursAgo(300), hoursAgo(200), hoursAgo(100), hoursAgo(90)],
  }),
};

const statistics = (['min', 'max', 'mean', 'sum', 'stddev', 'median'] as const).map((name) =>
  check.statistic(name, 'amount', name === 'stddev' ? 1 : 1.5, 13),
);

/** Kept by the one table and broken by the other. */
const checks: readonly Check[] = [
  check.notNull('id'),
  check.unique('id'),
  check.key('part', 'whole'),
  check.nulls('id', 0),
  check.nulls('id', '10%'),
  check.missing('note', 1),
  check.missing('note', '30%'),
  check.duplicates('id', 0),
  check.duplicates('id', '10%'),
  check.accepted('state', 'open', 'closed'),
  check.refused('state', 'lost'),
  check.matches('state', '^(open|closed)$'),
  check.matchesNot('state', '^lost$'),
  check.format('mail', 'email'),
  check.length('mail', 10, 20),
  check.between('amount', 0, 10),
  check.between('day', '2023-12-31', '2024-12-31'),
  check.inCode('word', 'palindrome'),
  ...statistics.filter((one) => !('statistic' in one) || one.statistic !== 'min'),
  check.statistic('min', 'amount', 1.5, 1.5),
  check.statisticNot('mean', 'amount', 13, 1000),
  check.quantile(0.5, 'amount', 1, 5),
  check.statistic('distinct', 'id', 4, 4),
  check.distinctShare('id', '90%'),
  check.freshness('at', 24),
  check.newest('day', '2024-01-01'),
  check.sql('amount < 100'),
  check.schema('amount'),
  check.where("state = 'open'", check.between('amount', 0, 10)),
  check.where('amount > 1', check.accepted('state', 'open', 'closed')),
  check.per('whole', check.statistic('mean', 'amount', 0, 10)),
  check.warning(check.notNull('id')),
  check.warning(check.between('amount', 0, 10)),
  check.warning(check.accepted('state', 'open', 'closed')),
];

/** What `min` and the schema make of the broken table: it keeps them. */
const keptByBoth = (one: Check): boolean =>
  one.kind === 'schema' || ('statistic' in one && one.statistic === 'min');

export const probes: readonly Case[] = sources.flatMap((source) => [
  ...checks.map((one) => probe('probe kept', one, 'pass', source)),
  ...checks
    .filter((one) => !keptByBoth(one))
    .map((one) => probe('probe broken', one, one.warning ? 'warn' : 'fail', source)),
]);

/** Whether a case is a probe, and none of the corpus. */
export const isProbe = ({ data }: Case): boolean => data.startsWith('probe ');

function probe(data: string, one: Check, must: Case['must'], source: Source): Case {
  const { kind, where, per, warning, ...rest } = one;
  const id = [data, kind, JSON.stringify({ where, per, warning, ...rest }), source].join(' | ');
  return {
    id,
    class: 'good data',
    source,
    data,
    check: one,
    run: { kind: 'plain' },
    must,
    decides: 'check',
    thread: null,
    why: 'There is nothing odd about the data.',
  };
}
