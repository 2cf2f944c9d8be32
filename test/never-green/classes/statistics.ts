import * as check from '../checks.ts';
import { cases, on } from '../line.ts';

const missed = 'The value lies outside, if by little.';
const taken =
  'The condition leaves 1.5 and 2.5: a number that it leaves out takes nothing from them.';
const zero = 'Zero is a value, and it lies within.';

// biome-ignore format: a case is one line.
export const statistics = cases('statistics', [
  ['one row', check.statistic('stddev', 'amount', 0, 99), 'fail', 'dbt-data-reliability#89', 'One value has no deviation; 0 would be made up.'],
  ['one row', check.statisticNot('stddev', 'amount', 1, 99), 'fail', 'dbt-data-reliability#89', 'One value has no deviation.', on('parquet', 'csv', 'rows')],
  ['one row', check.statistic('skewness', 'amount', -99, 99), 'fail', null, 'Of one value there is no skewness; 0 would be made up.', on('parquet', 'csv', 'rows')],
  ['zeros', check.statistic('skewness', 'amount', -99, 99), 'fail', null, 'Equal values lean to no side; 0 would be made up.'],
  ['good', check.statistic('skewness', 'amount', 1, 9), 'fail', null, missed],
  ['one row', check.quantile(0.9, 'amount', 7, 8), 'pass', null, 'Each quantile of one value is that value.'],
  ['one row', check.statistic('median', 'amount', 7.5, 7.5), 'pass', null, 'The median of one value is that value.', on('parquet', 'csv', 'rows')],
  ['zeros', check.statistic('mean', 'amount', 0, 0), 'pass', 'soda-core#1755', zero],
  ['zeros', check.statistic('sum', 'count', 0, 0), 'pass', 'soda-core#1755', zero],
  ['zeros', check.statistic('stddev', 'amount', 0, 0), 'pass', 'soda-core#1755', zero],
  ['zeros', check.between('count', 0, 0), 'pass', 'soda-core#1755', zero, on('parquet', 'csv', 'rows')],
  ['zeros', check.statistic('mean', 'amount', 1, 9), 'fail', 'dbt-data-reliability#536', 'Zero is a value, and it lies outside.'],
  ['fresh to the second', check.freshness('at', 1), 'pass', 'soda-core#1755', 'An age of nearly zero is an age.'],
  ['stale', check.freshness('at', 24), 'fail', 'dbt-utils#859', 'The newest row is decades old.'],
  ['stale beside a date to come', check.freshness('at', 24), 'fail', null, 'An age below zero tells nothing of how fresh the rest is.'],
  ['good', check.statistic('mean', 'amount', 0, 30.2), 'fail', 'great_expectations#8548', missed],
  ['good', check.statistic('sum', 'amount', 0, 151.4), 'fail', 'great_expectations#8548', missed],
  ['good', check.statistic('min', 'amount', 10.6, 99), 'fail', 'great_expectations#8548', missed],
  ['good', check.statistic('max', 'amount', 0, 50.7), 'fail', 'great_expectations#8548', missed],
  ['good', check.statistic('median', 'amount', 0, 30.2), 'fail', 'great_expectations#8548', missed],
  ['good', check.statistic('stddev', 'amount', 0, 15.8), 'fail', 'great_expectations#8548', missed],
  ['good', check.statistic('distinct', 'state', 3, 9), 'fail', null, 'There are two states.'],
  ['good', check.statisticNot('distinct', 'state', 2, 2), 'fail', null, 'There are two states.', on('parquet', 'csv', 'rows')],
  ['good', check.distinctShare('state', '41%'), 'fail', null, 'Two of five are 40%.'],
  ['good', check.distinctShare('state', '40%'), 'pass', 'great_expectations#50', 'Two of five are 40%.'],
  ['good', check.distinctShare('id', '100%'), 'pass', 'great_expectations#50', 'All differ.'],
  ['good', check.rowCount(6), 'fail', null, 'There are five rows.'],
  ['good', check.per('state', check.statistic('mean', 'amount', 0, 30)), 'fail', null, 'In one segment the mean is more, though not in all rows taken together.', on('parquet', 'csv', 'rows')],
  ['large integers', check.statistic('sum', 'id', 18e18, 19e18), 'pass', 'arcadedb#5906', 'A sum does not wrap around.'],
  ['large integers', check.statistic('mean', 'id', 9e18, 9.3e18), 'pass', 'arcadedb#5906', 'A sum does not wrap around.'],
  ['large integers', check.statistic('sum', 'id', -9e18, 9e18), 'fail', 'arcadedb#5906', 'A sum does not wrap around.'],
  ['far from zero', check.statistic('stddev', 'amount', 0.99, 1.01), 'pass', null, 'They differ by one each, however far they lie from zero.'],
  ['far from zero', check.statistic('stddev', 'amount', 0, 0.5), 'fail', null, 'They differ by one each, however far they lie from zero.'],
  ['nearly infinite', check.statistic('mean', 'amount', 0, 1.5e308), 'pass', null, 'Their mean is 1e308, though their sum is more than a double holds.'],
  ['nearly infinite', check.statistic('sum', 'amount', 0, 1.7e308), 'red', null, 'Their sum is 2e308.'],
  ['a number for no value', check.where("state = 'CA'", check.statistic('mean', 'amount', -1, 1)), 'fail', null, taken, on('parquet', 'csv', 'rows')],
  ['a number for no value', check.where("state = 'CA'", check.statistic('sum', 'amount', 3.9, 4.1)), 'pass', null, taken, on('parquet', 'csv', 'rows')],
  ['a number for no value', check.where("state = 'CA'", check.statistic('stddev', 'amount', 0, 0.1)), 'fail', null, taken, on('parquet', 'csv', 'rows')],
  ['a number for no value', check.per('state', check.statistic('mean', 'amount', -1e39, 1)), 'fail', null, 'The mean of the second segment is 2, whatever lies in the first.', on('parquet', 'csv', 'rows')],
]);
