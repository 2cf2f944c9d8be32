import * as check from '../checks.ts';
import { cases, notOn, on } from '../line.ts';

const nothingJudged = 'All values are NULL, so the rule was held to none.';
const nothing = 'All values are NULL, so there is nothing to compute it of.';
const noValue = 'NULL is no value; the values that there are keep the rule.';

// biome-ignore format: a case is one line.
export const nulls = cases('null', [
  ['all null', check.notNull('amount'), 'fail', 'great_expectations#278', 'Each row is NULL.'],
  ['all null', check.nulls('amount', '99%'), 'fail', 'evidently#187', 'Each row is NULL.'],
  ['all null', check.accepted('name', 'Ada'), 'fail', 'dbt-core#8543', nothingJudged],
  ['all null', check.refused('name', 'Ada'), 'fail', 'dbt-core#8543', nothingJudged],
  ['all null', check.matches('name', '^A'), 'fail', 'dbt-core#8543', nothingJudged],
  ['all null', check.matchesNot('name', '^A'), 'fail', 'dbt-core#8543', nothingJudged, on('parquet', 'csv', 'rows')],
  ['all null', check.length('name', 0, 9), 'fail', 'great_expectations#412', nothingJudged, on('parquet', 'csv', 'json')],
  ['all null', check.format('name', 'email'), 'fail', 'great_expectations#412', nothingJudged, on('parquet', 'csv', 'sqlite')],
  ['all null', check.unique('amount'), 'fail', 'pointblank#397', nothingJudged],
  ['all null', check.between('amount', 0, 9), 'fail', 'great_expectations#412', nothingJudged],
  ['all null', check.sql('amount < other'), 'fail', 'great_expectations#12252', 'The condition is NULL for each row, so it is true for none.'],
  ['all null', check.statistic('mean', 'amount', -9, 9), 'fail', 'great_expectations#341', nothing],
  ['all null', check.statistic('sum', 'amount', -9, 9), 'fail', 'great_expectations#341', nothing],
  ['all null', check.statistic('min', 'amount', -9, 9), 'fail', 'great_expectations#341', nothing],
  ['all null', check.statistic('stddev', 'amount', 0, 9), 'fail', 'dbt-data-reliability#89', nothing, on('parquet', 'csv', 'rows')],
  ['all null', check.quantile(0.5, 'amount', -9, 9), 'fail', 'great_expectations#341', nothing, on('parquet', 'csv', 'rows')],
  ['all null', check.statisticNot('mean', 'amount', 1, 9), 'fail', null, 'What there is not lies neither within nor outside.'],
  ['all null', check.distinctShare('amount', '0%'), 'fail', null, 'A share of no values is no share.', on('parquet', 'csv', 'rows')],
  ['all null', check.freshness('at', 1_000_000), 'fail', 'dbt-utils#859', 'There is no newest value, however old it might be.'],
  ['all null', check.newest('at', '1970-01-01'), 'fail', 'dbt-utils#859', 'There is no newest value.', on('parquet', 'csv', 'sqlite')],
  ['some null', check.notNull('amount'), 'fail', 'pointblank#334', 'One row of four is NULL.'],
  ['some null', check.nulls('amount', '24%'), 'fail', null, 'A quarter of the rows is NULL.', on('parquet', 'csv', 'rows')],
  ['some null', check.nulls('amount', '25%'), 'pass', 'dbt-core#4051', 'A quarter of the rows is NULL, which is allowed.'],
  ['some null', check.accepted('name', 'Ada', 'Edsger'), 'pass', 'deequ#294', noValue],
  ['some null', check.statistic('mean', 'amount', 19, 21), 'pass', 'great_expectations#72', 'The mean of 10, 30 and 20 is 20; NULL is not 0.'],
  ['some null', check.rowCount(4, 4), 'pass', null, 'A row with a NULL is a row.'],
  ['some null', check.unique('name'), 'fail', 'pandera#1606', 'Ada is there twice.'],
  ['some null', check.sql('amount > other'), 'fail', 'great_expectations#12252', 'It is false for the last row.'],
  ['some null', check.where('amount is null', check.notNull('name')), 'fail', 'deequ#530', 'The one row in the scope is NULL.', on('parquet', 'csv', 'rows')],
  ['two nulls', check.unique('id'), 'pass', 'dbt-core#207', noValue],
  ['two nulls', check.key('id'), 'fail', 'deequ#565', 'A key is never NULL.'],
  ['null key part', check.key('id', 'part'), 'fail', 'dbt-expectations#200', 'A part of the key is NULL in two rows, which are equal besides.'],
  ['null segment', check.per('state', check.rowCount(1, 1)), 'fail', 'evidently#187', 'The rows without a state are a segment, and it has two.'],
  ['null segment', check.per('state', check.statistic('mean', 'amount', 0, 99)), 'fail', 'evidently#187', 'In one segment there is nothing to compute it of.'],
  ['null segment', check.per('state', check.notNull('amount')), 'fail', 'great_expectations#278', 'In one segment each row is NULL.', on('parquet', 'csv', 'rows')],
  ['empty text', check.notNull('name'), 'pass', null, 'The empty text is a value.'],
  ['empty text', check.missing('name', 0), 'fail', 'great_expectations#1535', 'The empty text stands for no value.'],
  ['empty text', check.length('name', 1, 9), 'fail', 'great_expectations#1535', 'One text has no characters.'],
  ['sentinels', check.missing('name', 0), 'fail', 'great_expectations#250', 'Three texts stand for no value.'],
  ['sentinels', check.notNull('name'), 'pass', null, "The text 'NULL' is a text, and so is 'nan'."],
  ['key absent', check.notNull('name'), 'fail', 'datacontract-cli#1065', 'A record without the key has no value.', on('json')],
  ['one null of a thousand', check.nulls('count', '0%'), 'fail', 'soda-core#2331', 'One row is NULL.', notOn('sqlite')],
  ['one null of a thousand', check.nulls('count', '0.1%'), 'pass', 'dbt-core#4051', 'One row of a thousand is NULL, which is allowed.', notOn('sqlite')],
  ['one null of 30,000', check.nulls('count', '0%'), 'fail', 'soda-core#2331', '0.0033% is not 0%, however it is rounded.', on('parquet', 'csv')],
]);
