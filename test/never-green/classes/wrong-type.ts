import * as check from '../checks.ts';
import { byContract, cases, notOn, on } from '../line.ts';

const noNumber = 'The contract says integers, and a text is none.';
const lost = 'A record that can not be read is not one that is not there.';

// biome-ignore format: a case is one line.
export const wrongType = cases('wrong type', [
  ['text for integers', check.between('amount', 0, 99), 'red', 'soda-core#1924', noNumber, byContract],
  ['text for integers', check.statistic('max', 'amount', 0, 99), 'red', 'soda-core#1924', noNumber, byContract],
  ['text for integers', check.schema('amount'), 'red', 'rstudio/pointblank#439', noNumber],
  ['digits as text', check.statistic('max', 'amount', 0, 99), 'red', 'rstudio/pointblank#439', "As texts '9' is more than '11'; no statistic of them is one of numbers.", notOn('csv'), byContract],
  ['digits as text', check.schema('amount'), 'red', 'rstudio/pointblank#439', noNumber, notOn('csv')],
  ['digits as text', check.statistic('max', 'amount', 11, 11), 'pass', null, 'CSV has nothing but text, and the contract says what it means.', on('csv')],
  ['a word among integers', check.notNull('amount'), 'red', 'datacontract-cli#1278', 'A value that can not be read is neither NULL nor left out in silence.', notOn('parquet'), byContract],
  ['a word among integers', check.statistic('max', 'amount', 0, 99), 'red', 'datacontract-cli#1278', noNumber, notOn('parquet'), byContract],
  ['a word among integers', check.rowCount(2), 'red', 'datacontract-cli#1278', noNumber, notOn('parquet'), byContract],
  ['a word among integers', check.schema('amount'), 'red', 'datacontract-cli#1278', noNumber, notOn('parquet')],
  ['fractions for integers', check.between('amount', 0, 9), 'red', null, 'The contract says integers, and 2.5 is none.', byContract],
  ['fractions for integers', check.schema('amount'), 'red', null, 'The contract says integers, and 2.5 is none.'],
  ['integers for text', check.matches('name', '^[0-9]{4}$'), 'red', null, 'The contract says text, and a number is none.', notOn('csv'), byContract],
  ['integers for text', check.schema('name'), 'red', null, 'The contract says text, and a number is none.', notOn('csv')],
  ['dates as text', check.newest('day', '2024-01-01'), 'red', null, 'A text that is no ISO date is no date.', byContract],
  ['dates as text', check.schema('day'), 'red', 'rstudio/pointblank#439', 'A text that is no ISO date is no date.'],
  ['a day that is none', check.between('day', '2024-01-01', '2024-12-31'), 'red', null, 'There is no 30 February.', byContract],
  ['words for booleans', check.schema('paid'), 'red', null, "'maybe' is neither true nor false."],
  ['decimal comma', check.between('amount', 0, 99), 'red', null, "'1,5' is no number, and not 15 either.", byContract],
  ['beyond a safe integer', check.schema('id'), 'red', null, 'The contract says integers that a double holds.'],
  ['beyond 2^53', check.unique('id'), 'pass', null, 'They differ in the last digit, which a double drops.'],
  ['twice beyond 2^53', check.unique('id'), 'fail', null, 'The last is there twice.'],
  ['leading zeros', check.matches('name', '^0'), 'pass', null, 'Text stays text, whatever it looks like.'],
  ['ragged records', check.between('amount', 0, 99), 'red', null, lost, on('csv'), byContract],
  ['open quote', check.rowCount(1), 'red', null, lost, on('csv'), byContract],
  ['cut short', check.notNull('id'), 'red', null, lost, on('json'), byContract],
  ['a record that is none', check.notNull('id'), 'red', null, lost, on('json'), byContract],
  ['words for days', check.newest('day', '2024-01-01'), 'red', null, "'epoch' is no ISO date.", byContract],
  ['words for days', check.schema('day'), 'red', null, "'epoch' is no ISO date."],
  ['number for a day', check.newest('day', '2024-01-01'), 'red', null, 'A number is no date.', notOn('parquet'), byContract],
  ['number for a day', check.schema('day'), 'red', null, 'A number is no date.', notOn('parquet')],
  ['digits of a programmer', check.statistic('min', 'amount', 12, 99), 'red', null, "'0x10' and '1_000' are no numbers in data.", byContract],
  ['digits of another script', check.statistic('min', 'amount', 12, 12), 'red', null, 'What reads them as numbers is not known.', byContract],
  ['late word', check.statistic('max', 'amount', 0, 99_999), 'red', 'datacontract-cli#1278', 'A word is no integer, however late it comes.', notOn('parquet'), byContract],
  ['time with an offset', check.between('at', '2024-01-01', '2024-01-02'), 'red', null, 'In UTC the second is of 2 January, half past four.'],
]);
