import * as check from '../checks.ts';
import { byCheck, cases, command, located, notOn, on } from '../line.ts';

const sound = 'Another column is broken, and this check still has its answer.';
const noData = 'There is no data, so nothing was held to it.';
const cannot = 'The rule can not be computed, so no row was held to it.';

// biome-ignore format: a case is one line.
export const resultLost = cases('result lost', [
  ['column missing', check.rowCount(3), 'pass', 'soda-core#1924', sound, byCheck],
  ['column missing', check.notNull('id'), 'fail', 'great_expectations#8548', 'Another column is missing, and this check fails still.'],
  ['text for integers', check.notNull('id'), 'pass', 'soda-core#1924', sound, byCheck],
  ['good', check.notNull('id'), 'red', 'great_expectations#8548', 'Results that never came are not results that are good.', command('result lost')],
  ['good', check.notNull('id'), 'red', null, 'What is registered too late is never run.', command('result late')],
  ['some null', check.notNull('id'), 'red', null, 'Whatever is wrapped around it, the check failed.', command('result inverted')],
  ['good', check.notNull('id'), 'red', null, 'An error that nobody caught may have cost a result.', command('error after the end')],
]);

// biome-ignore format: a case is one line.
export const zeroChecks = cases('zero checks', [
  ['good', check.accepted('state'), 'red', 'great_expectations#10688', 'No value is one of none.'],
  ['good', check.notNull('id'), 'red', 'soda-core#1233', 'Nothing was declared, so nothing was checked.', command('no check declared')],
  ['good', check.notNull('id'), 'red', 'great_expectations#3494', 'There is no contract, so nothing was checked.', command('no contract file')],
  ['good', check.notNull('id'), 'red', 'great_expectations#3494', 'There is no contract, and other tests check nothing of the data.', command('no contract file beside others')],
]);

// biome-ignore format: a case is one line.
export const notRun = cases('not run', [
  ['good', check.notNull('id'), 'error', 'datacontract-cli#1179', noData, located('dataset missing'), notOn('rows')],
  ['good', check.nulls('id', '99%'), 'error', 'datacontract-cli#1179', noData, located('dataset missing'), notOn('rows')],
  ['good', check.rowCount(0, 9), 'error', 'datacontract-cli#1179', noData, located('dataset missing'), notOn('rows')],
  ['good', check.notNull('id'), 'error', 'datacontract-cli#1153', noData, located('glob without match'), notOn('rows')],
  ['good', check.rowCount(0, 9), 'error', 'datacontract-cli#1153', noData, located('glob without match'), notOn('rows')],
  ['no file of its format', check.nulls('id', '99%'), 'error', 'datacontract-cli#1179', 'The file can not be read.', notOn('rows', 'csv')],
  ['good', check.inCode('name', 'throws'), 'error', 'great_expectations#3870', cannot],
  ['good', check.sql('amount > nothing'), 'error', 'rstudio/pointblank#668', cannot],
  ['good', check.sql('amount >'), 'error', 'great_expectations#3494', cannot, on('parquet', 'csv', 'rows')],
  ['good', check.sql('sum(amount) > 0'), 'error', null, 'It is no condition of a row.', on('parquet', 'csv', 'rows')],
  ['good', check.sql('cast(name as integer) > 0'), 'error', 'soda-core#1924', cannot, on('parquet', 'csv', 'rows')],
  ['good', check.where('nothing = 1', check.notNull('id')), 'error', 'dbt-core#8543', 'The scope can not be computed.'],
  ['good', check.matches('name', '('), 'error', 'great_expectations#7659', cannot, on('parquet', 'csv', 'rows')],
  ['a file named like its glob', check.between('amount', 0, 9), 'red', null, 'The other files of the glob are data too, and one breaks the rule.', on('parquet', 'csv', 'json')],
  ['a file named like its glob', check.rowCount(1), 'error', null, 'The name is that of a file and of several, and nothing tells which.', on('parquet', 'csv', 'json')],
  ['an unfinished job alone', check.rowCount(1), 'error', null, 'There is no row of the table yet.', on('parquet', 'csv', 'json')],
  ['a table with deleted rows', check.rowCount(1), 'error', null, 'Which rows are the table stands in its log alone.', on('parquet')],
  ['a table with deleted rows', check.between('id', 0, 9), 'error', null, 'Which rows are the table stands in its log alone.', on('parquet')],
  ['good', check.notNull('id'), 'red', 'dbt-bouncer#1082', 'No check was run.', command('filter selects nothing')],
  ['good', check.notNull('id'), 'red', 'dbt-core#968', 'No check was run.', command('check skipped')],
  ['good', check.notNull('id'), 'red', 'dbt-core#968', 'The broken check was not run.', command('another singled out')],
  ['good', check.notNull('id'), 'red', 'dbt-core#968', 'No check was run.', command('dataset disabled')],
  ['good', check.notNull('id'), 'red', 'dbt-core#968', 'This check was not run, whatever another one found.', command('dataset disabled beside another')],
  ['good', check.notNull('id'), 'red', 'datacontract-cli#1153', 'This check was run on no file, whatever another one found.', command('loop over no files')],
  ['good', check.notNull('id'), 'red', 'great_expectations#3494', 'No check was run.', command('contract broken')],
  ['good', check.notNull('id'), 'red', 'great_expectations#3870', 'No check was run.', command('setup throws')],
]);

// biome-ignore format: a case is one line.
export const exitCode = cases('exit code', [
  ['good', check.notNull('id'), 'pass', null, 'No row is NULL.', command('as it is')],
  ['some null', check.notNull('id'), 'fail', 'soda-core#620', 'A check failed.', command('as it is'), on('csv', 'rows')],
  ['column missing', check.notNull('name'), 'red', 'soda-core#987', 'A check can not be run.', command('as it is')],
  ['good', check.notNull('id'), 'red', 'datacontract-cli#1179', noData, command('dataset missing')],
  ['good', check.notNull('id'), 'pass', null, 'No row is NULL.', command('one file')],
  ['some null', check.notNull('id'), 'fail', 'sqlmesh#4099', 'A check failed.', command('one file'), notOn('rows')],
  ['no bytes', check.notNull('id'), 'error', 'datacontract-cli#1179', 'The file can not be read.', command('one file')],
]);
