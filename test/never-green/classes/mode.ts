import * as check from '../checks.ts';
import { cases, on, sampled } from '../line.ts';

const broken = 'A value breaks the rule, however the data was handed over.';
const beyond = 'The row that breaks it lies beyond the sample, and SQL judges all rows.';
const lastDuplicate = 'The last id is there twice.';

const quoted = 'In single quotes the name of a column is a text, and no row could break it.';

// biome-ignore format: a case is one line.
export const mode = cases('mode', [
  ['good', check.between('amount', 11, 99), 'fail', 'pandera#1662', broken],
  ['good', check.between('amount', 0, 50), 'fail', 'pandera#1776', broken],
  ['good', check.schema('paid'), 'pass', 'pandera#1528', 'The column is there and of its type.', on('csv', 'parquet'), sampled(1)],
  ['good', check.inCode('name', 'palindrome'), 'fail', 'pandera#1566', broken],
  ['good', check.matches('name', '^[A-F]'), 'fail', 'pandera#1662', broken, on('parquet', 'csv', 'rows')],
  ['last duplicate', check.unique('id'), 'fail', 'pandera#1606', lastDuplicate],
  ['last duplicate', check.unique('id'), 'fail', 'pandera#1528', lastDuplicate, sampled(2)],
  ['last duplicate', check.duplicates('id', 0), 'fail', 'pandera#1606', lastDuplicate, sampled(2), on('parquet', 'csv', 'rows')],
  ['last duplicate', check.rowCount(5, 5), 'pass', null, 'A sample of the rows is not all that there are.', sampled(2)],
  ['some null', check.notNull('id'), 'fail', null, beyond, sampled(2)],
  ['some null', check.statistic('max', 'amount', 0, 20), 'fail', null, beyond, sampled(2), on('parquet', 'csv', 'rows')],
  ['good', check.between('amount', 0, 50), 'fail', null, beyond, sampled(1)],
  ['last duplicate', check.inCode('name', 'palindrome'), 'fail', null, 'Where a sample is too few rows to know, it is said; here each row of five but one keeps the rule, and all five are in it.', sampled(5)],
  ['good', check.where("state = 'open'", check.between('amount', 11, 99)), 'fail', 'deequ#530', 'A row in the scope breaks the rule.'],
  ['good', check.where("state = 'closed'", check.between('amount', 11, 99)), 'pass', 'deequ#530', 'The row that breaks the rule is out of the scope.'],
  ['almost accepted', check.accepted('spaced', 'open'), 'fail', null, 'A text with a space more is another text.'],
  ['almost accepted', check.accepted('cased', 'open'), 'fail', null, 'A text in another case is another text.'],
  ['almost accepted', check.accepted('accented', 'caf\u00e9'), 'fail', null, 'A text in another normal form is another text.'],
  ['almost accepted', check.matches('lines', '^open$'), 'fail', null, 'The text goes on after the line.'],
  ['good', check.inSchema(check.between('amount', 11, 99)), 'fail', 'pandera#1776', broken],
  ['good', check.inSchema(check.accepted('state', 'open')), 'fail', 'pandera#1662', broken, on('parquet', 'csv', 'rows')],
  ['good', check.inSchema(check.matches('name', '^[A-F]')), 'fail', 'pandera#1662', broken, on('parquet', 'csv', 'rows')],
  ['good', check.inSchema(check.length('name', 3, 6)), 'fail', 'pandera#1662', broken, on('parquet', 'csv', 'rows')],
  ['good', check.inSchema(check.format('name', 'email')), 'fail', 'pandera#1662', broken, on('parquet', 'csv', 'rows')],
  ['almost accepted', check.inSchema(check.accepted('accented', 'caf\u00e9')), 'fail', null, 'A text in another normal form is another text.', on('parquet', 'csv', 'rows')],
  ['almost equal', check.accepted('amount', 0.3), 'fail', null, '0.30000000000000004 is another number.'],
  ['noon of the last day', check.between('at', '2024-01-01', '2024-01-05'), 'fail', 'rstudio/pointblank#28', 'A date alone is its midnight.'],
  ['good', check.accepted('paid', true), 'fail', 'pandera#1662', broken],
  ['good', check.sql("'state' <> 'lost'"), 'red', null, quoted],
  ['good', check.sql("'state' <> 'lost' and amount > 0"), 'red', null, quoted],
  ['good', check.sql("'state' in ('open', 'state')"), 'red', null, quoted, on('parquet', 'csv', 'rows')],
  ['good', check.sql('1 = 1 or amount > 99'), 'red', null, 'It is true of every row by its words alone.'],
  ['good', check.where("'a' = 'a'", check.rowCount(1, 9)), 'red', null, 'The condition says nothing of any row.', on('parquet', 'csv', 'rows')],
  ['good', check.sql("'all' = 'open' or amount > 0"), 'pass', null, 'One part says nothing of the row, and the other one does.'],
  ['good', check.sql("state <> 'state'"), 'pass', null, 'A value may be any text, a name of a column too.'],
]);
