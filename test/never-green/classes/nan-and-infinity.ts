import * as check from '../checks.ts';
import { byCheck, byContract, cases, notOn, on } from '../line.ts';

// SQLite keeps no NaN; JSON has none, and what Python writes for it is an error of the file.
const keepsNaN = notOn('sqlite');
const noNumber = 'NaN is no number, so it lies between nothing.';
const spoils = 'A measure of NaN is NaN, which lies within no bound.';

// biome-ignore format: a case is one line.
export const nanAndInfinity = cases('nan and infinity', [
  ['one nan', check.between('amount', -99, 99), 'red', 'python-valid8#20', noNumber, keepsNaN],
  ['one nan', check.accepted('amount', 1.5, 2.5), 'red', 'marshmallow#792', 'NaN is none of the values.', keepsNaN],
  ['one nan', check.sql('amount < 99'), 'red', 'voluptuous#194', 'NaN is not less than anything.', keepsNaN],
  ['one nan', check.statistic('mean', 'amount', -99, 99), 'red', 'evidently#187', spoils, keepsNaN],
  ['one nan', check.statistic('min', 'amount', -99, 99), 'red', 'pointblank#267', spoils, keepsNaN],
  ['one nan', check.statistic('max', 'amount', -99, 99), 'red', 'audformat#305', spoils, keepsNaN],
  ['one nan', check.statistic('sum', 'amount', -99, 99), 'red', null, spoils, keepsNaN],
  ['one nan', check.statistic('stddev', 'amount', 0, 99), 'red', null, spoils, keepsNaN],
  ['one nan', check.statistic('skewness', 'amount', -99, 99), 'red', null, spoils, keepsNaN],
  ['one nan', check.statistic('median', 'amount', -99, 99), 'red', null, spoils, keepsNaN],
  ['one nan', check.quantile(0.1, 'amount', -99, 99), 'red', null, spoils, keepsNaN],
  ['one nan', check.statisticNot('mean', 'amount', 50, 99), 'red', null, 'NaN lies neither within nor outside.', keepsNaN],
  ['one nan', check.schema('amount'), 'red', 'meteor-simple-schema#57', noNumber, keepsNaN],
  ['only nan', check.between('amount', -99, 99), 'red', 'python-valid8#20', noNumber, keepsNaN],
  ['only nan', check.statistic('mean', 'amount', -99, 99), 'red', 'evidently#187', spoils, keepsNaN],
  ['only nan', check.unique('amount'), 'red', null, 'NaN is there twice.', keepsNaN],
  ['one infinity', check.between('amount', 0, 99), 'red', 'evidently#187', 'Infinity is more than 99.'],
  ['one infinity', check.statistic('max', 'amount', 0, 99), 'red', 'evidently#187', 'The greatest value is infinite.'],
  ['one infinity', check.statistic('mean', 'amount', 0, 99), 'red', 'evidently#187', 'The mean is infinite.'],
  ['one infinity', check.statistic('stddev', 'amount', 0, 99), 'red', 'evidently#187', 'No deviation from an infinite mean is a number.'],
  ['one infinity', check.schema('amount'), 'red', null, 'The contract says number, which is finite.'],
  ['minus infinity', check.statistic('min', 'amount', -99, 99), 'red', null, 'The least value is infinite.'],
  ['minus infinity', check.between('amount', -99, 99), 'red', null, 'Minus infinity is less than -99.', on('parquet', 'csv', 'sqlite', 'rows')],
  ['both infinities', check.statistic('sum', 'amount', -99, 99), 'red', null, 'Infinity less infinity is no number.'],
  ['both infinities', check.statistic('mean', 'amount', -99, 99), 'red', null, 'Infinity less infinity is no number.'],
  ['minus zero', check.between('amount', 0, 2), 'pass', null, 'Minus zero equals zero.'],
  ['minus zero', check.statistic('min', 'amount', 0, 2), 'pass', null, 'Minus zero equals zero.'],
  ['minus zero', check.accepted('amount', 0, 1.5), 'pass', null, 'Minus zero equals zero.'],
  ['both zeros', check.unique('amount'), 'fail', null, 'Minus zero equals zero, so zero is there twice.'],
  ['one nan', check.inSchema(check.between('amount', -99, 99)), 'red', 'meteor-simple-schema#57', noNumber, keepsNaN],
  ['one infinity', check.inSchema(check.between('amount', 0, 99)), 'red', null, 'Infinity is more than 99.', on('parquet', 'csv', 'rows')],
  ['one nan', check.sql('amount > 0'), 'red', 'voluptuous#194', 'In SQL NaN is more than anything; the contract says number, and NaN is none.', keepsNaN, byContract],
  ['one nan', check.where('amount > 0', check.statistic('max', 'id', 0, 9)), 'red', null, 'In SQL NaN is more than anything, and it is not said whether that row is meant.', keepsNaN],
  ['one nan', check.where('amount < 9', check.statistic('max', 'id', 3, 3)), 'pass', null, 'NaN is less than nothing, so that row is not meant.', keepsNaN, byCheck],
  ['infinite timestamp', check.freshness('at', 24), 'red', 'dbt-utils#859', 'Infinity is no point in time, and the newest that is one is old.', notOn('rows')],
  ['infinite timestamp', check.newest('at', '2024-01-01'), 'red', 'dbt-utils#859', 'Infinity is no point in time, and the newest that is one is old.', notOn('rows')],
  ['infinite timestamp', check.schema('at'), 'red', null, 'Infinity is no point in time.', notOn('rows')],
  ['infinite time', check.freshness('at', 24), 'red', 'dbt-utils#859', 'Infinity is no point in time, and the newest that is one is old.'],
  ['infinite day', check.between('day', '0001-01-01', '2030-01-01'), 'red', null, 'Minus infinity is no day.', notOn('rows'), byContract],
  ['infinite day', check.schema('day'), 'red', null, 'Minus infinity is no day.', notOn('rows')],
  ['beyond a double', check.between('amount', 0, 1e308), 'red', null, 'It is more, whatever a double makes of it.', on('csv', 'json')],
  ['beyond a double', check.schema('amount'), 'red', null, 'No double holds it.', on('csv', 'json')],
]);
