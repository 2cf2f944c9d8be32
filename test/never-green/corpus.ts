import type { Case } from './case.ts';
import { accepted, between, notNull, rowCount, statistic, unique, warning } from './checks.ts';
import { cases, command, notOn, on, sampled } from './line.ts';

/** All cases. */
export const corpus: readonly Case[] = [
  ...cases('empty data', [
    ['no rows', notNull('id'), 'fail', 'great_expectations#7432', 'There was no row to look at.'],
    ['no bytes', rowCount(1), 'error', null, 'It is no file of its format.', notOn('rows')],
  ]),
  ...cases('null', [
    ['all null', accepted('name', 'Ada'), 'fail', 'great_expectations#278', 'No value was judged.'],
    ['all null', statistic('mean', 'amount', 0, 10), 'fail', null, 'There is no mean of nothing.'],
  ]),
  ...cases('nan and infinity', [
    [
      'one nan',
      between('amount', 0, 5),
      'red',
      'python-valid8#20',
      'NaN lies between nothing.',
      notOn('sqlite'),
    ],
  ]),
  ...cases('missing or renamed column', [
    ['column missing', notNull('name'), 'red', 'dbt-expectations#34', 'The column is not there.'],
  ]),
  ...cases('wrong type', [
    ['text for integers', between('amount', 0, 100), 'red', null, 'Text is no number.'],
  ]),
  ...cases('statistics', [
    ['one row', statistic('stddev', 'amount', 0, 10), 'fail', null, 'One value has no deviation.'],
  ]),
  ...cases('good data', [
    ['good', unique('id'), 'pass', null, 'No value occurs twice.'],
    ['good', notNull('id'), 'pass', null, 'No value is NULL.'],
  ]),
  ...cases('severity', [
    [
      'no rows',
      warning(notNull('id')),
      'fail',
      'sqlmesh#3214',
      'Nothing was judged, which no warning excuses.',
    ],
    [
      'some null',
      warning(notNull('id')),
      'warn',
      'dbt-core#11312',
      'The bound is missed, as a warning.',
    ],
  ]),
  ...cases('mode', [
    [
      'some null',
      notNull('id'),
      'fail',
      'pandera#1662',
      'The rule is broken in a row that a sample may not have.',
      { ...sampled(1), ...on('csv', 'parquet') },
    ],
  ]),
  ...cases('zero checks', [
    [
      'good',
      notNull('id'),
      'red',
      'soda-core#1233',
      'Nothing was checked.',
      command('no check declared'),
    ],
  ]),
  ...cases('not run', [
    [
      'good',
      notNull('id'),
      'red',
      'dbt-bouncer#1082',
      'Nothing was run.',
      command('filter selects nothing'),
    ],
  ]),
  ...cases('result lost', [
    [
      'good',
      notNull('id'),
      'red',
      'great_expectations#8548',
      'Some results never came.',
      command('result lost'),
    ],
  ]),
  ...cases('exit code', [
    [
      'some null',
      notNull('id'),
      'fail',
      'soda-core#620',
      'A failed check must be in the exit code.',
      command('as it is'),
    ],
    ['good', notNull('id'), 'pass', null, 'All holds.', command('as it is')],
  ]),
];
