import * as check from '../checks.ts';
import { byContract, cases, on } from '../line.ts';

const absent = 'The column is not there, so nothing was held to it.';
const otherName = 'Another name is another column.';

// biome-ignore format: a case is one line.
export const columns = cases('missing or renamed column', [
  ['column missing', check.notNull('name'), 'red', 'metaplane/dbt-expectations#34', absent],
  ['column missing', check.nulls('name', '99%'), 'red', 'datacontract-cli#1065', 'A column that is not there is not one of NULLs.'],
  ['column missing', check.missing('name', '99%'), 'red', 'datacontract-cli#1065', 'A column that is not there is not one of NULLs.', on('parquet', 'csv', 'json')],
  ['column missing', check.unique('name'), 'red', 'metaplane/dbt-expectations#34', absent],
  ['column missing', check.key('id', 'name'), 'red', 'datacontract-cli#888', absent, on('parquet', 'csv', 'rows')],
  ['column missing', check.accepted('name', 'Ada'), 'red', 'metaplane/dbt-expectations#34', absent],
  ['column missing', check.matches('name', 'A'), 'red', 'metaplane/dbt-expectations#34', absent, on('parquet', 'csv', 'json')],
  ['column missing', check.between('amount', 0, 9), 'red', 'rstudio/pointblank#668', absent],
  ['column missing', check.statistic('mean', 'amount', 0, 9), 'red', 'great_expectations#3870', absent],
  ['column missing', check.statisticNot('mean', 'amount', 0, 9), 'red', null, absent, on('parquet', 'csv', 'rows')],
  ['column missing', check.freshness('at', 1_000_000), 'red', null, absent, on('parquet', 'csv', 'sqlite')],
  ['column missing', check.sql('amount >= 0 or amount is null'), 'red', 'rstudio/pointblank#668', absent],
  ['column missing', check.where('amount > 0', check.rowCount(0, 9)), 'red', null, 'The condition names a column that is not there.', on('parquet', 'csv', 'rows')],
  ['column missing', check.per('name', check.rowCount(1, 9)), 'red', null, 'There is nothing to part the rows by.', on('parquet', 'csv', 'rows')],
  ['column missing', check.inCode('name', 'palindrome'), 'red', 'pandera#1566', absent],
  ['column missing', check.schema('name'), 'red', 'datacontract-cli#1065', 'The contract says that there is such a column.'],
  ['column missing', check.rowCount(1), 'red', 'calogica/dbt-expectations#100', 'The contract says that there are columns which there are not.', byContract],
  ['renamed by case', check.between('amount', 0, 9), 'red', null, otherName],
  ['renamed by case', check.schema('amount'), 'red', null, otherName],
  ['renamed by a space', check.between('amount', 0, 9), 'red', null, otherName],
  ['renamed by a space', check.schema('amount'), 'red', null, otherName, on('parquet', 'csv', 'rows')],
  ['renamed by a look-alike', check.nulls('amount', '99%'), 'red', null, otherName],
  ['renamed by normal form', check.nulls('caf\u00e9', '99%'), 'red', null, otherName],
  ['column twice', check.between('amount', 0, 9), 'red', null, 'Which of the two is meant is not known, and one breaks the rule.', on('csv', 'json'), byContract],
  ['byte order mark', check.notNull('id'), 'pass', null, 'The mark is no part of the name.', on('csv')],
  ['other order', check.between('amount', 0, 9), 'pass', null, 'Columns are known by name, and more of them may be there.'],
  ['other order', check.schema('id'), 'pass', null, 'Columns are known by name, and more of them may be there.'],
  ['column missing', check.inSchema(check.matches('name', 'A')), 'red', 'metaplane/dbt-expectations#34', absent, on('parquet', 'csv', 'rows')],
  ['names that differ by case', check.between('ID', 0, 5), 'red', 'calogica/dbt-expectations#285', 'The other column keeps the rule, and this one does not.', on('csv', 'json', 'rows')],
  ['odd names', check.notNull('constructor'), 'pass', null, 'A name may be any text.'],
  ['odd names', check.accepted('a"b', 'a', 'b'), 'pass', null, 'A name may be any text.'],
  ['odd names', check.statistic('mean', "it's", 2, 2), 'pass', null, 'A name may be any text.'],
  ['odd names', check.key('order', 'constructor'), 'pass', null, 'A name may be any text.'],
  ['other delimiter', check.nulls('id', '99%'), 'red', null, otherName, on('csv')],
  ['no header', check.nulls('id', '99%'), 'red', null, otherName, on('csv')],
  ['rows below a key', check.nulls('id', '99%'), 'red', null, absent, on('json')],
  ['late key', check.between('amount', 0, 9), 'red', 'datacontract-cli#1065', 'The one value there is breaks the rule, however late it comes.', on('json')],
]);
