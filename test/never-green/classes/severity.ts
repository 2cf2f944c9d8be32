import * as check from '../checks.ts';
import { byContract, cases, command, notOn, on } from '../line.ts';

const noExcuse = 'Nothing was judged, and a warning is for what was.';
const told = 'The bound is missed: it is told, and does not fail.';

// biome-ignore format: a case is one line.
export const severity = cases('severity', [
  ['no rows', check.warning(check.notNull('id')), 'red', 'great_expectations#7432', noExcuse],
  ['all null', check.warning(check.accepted('name', 'Ada')), 'red', 'dbt-core#8543', noExcuse],
  ['all null', check.warning(check.statistic('mean', 'amount', -9, 9)), 'red', 'dbt-core#8543', noExcuse, on('parquet', 'csv', 'rows')],
  ['good', check.warning(check.where("state = 'lost'", check.notNull('id'))), 'red', 'dbt-core#8543', noExcuse, on('parquet', 'csv', 'rows')],
  ['column missing', check.warning(check.notNull('name')), 'red', 'datacontract-cli#1153', 'What can not be judged is no warning.'],
  ['text for integers', check.warning(check.between('amount', 0, 99)), 'red', 'datacontract-cli#1179', 'What can not be judged is no warning.', byContract],
  ['good', check.warning(check.sql('amount > nothing')), 'red', 'rstudio/pointblank#668', 'What can not be judged is no warning.'],
  ['no bytes', check.warning(check.notNull('id')), 'red', 'datacontract-cli#1179', 'What can not be read is no warning.', notOn('rows')],
  ['some null', check.warning(check.notNull('id')), 'warn', 'sqlmesh#3214', told],
  ['some null', check.warning(check.statistic('max', 'amount', 0, 20)), 'warn', 'dbt-fusion#272', told],
  ['some null', check.warning(check.unique('name')), 'warn', 'dbt-core#3240', told],
  ['good', check.warning(check.notNull('id')), 'pass', 'dbt-core#3611', 'The bound is met, so there is nothing to warn of.'],
  ['some null', check.notNull('id'), 'fail', 'sqlmesh#3214', 'It is no warning.'],
  ['some null', check.warning(check.notNull('id')), 'warn', 'sqlmesh#3214', told, command('as it is')],
  ['no rows', check.warning(check.notNull('id')), 'red', 'datacontract-cli#1179', noExcuse, command('as it is')],
]);
