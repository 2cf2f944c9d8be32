import * as check from '../checks.ts';
import { cases, notOn, on } from '../line.ts';

const vacuous = 'There is no row, so the rule was held to nothing.';
const nothing = 'There is no row to compute it of; 0 would be made up.';
const outOfScope = 'No row is in the scope, so the rule was held to nothing.';

// biome-ignore format: a case is one line.
export const emptyData = cases('empty data', [
  ['no rows', check.notNull('id'), 'red', 'great_expectations#7432', vacuous],
  ['no rows', check.unique('id'), 'red', 'great_expectations#2726', vacuous],
  ['no rows', check.key('id', 'name'), 'red', 'great_expectations#2726', vacuous],
  ['no rows', check.accepted('state', 'open'), 'red', 'great_expectations#2726', vacuous],
  ['no rows', check.refused('state', 'lost'), 'red', 'great_expectations#2726', vacuous],
  ['no rows', check.matches('name', '^A'), 'red', 'great_expectations#2726', vacuous],
  ['no rows', check.length('name', 1, 9), 'red', 'great_expectations#2726', vacuous],
  ['no rows', check.between('amount', 0, 9), 'red', 'great_expectations#341', vacuous],
  ['no rows', check.inCode('name', 'palindrome'), 'red', 'mdneuzerling/exemplar#6', vacuous],
  ['no rows', check.sql('amount > 0'), 'red', 'dbt-utils#859', vacuous],
  ['no rows', check.nulls('id', 0), 'red', 'great_expectations#7432', vacuous],
  ['no rows', check.nulls('id', '99%'), 'red', 'great_expectations#7432', 'A share of no rows is no share.'],
  ['no rows', check.duplicates('id', 0), 'red', 'great_expectations#2726', vacuous],
  ['no rows', check.distinctShare('id', '1%'), 'red', 'great_expectations#1457', 'A share of no values is no share.'],
  ['no rows', check.statistic('mean', 'amount', -9, 9), 'red', null, nothing],
  ['no rows', check.statistic('sum', 'amount', -9, 9), 'red', 'elementary#861', nothing],
  ['no rows', check.statistic('max', 'amount', -9, 9), 'red', null, nothing],
  ['no rows', check.statisticNot('mean', 'amount', 1, 9), 'red', null, 'What there is not lies neither within nor outside.'],
  ['no rows', check.freshness('at', 1_000_000), 'red', 'dbt-utils#859', 'There is no newest row, however old it might be.'],
  ['no rows', check.rowCount(1), 'red', 'mdneuzerling/exemplar#6', 'There are 0 rows.'],
  ['no rows', check.per('state', check.rowCount(1, 9)), 'red', null, 'There is no segment, so no segment was held to it.'],
  ['no bytes', check.notNull('id'), 'error', null, 'A file of 0 bytes has no columns that could be looked at.', notOn('rows')],
  ['no bytes', check.rowCount(0, 9), 'error', null, 'A file of 0 bytes is an export that broke, not one of 0 rows.', notOn('rows')],
  ['header alone', check.notNull('id'), 'red', 'great_expectations#1457', vacuous, on('csv')],
  ['blank lines', check.notNull('id'), 'red', 'great_expectations#1457', vacuous, on('csv')],
  ['empty object', check.nulls('id', '99%'), 'red', null, 'A record without a key has no column.', on('json')],
  ['list of an empty object', check.nulls('id', '99%'), 'red', null, 'A record without a key has no column.', on('json')],
  ['null alone', check.nulls('id', '99%'), 'red', null, 'null is no record.', on('json')],
  ['good', check.where("state = 'lost'", check.notNull('name')), 'fail', 'great_expectations#2726', outOfScope],
  ['good', check.where("state = 'lost'", check.unique('name')), 'fail', 'great_expectations#2726', outOfScope, on('parquet', 'csv', 'rows')],
  ['good', check.where("state = 'lost'", check.between('amount', 0, 99)), 'fail', 'dbt-core#8543', outOfScope, on('parquet', 'csv', 'rows')],
  ['good', check.where("state = 'lost'", check.sql('amount > 0')), 'fail', 'great_expectations#2726', outOfScope, on('parquet', 'json')],
  ['good', check.where("state = 'lost'", check.statistic('mean', 'amount', -9, 99)), 'fail', 'great_expectations#2726', nothing, on('parquet', 'csv', 'sqlite')],
  ['good', check.where("state = 'lost'", check.freshness('at', 1_000_000)), 'fail', 'dbt-utils#859', nothing, on('parquet', 'csv', 'rows')],
  ['good', check.where("state = 'lost'", check.rowCount(1)), 'fail', null, 'There are 0 rows in the scope.', on('parquet', 'csv', 'rows')],
  ['good', check.where("state = 'lost'", check.per('name', check.rowCount(1, 9))), 'fail', null, 'The scope has no segment.', on('parquet', 'csv', 'rows')],
  ['one row', check.notNull('id'), 'pass', 'great_expectations#7432', 'One row is not none.'],
  ['white space alone', check.notNull('id'), 'red', null, vacuous, on('csv', 'json')],
  ['mark alone', check.rowCount(0, 9), 'red', null, 'There is no column.', on('csv')],
]);
