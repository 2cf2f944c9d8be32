import * as check from '../checks.ts';
import { cases, on } from '../line.ts';

const kept = 'Each row keeps the rule.';
const inFolders = 'Each folder names a value that keeps the rule.';
const within = 'The value lies within.';

/** "All red" is no answer: each check over each source on data that keeps it. */
// biome-ignore format: a case is one line.
export const goodData = cases('good data', [
  ['good', check.rowCount(5, 5), 'pass', null, within],
  ['good', check.notNull('id'), 'pass', null, kept],
  ['good', check.unique('id'), 'pass', null, kept],
  ['good', check.key('id', 'name'), 'pass', null, kept],
  ['good', check.nulls('amount', 0), 'pass', null, within],
  ['good', check.missing('name', '0%'), 'pass', null, within],
  ['good', check.duplicates('state', 3), 'pass', null, 'Three rows have a state that a row before them has.'],
  ['good', check.accepted('state', 'open', 'closed'), 'pass', null, kept],
  ['good', check.refused('state', 'lost'), 'pass', null, kept],
  ['good', check.matches('name', '^[A-Z][a-z]+$'), 'pass', null, kept],
  ['good', check.matchesNot('name', '[0-9]'), 'pass', null, kept],
  ['good', check.format('email', 'email'), 'pass', null, kept],
  ['good', check.length('name', 3, 7), 'pass', null, kept],
  ['good', check.between('amount', 10.5, 50.75), 'pass', null, 'Both ends are allowed.'],
  ['good', check.between('day', '2024-01-01', '2024-01-05'), 'pass', 'pointblank#106', 'Both ends are allowed.'],
  ['palindromes', check.inCode('name', 'palindrome'), 'pass', null, kept],
  ['good', check.sql('amount > 0 and id < 6'), 'pass', null, kept],
  ['good', check.statistic('mean', 'amount', 30, 31), 'pass', null, within],
  ['good', check.statistic('sum', 'amount', 151.5, 151.5), 'pass', null, within],
  ['good', check.statistic('min', 'amount', 10.5, 11), 'pass', null, within],
  ['good', check.statistic('max', 'amount', 50, 50.75), 'pass', null, within],
  ['good', check.statistic('stddev', 'amount', 15, 17), 'pass', null, within],
  ['good', check.statistic('median', 'amount', 30, 31), 'pass', null, within],
  ['good', check.quantile(0.75, 'amount', 40, 40), 'pass', null, 'The value at three quarters of the way is the fourth of five.'],
  ['good', check.statistic('distinct', 'state', 2, 2), 'pass', null, within],
  ['good', check.statisticNot('mean', 'amount', 0, 30), 'pass', null, within, on('parquet', 'csv', 'rows')],
  ['good', check.freshness('at', 3), 'pass', null, within],
  ['good', check.newest('day', '2024-01-05'), 'pass', null, within],
  ['good', check.schema('paid'), 'pass', null, kept],
  ['good', check.where("state = 'open'", check.between('amount', 0, 40)), 'pass', 'deequ#530', 'The rows in the scope keep the rule.'],
  ['good', check.per('state', check.rowCount(2, 3)), 'pass', null, 'Each segment lies within.'],
  ['good', check.per('state', check.statistic('mean', 'amount', 25, 36)), 'pass', null, 'Each segment lies within.', on('parquet', 'csv', 'rows')],
  ['good', check.inSchema(check.notNull('id')), 'pass', null, kept],
  ['good', check.inSchema(check.accepted('state', 'open', 'closed')), 'pass', null, kept],
  ['good', check.inSchema(check.matches('name', '^[A-Z][a-z]+$')), 'pass', null, kept, on('parquet', 'csv', 'rows')],
  ['good', check.inSchema(check.format('email', 'email')), 'pass', null, kept, on('parquet', 'csv', 'rows')],
  ['good', check.inSchema(check.length('name', 3, 7)), 'pass', null, kept, on('parquet', 'csv', 'rows')],
  ['good', check.inSchema(check.between('amount', 10.5, 50.75)), 'pass', null, 'Both ends are allowed.'],
  ['rows in their folders', check.accepted('region', 'eu', 'a/b'), 'pass', null, inFolders, on('parquet')],
  ['rows in their folders', check.statistic('max', 'rate', 0.5, 0.5), 'pass', null, inFolders, on('parquet')],
  ['rows in their folders', check.statistic('mean', 'rate', 0.4, 0.45), 'pass', null, inFolders, on('parquet')],
  ['rows in their folders', check.between('rate', 0.25, 0.5), 'pass', null, inFolders, on('parquet')],
  ['rows in their folders', check.newest('day', '2024-01-02'), 'pass', null, inFolders, on('parquet')],
  ['rows in their folders', check.newest('at', '2024-01-02T00:00:00Z'), 'pass', null, inFolders, on('parquet')],
  ['rows in their folders', check.per('region', check.unique('id')), 'pass', null, inFolders, on('parquet')],
  ['beside an unfinished job', check.rowCount(2, 2), 'pass', null, 'What a job has not finished is no row of the table.', on('parquet', 'csv', 'json')],
  ['beside an unfinished job', check.between('id', 0, 2), 'pass', null, 'What a job has not finished is no row of the table.', on('parquet', 'csv', 'json')],
]);
