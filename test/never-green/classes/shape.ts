import * as check from '../checks.ts';
import { byContract, cases, on } from '../line.ts';

const nothing = 'There is no value to compute it of; 0 would be made up.';
const tooFew = 'Of so few values there is none; 0 would be made up.';
const alike = 'Equal values have no such number; 0 would be made up.';
const held = 'The value lies within.';
const missed = 'The value lies outside, if by little.';
const spoils = 'Nothing can be computed with a value that is no number.';
const absent = 'The column is not there, so nothing was held to it.';
const text = 'As texts they have no such number.';
const outOfScope = 'No row is in the scope, so there is nothing to compute it of.';
const few = on('parquet', 'csv', 'rows');
const keepsNaN = on('parquet', 'rows');

/** The shape of a column, and two columns together. */
// biome-ignore format: a case is one line.
export const shape = cases('statistics', [
  ['no rows', check.statistic('kurtosis', 'amount', -99, 99), 'red', null, nothing],
  ['no rows', check.statistic('entropy', 'state', 0, 99), 'red', null, nothing],
  ['no rows', check.statistic('mode', 'state', 0, 99), 'red', null, nothing],
  ['no rows', check.statistic('outliersByIqr', 'amount', 0, 99), 'red', null, nothing],
  ['no rows', check.statistic('outliersByRobustZ', 'amount', 0, 99), 'red', null, nothing],
  ['no rows', check.ofTwo('pearson', 'id', 'amount', -0.999, 0.999), 'red', null, nothing],
  ['no rows', check.ofTwo('spearman', 'id', 'amount', -0.999, 0.999), 'red', null, nothing],
  ['no rows', check.ofTwo('cramersV', 'state', 'name', 0.001, 0.999), 'red', null, nothing],
  ['no rows', check.bin('amount', [0, 9], 'above', '50%'), 'red', null, nothing],
  ['all null', check.statistic('kurtosis', 'amount', -99, 99), 'fail', null, nothing],
  ['all null', check.statistic('entropy', 'name', 0, 99), 'fail', null, nothing],
  ['all null', check.statistic('mode', 'name', 0, 99), 'fail', null, nothing, few],
  ['all null', check.statistic('outliersByIqr', 'amount', 0, 99), 'fail', null, nothing],
  ['all null', check.statistic('outliersByRobustZ', 'amount', 0, 99), 'fail', null, nothing],
  ['all null', check.ofTwo('pearson', 'amount', 'other', -0.999, 0.999), 'fail', null, nothing],
  ['all null', check.ofTwo('spearman', 'other', 'amount', -0.999, 0.999), 'fail', null, nothing],
  ['all null', check.ofTwo('cramersV', 'name', 'id', 0.001, 0.999), 'fail', null, nothing],
  ['all null', check.bin('amount', [0, 9], 'above', 0), 'fail', null, nothing, few],
  ['one row', check.statistic('kurtosis', 'amount', -99, 99), 'fail', null, tooFew],
  ['one row', check.statistic('entropy', 'amount', 0, 0), 'pass', null, 'One value is certain, and its entropy is 0.'],
  ['one row', check.statistic('outliersByIqr', 'amount', 0, 99), 'fail', null, 'No data of one row could have an outlier, so the rule would hold for all.'],
  ['one row', check.statistic('outliersByRobustZ', 'amount', 0, 99), 'fail', null, 'No data of one row could have an outlier, so the rule would hold for all.'],
  ['one row', check.ofTwo('pearson', 'id', 'amount', -0.999, 0.999), 'fail', null, tooFew],
  ['one row', check.ofTwo('spearman', 'id', 'amount', -0.999, 0.999), 'fail', null, tooFew],
  ['one row', check.ofTwo('cramersV', 'id', 'name', 0.001, 0.999), 'fail', null, tooFew],
  ['zeros', check.statistic('kurtosis', 'amount', -99, 99), 'fail', null, alike],
  ['zeros', check.statistic('entropy', 'amount', 0.1, 9), 'fail', null, 'Equal values have an entropy of 0.'],
  ['zeros', check.statistic('outliersByRobustZ', 'amount', 0, 0), 'pass', null, 'Each value is the median.'],
  ['zeros', check.ofTwo('pearson', 'id', 'amount', -0.999, 0.999), 'fail', null, alike],
  ['zeros', check.ofTwo('spearman', 'amount', 'id', -0.999, 0.999), 'fail', null, alike],
  ['zeros', check.ofTwo('cramersV', 'id', 'count', 0.001, 0.999), 'fail', null, alike],
  ['one nan', check.statistic('kurtosis', 'amount', -99, 99), 'red', null, spoils, keepsNaN],
  ['one nan', check.statistic('outliersByIqr', 'amount', 0, 99), 'red', null, tooFew, keepsNaN],
  ['one nan', check.statistic('outliersByRobustZ', 'amount', 0, 99), 'red', null, tooFew, keepsNaN],
  ['one nan', check.ofTwo('pearson', 'id', 'amount', -0.999, 0.999), 'red', null, spoils, keepsNaN],
  ['one nan', check.ofTwo('spearman', 'amount', 'id', -0.999, 0.999), 'red', null, spoils, keepsNaN],
  ['one infinity', check.statistic('kurtosis', 'amount', -99, 99), 'red', null, spoils],
  ['one infinity', check.ofTwo('pearson', 'id', 'amount', -0.999, 0.999), 'red', null, spoils],
  ['one infinity', check.statistic('outliersByRobustZ', 'amount', 0, 0), 'red', null, 'An infinity is further away than any number.'],
  ['good', check.statistic('kurtosis', 'amount', -1, 9), 'fail', null, missed],
  ['good', check.statistic('entropy', 'state', 0.68, 9), 'fail', null, missed],
  ['good', check.statistic('mode', 'state', 0, 2), 'fail', null, 'Three of five are open.'],
  ['good', check.ofTwo('pearson', 'id', 'amount', -1, 0.9), 'fail', null, missed],
  ['good', check.ofTwo('spearman', 'id', 'amount', -1, 0.99), 'fail', null, 'Each is above the one before it.'],
  ['good', check.ofTwo('cramersV', 'name', 'state', 0, 0.9), 'fail', null, 'The name decides the state.'],
  ['good', check.bin('amount', [0, 20, 40], 1, 2), 'fail', null, 'The last bin includes its upper edge.'],
  ['good', check.bin('amount', [0, 20, 40], 0, 1), 'pass', null, 'A bin does not include its upper edge.'],
  ['good', check.bin('amount', [0, 20, 40], 'above', 0), 'fail', null, 'One value is more than 40.', few],
  ['good', check.bin('amount', [20, 40], 'below', '19%'), 'fail', null, 'One of five is 20%.', few],
  ['renamed by case', check.statistic('kurtosis', 'amount', -99, 99), 'red', null, absent, few],
  ['renamed by case', check.statistic('entropy', 'amount', 0, 99), 'red', null, absent, few],
  ['renamed by case', check.statistic('outliersByIqr', 'amount', 0, 99), 'red', null, absent, few],
  ['renamed by case', check.ofTwo('pearson', 'id', 'amount', -0.999, 0.999), 'red', null, absent, few],
  ['renamed by case', check.ofTwo('cramersV', 'id', 'amount', 0.001, 0.999), 'red', null, absent, few],
  ['renamed by case', check.bin('amount', [0, 9], 'above', 9), 'red', null, absent, few],
  ['text for integers', check.statistic('kurtosis', 'amount', -99, 99), 'red', null, text, byContract],
  ['text for integers', check.statistic('outliersByRobustZ', 'amount', 0, 99), 'red', null, text, byContract],
  ['text for integers', check.ofTwo('spearman', 'id', 'amount', -0.999, 0.999), 'red', null, text, byContract],
  ['text for integers', check.bin('amount', [0, 99], 'above', 9), 'red', null, text, byContract],
  ['good', check.statistic('kurtosis', 'amount', -1.3, -1.1), 'pass', null, held],
  ['good', check.statistic('entropy', 'state', 0.67, 0.68), 'pass', null, held],
  ['good', check.statistic('mode', 'state', 3, 3), 'pass', null, held],
  ['good', check.statistic('outliersByIqr', 'amount', 0, 0), 'pass', null, held],
  ['good', check.statistic('outliersByRobustZ', 'amount', 0, 0), 'pass', null, held],
  ['good', check.ofTwo('pearson', 'id', 'amount', 0.99, 1), 'pass', null, held],
  ['good', check.ofTwo('spearman', 'id', 'amount', 0.999, 1), 'pass', null, held],
  ['good', check.ofTwo('cramersV', 'name', 'state', 0.999, 1), 'pass', null, held],
  ['good', check.bin('amount', [0, 20, 60], 0, '20%'), 'pass', null, held],
  ['good', check.bin('amount', [0, 60], 'above', 0), 'pass', null, held],
  ['some null', check.ofTwo('spearman', 'id', 'amount', 0.5, 1), 'pass', null, 'Two rows have both values, and a row without one of them has no part in it.', few],
  ['some null', check.statistic('entropy', 'name', 0.6, 0.7), 'pass', null, 'NULL is no value: Ada is there twice, and Edsger once.', few],
  ['good', check.where("state = 'lost'", check.statistic('entropy', 'name', 0, 9)), 'fail', null, outOfScope, few],
  ['good', check.where("state = 'lost'", check.statistic('outliersByIqr', 'amount', 0, 9)), 'fail', null, outOfScope, few],
  ['null segment', check.per('state', check.statistic('entropy', 'amount', 0, 9)), 'fail', null, 'In one segment there is nothing to compute it of.', few],
  ['null segment', check.per('state', check.statistic('outliersByRobustZ', 'amount', 0, 9)), 'fail', null, 'In one segment there is nothing to compute it of.', few],
]);
