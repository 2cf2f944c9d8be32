import * as check from '../checks.ts';
import { cases, on } from '../line.ts';

const likeThem = 'Five rows are as many as there were.';
const unlike = 'Each earlier run had another number, and all were far from this one.';
const nothing = 'There is no number to compare, however many there were before.';
const tooFew = 'Six numbers say too little about what is usual.';
const bare = 'A number that is none is like no other.';
const equal = 'All earlier runs have one number, and this is another.';
const steady = [5, 6, 5, 4, 5, 6, 5, 5];
const hundreds = [100, 104, 98, 101, 97, 103, 102, 99];
const young = { mayBeYoung: true } as const;
/** A day of few rows after six of many, seven times. */
const weeks = Array.from({ length: 49 }, (_, day) =>
  day % 7 === 0 ? 5 + (day % 2) : 100 + (day % 3),
);
const other = Array.from({ length: 49 }, (_, day) =>
  day % 7 === 0 ? 100 + (day % 3) : 5 + (day % 2),
);

// biome-ignore format: a case is one line.
export const history = cases('reference', [
  ['good', check.likeEarlierRuns('count', null, steady), 'pass', null, likeThem],
  ['good', check.likeEarlierRuns('count', null, hundreds), 'fail', null, unlike],
  ['good', check.likeEarlierRuns('count', null, hundreds, young), 'fail', null, unlike],
  ['good', check.likeEarlierRuns('count', null, [5, 5, 5, 5, 5, 5, 5]), 'pass', null, likeThem],
  ['good', check.likeEarlierRuns('count', null, [6, 6, 6, 6, 6, 6, 6]), 'fail', null, equal],
  ['good', check.likeEarlierRuns('count', null, [4, 4, 4, 4, 4, 4, 4, 3]), 'fail', null, 'Nearly all earlier runs have one number, and this is another.', on('parquet', 'csv')],
  ['good', check.likeEarlierRuns('count', null, [...steady, 1_000_000]), 'pass', null, 'One run that was wrong before changes nothing about what is usual.', on('parquet', 'csv')],
  ['good', check.likeEarlierRuns('count', null, [...hundreds, 1_000_000]), 'fail', null, 'One run that was wrong before hides nothing.'],
  ['good', check.likeEarlierRuns('count', null, []), 'error', null, 'Without an earlier run there is nothing to be like.'],
  ['good', check.likeEarlierRuns('count', null, [], young), 'pass', null, 'The user allows that there is nothing to compare with yet.'],
  ['good', check.likeEarlierRuns('count', null, hundreds.slice(0, 6)), 'error', null, tooFew],
  ['good', check.likeEarlierRuns('count', null, steady.slice(0, 6)), 'error', null, tooFew, on('parquet', 'csv')],
  ['good', check.likeEarlierRuns('count', null, weeks, { season: 7 }), 'pass', null, 'It is a day on which there are few.'],
  ['good', check.likeEarlierRuns('count', null, other, { season: 7 }), 'fail', null, 'There are few on other days, and not on this one.'],
  ['good', check.likeEarlierRuns('count', null, hundreds, { season: 7 }), 'error', null, 'One earlier run was on such a day.', on('parquet', 'csv', 'rows')],
  ['no rows', check.likeEarlierRuns('count', null, hundreds), 'fail', null, 'No row is unlike a hundred.', on('parquet', 'csv', 'rows')],
  ['no rows', check.likeEarlierRuns('count', null, [], young), 'red', null, 'A young history does not make nothing something.', on('parquet', 'csv', 'rows')],
  ['no rows', check.likeEarlierRuns('mean', 'amount', steady), 'fail', null, nothing, on('parquet', 'csv', 'rows')],
  ['no rows', check.likeEarlierRuns('mean', 'amount', [], young), 'fail', null, nothing, on('parquet', 'csv', 'rows')],
  ['all null', check.likeEarlierRuns('mean', 'amount', steady), 'fail', null, nothing],
  ['all null', check.likeEarlierRuns('mean', 'amount', [], young), 'fail', null, nothing],
  ['all null', check.likeEarlierRuns('nulls', 'amount', [0, 1, 0, 1, 0, 0, 1]), 'fail', null, unlike],
  ['one row', check.likeEarlierRuns('stddev', 'amount', steady), 'fail', null, 'One value has no deviation.', on('parquet', 'csv', 'rows')],
  ['one nan', check.likeEarlierRuns('mean', 'amount', steady), 'fail', null, bare, on('parquet', 'rows')],
  ['one nan', check.likeEarlierRuns('mean', 'amount', [], young), 'fail', null, bare, on('parquet', 'rows')],
  ['one infinity', check.likeEarlierRuns('max', 'amount', steady), 'fail', null, bare, on('parquet', 'rows')],
  ['column missing', check.likeEarlierRuns('mean', 'amount', steady), 'red', null, 'The column is not there.'],
  ['column missing', check.likeEarlierRuns('mean', 'amount', [], young), 'red', null, 'The column is not there, and a young history does not bring it.'],
]);
