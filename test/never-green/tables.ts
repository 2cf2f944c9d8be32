import type { Table } from './case.ts';
import { big, hoursAgo, infinity, minusInfinity, minusZero, nan, table } from './table.ts';

/** Small tables, by what is odd about them. */
export const tables = {
  good: table({
    'id integer': [1, 2, 3, 4, 5],
    'amount number': [10.5, 20, 30.25, 40, 50.75],
    'name text': ['Ada', 'Grace', 'Edsger', 'Barbara', 'Donald'],
    'state text': ['open', 'closed', 'open', 'open', 'closed'],
    'email text': [
      'a@example.com',
      'b@example.com',
      'c@example.com',
      'd@example.com',
      'e@example.com',
    ],
    'paid boolean': [true, false, true, true, false],
    'day date': ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'],
    'at timestamp': [hoursAgo(50), hoursAgo(30), hoursAgo(20), hoursAgo(10), hoursAgo(2)],
  }),
  'no rows': table({
    'id integer': [],
    'amount number': [],
    'name text': [],
    'state text': [],
    'day date': [],
    'at timestamp': [],
  }),
  'no bytes': table(
    { 'id integer': [], 'amount number': [] },
    { files: { parquet: '', csv: '', json: '', sqlite: '' } },
  ),
  'all null': table({
    'id integer': [1, 2, 3],
    'amount number': [null, null, null],
    'count integer': [null, null, null],
    'name text': [null, null, null],
    'day date': [null, null, null],
    'at timestamp': [null, null, null],
  }),
  'some null': table({
    'id integer': [1, 2, null, 4],
    'amount number': [10, null, 30, 20],
    'name text': ['Ada', null, 'Edsger', 'Ada'],
    'other number': [5, 5, null, 50],
  }),
  'one nan': table({ 'id integer': [1, 2, 3], 'amount number': [1.5, nan, 2.5] }),
  'only nan': table({ 'id integer': [1, 2], 'amount number': [nan, nan] }),
  'one infinity': table({ 'id integer': [1, 2, 3], 'amount number': [1.5, infinity, 2.5] }),
  'both infinities': table({
    'id integer': [1, 2, 3],
    'amount number': [infinity, minusInfinity, 1.5],
  }),
  'minus zero': table({ 'id integer': [1, 2], 'amount number': [minusZero, 1.5] }),
  'beyond 2^53': table({ 'id bigint': [big('9007199254740992'), big('9007199254740993')] }),
  'column missing': table(
    { 'id integer': [1, 2, 3] },
    { declared: { id: 'integer', amount: 'number', name: 'text', at: 'timestamp' } },
  ),
  'text for integers': table(
    { 'id integer': [1, 2, 3], 'amount text': ['9', '10', 'many'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'one row': table({ 'id integer': [1], 'amount number': [7.5], 'name text': ['Ada'] }),
} as const satisfies Readonly<Record<string, Table>>;
