import { oddParquet } from '../hostile/parquet-broken.ts';
import type { Cell, Table } from './case.ts';
import { referenceTables } from './reference-tables.ts';
import { big, folder, hoursAgo, infinity, minusInfinity, minusZero, nan, table } from './table.ts';

const counted = (rows: number): readonly number[] =>
  Array.from({ length: rows }, (_, at) => at + 1);
const lastNull = (rows: number): readonly Cell[] => [...counted(rows - 1), null];

/** Small tables, by what is odd about them. */
export const tables = {
  good: table({
    'id integer': [1, 2, 3, 4, 5],
    'amount number': [10.5, 20, 30.25, 40, 50.75],
    'name text': ['Ada', 'Grace', 'Edsger', 'Barbara', 'Otto'],
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
  'one row': table({ 'id integer': [1], 'amount number': [7.5], 'name text': ['Anna'] }),
  zeros: table({ 'id integer': [1, 2, 3], 'amount number': [0, 0, 0], 'count integer': [0, 0, 0] }),
  palindromes: table({ 'id integer': [1, 2, 3], 'name text': ['anna', 'otto', 'hannah'] }),
  'fresh to the second': table({
    'id integer': [1, 2],
    'at timestamp': [hoursAgo(1), hoursAgo(0)],
  }),
  stale: table({
    'id integer': [1, 2],
    'at timestamp': ['2001-01-01T00:00:00', '2001-01-02T00:00:00'],
  }),
  'stale beside a date to come': table({
    'id integer': [1, 2],
    'at timestamp': ['2001-01-01T00:00:00', '2099-12-31T00:00:00'],
  }),

  // Nothing, or nearly.
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
  'no file of its format': table(
    { 'id integer': [], 'amount number': [] },
    { files: { parquet: 'PAR1 and no more', json: 'id: 1', sqlite: 'SQLite format 3' } },
  ),
  // Parquet as no writer should write it, and as some do.
  'a number of more than 8 bits': table({ 'amount integer': [1, 300] }, oddParquet.number),
  'a decimal of more digits than its type': table(
    { 'amount number': [0.1, 7000] },
    oddParquet.decimal,
  ),
  'a list before any has begun': table({ 'id integer': [1, 2] }, oddParquet.list),
  'a checksum that does not fit': table({ 'amount integer': [1, 2, 3, 4] }, oddParquet.checksum),
  'a list without LIST': table({ 'id integer': [1, 2] }, oddParquet.repeated),
  'a timestamp as INT96': table({ 'at timestamp': ['1970-01-01T00:00:00'] }, oddParquet.timestamp),
  'header alone': table({ 'id integer': [], 'amount number': [] }, { files: { csv: 'id,amount' } }),
  'blank lines': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id,amount\n\n\n' } },
  ),
  'empty object': table({ 'id integer': [], 'amount number': [] }, { files: { json: '{}' } }),
  'list of an empty object': table(
    { 'id integer': [], 'amount number': [] },
    { files: { json: '[{}]' } },
  ),
  'null alone': table({ 'id integer': [], 'amount number': [] }, { files: { json: 'null' } }),

  // NULL and what looks like it.
  'all null': table({
    'id integer': [1, 2, 3],
    'amount number': [null, null, null],
    'other number': [1, 2, 3],
    'name text': [null, null, null],
    'at timestamp': [null, null, null],
  }),
  'some null': table({
    'id integer': [1, 2, null, 4],
    'amount number': [10, null, 30, 20],
    'name text': ['Ada', null, 'Edsger', 'Ada'],
    'other number': [5, 5, null, 50],
  }),
  'two nulls': table({ 'id integer': [1, null, null, 2], 'name text': ['a', 'b', 'c', 'd'] }),
  'null key part': table({
    'id integer': [1, 1, 2],
    'part text': [null, null, 'a'],
    'name text': ['a', 'b', 'c'],
  }),
  'null segment': table({
    'id integer': [1, 2, 3, 4],
    'state text': ['open', 'open', null, null],
    'amount number': [10, 20, null, null],
  }),
  'empty text': table({ 'id integer': [1, 2, 3], 'name text': ['Ada', '', 'Grace'] }),
  sentinels: table({ 'id integer': [1, 2, 3, 4], 'name text': ['Ada', 'NULL', 'nan', 'N/A'] }),
  'one null of a thousand': table({ 'id integer': counted(1000), 'count integer': lastNull(1000) }),
  'one null of 30,000': table({ 'id integer': counted(30_000), 'count integer': lastNull(30_000) }),
  'key absent': table(
    { 'id integer': [], 'name text': [] },
    { files: { json: '[{"id": 1, "name": "Ada"}, {"id": 2}]' } },
  ),

  // Numbers that are none.
  'one nan': table({ 'id integer': [1, 2, 3], 'amount number': [1.5, nan, 2.5] }),
  'only nan': table({ 'id integer': [1, 2], 'amount number': [nan, nan] }),
  'one infinity': table({ 'id integer': [1, 2, 3], 'amount number': [1.5, infinity, 2.5] }),
  'minus infinity': table({ 'id integer': [1, 2], 'amount number': [minusInfinity, 1.5] }),
  'both infinities': table({
    'id integer': [1, 2, 3],
    'amount number': [infinity, minusInfinity, 1.5],
  }),
  'minus zero': table({ 'id integer': [1, 2], 'amount number': [minusZero, 1.5] }),
  'both zeros': table({ 'id integer': [1, 2], 'amount number': [minusZero, 0] }),
  'large integers': table({
    'id bigint': [big('9223372036854775807'), big('9223372036854775806')],
  }),
  'beyond 2^53': table({ 'id bigint': [big('9007199254740992'), big('9007199254740993')] }),
  'twice beyond 2^53': table({
    'id bigint': [big('9007199254740992'), big('9007199254740993'), big('9007199254740993')],
  }),

  // Several files.
  'a file named like its glob': folder(
    { id: 'integer', amount: 'number' },
    {
      '1': { 'id integer': [1], 'amount number': [-1] },
      '*': { 'id integer': [2], 'amount number': [1] },
    },
    { glob: '*' },
  ),
  'a folder beside its column': folder(
    { amount: 'integer', id: 'integer' },
    { 'amount=-5/x': { 'amount integer': [10], 'id integer': [1] } },
    { options: { hivePartitioning: true } },
  ),
  'a row in the wrong folder': folder(
    { id: 'integer', region: 'text' },
    {
      'region=eu/x': { 'id integer': [1, 2], 'region text': ['eu', 'us'] },
      'region=us/x': { 'id integer': [3], 'region text': ['us'] },
    },
    { options: { hivePartitioning: true } },
  ),
  'rows in their folders': folder(
    { id: 'integer', region: 'text', rate: 'number', day: 'date', at: 'timestamp' },
    {
      'region=eu/rate=0.5/day=2024-01-01/at=2024-01-01 10%3A00%3A00/x': {
        'id integer': [1, 2],
        'region text': ['eu', 'eu'],
      },
      'region=a%2Fb/rate=0.25/day=2024-01-02/at=2024-01-02/x': {
        'id integer': [3],
        'region text': ['a/b'],
      },
    },
    { options: { hivePartitioning: true } },
  ),
  'a folder called NULL': folder(
    { id: 'integer', name: 'text' },
    { 'name=NULL/x': { 'id integer': [1] }, 'name=Ada/x': { 'id integer': [2] } },
    { options: { hivePartitioning: true } },
  ),
  'a folder of NULL': folder(
    { id: 'integer', name: 'text' },
    {
      'name=__HIVE_DEFAULT_PARTITION__/x': { 'id integer': [1] },
      'name=Ada/x': { 'id integer': [2] },
    },
    { options: { hivePartitioning: true } },
  ),
  'a folder of another type': folder(
    { id: 'integer', amount: 'number' },
    { 'amount=0.5/x': { 'id integer': [1] }, 'amount=none/x': { 'id integer': [2] } },
    { options: { hivePartitioning: true } },
  ),
  'two folders of one key': folder(
    { id: 'integer', amount: 'integer' },
    { 'amount=1/amount=-2/x': { 'id integer': [1] } },
    { options: { hivePartitioning: true } },
  ),
  'text beside numbers': folder(
    { code: 'text' },
    { '1': { 'code text': ['1', '2'] }, '2': { 'code integer': [3, 4] } },
    { glob: '*', options: { unionByName: true } },
  ),
  'names that differ by case between files': folder(
    { id: 'integer', Name: 'text' },
    {
      '1': { 'id integer': [1], 'Name text': ['Ada'] },
      '2': { 'id integer': [2], 'name text': ['Otto'] },
    },
    { glob: '*', options: { unionByName: true } },
  ),
  'a column in one of two files': folder(
    { id: 'integer', name: 'text' },
    { '1': { 'id integer': [1], 'name text': ['Ada'] }, '2': { 'id integer': [2] } },
    { glob: '*', options: { unionByName: true } },
  ),
  'beside an unfinished job': folder(
    { id: 'integer' },
    {
      'part-0': { 'id integer': [1, 2] },
      _SUCCESS: '',
      '_temporary/0/part-9': { 'id integer': [9] },
    },
    { glob: '**/*' },
  ),
  'an unfinished job alone': folder(
    { id: 'integer' },
    { '_temporary/0/part-9': { 'id integer': [9] } },
    { glob: '**/*' },
  ),
  'a table with deleted rows': folder(
    { id: 'integer' },
    { '_delta_log/00000000000000000000.json': '{}', 'part-0': { 'id integer': [1, 2] } },
  ),

  // Columns.
  'column missing': table(
    { 'id integer': [1, 2, null] },
    { declared: { id: 'integer', amount: 'number', name: 'text', at: 'timestamp' } },
  ),
  'renamed by case': table(
    { 'id integer': [1, 2], 'Amount number': [1.5, 2.5] },
    { declared: { id: 'integer', amount: 'number' } },
  ),
  'renamed by a space': table(
    { 'id integer': [1, 2], 'amount  number': [1.5, 2.5] },
    { declared: { id: 'integer', amount: 'number' } },
  ),
  'renamed by a look-alike': table(
    { 'id integer': [1, 2], '\u0430mount number': [1.5, 2.5] },
    { declared: { id: 'integer', amount: 'number' } },
  ),
  'renamed by normal form': table(
    { 'id integer': [1, 2], 'cafe\u0301 number': [1.5, 2.5] },
    { declared: { id: 'integer', caf\u00e9: 'number' } },
  ),
  'other order': table(
    { 'amount number': [1.5, 2.5], 'more text': ['a', 'b'], 'id integer': [1, 2] },
    { declared: { id: 'integer', amount: 'number' } },
  ),
  'column twice': table(
    { 'id integer': [], 'amount number': [] },
    {
      files: {
        csv: 'id,amount,amount\n1,1.5,-1\n2,2.5,-1\n',
        json: '[{"id": 1, "amount": 1.5, "amount": -1}]',
      },
    },
  ),
  'byte order mark': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: '\ufeffid,amount\n1,1.5\n2,2.5\n' } },
  ),

  // Types.
  'text for integers': table(
    { 'id integer': [1, 2, 3], 'amount text': ['9', '10', 'many'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'digits as text': table(
    { 'id integer': [1, 2, 3], 'amount text': ['9', '10', '11'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'a word among integers': table(
    { 'id integer': [1, 2, 3], 'amount mixed': [9, 'ten', 11] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'a word beside a copy': table(
    { 'id integer': [1, 2, 1], 'name text': ['Ada', 'Bob', 'Eve'], 'amount mixed': [9, 11, 'ten'] },
    { declared: { id: 'integer', name: 'text', amount: 'integer' } },
  ),
  'words alone': table(
    { 'id integer': [1, 2, 3], 'amount mixed': ['nine', 'ten', 'many'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'fractions for integers': table(
    { 'id integer': [1, 2], 'amount number': [1, 2.5] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'integers for text': table(
    { 'id integer': [1, 2], 'name integer': [1234, 5678] },
    { declared: { id: 'integer', name: 'text' } },
  ),
  'dates as text': table(
    { 'id integer': [1, 2], 'day text': ['2024-01-01', '01/02/2024'] },
    { declared: { id: 'integer', day: 'date' } },
  ),
  'a day that is none': table(
    { 'id integer': [1, 2], 'day text': ['2024-01-01', '2024-02-30'] },
    { declared: { id: 'integer', day: 'date' } },
  ),
  'words for booleans': table(
    { 'id integer': [1, 2], 'paid text': ['maybe', 'no'] },
    { declared: { id: 'integer', paid: 'boolean' } },
  ),
  'decimal comma': table(
    { 'id integer': [1, 2], 'amount text': ['1,5', '2,5'] },
    { declared: { id: 'integer', amount: 'number' } },
  ),
  'beyond a safe integer': table(
    { 'id bigint': [big('9007199254740993'), big('1')] },
    { declared: { id: 'integer' } },
  ),
  'leading zeros': table({ 'id integer': [1, 2], 'name text': ['01234', '00987'] }),
  'ragged records': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id,amount\n1,1.5\n2\n3,3.5,x\n' } },
  ),
  'open quote': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id,amount\n1,1.5\n2,"2.5\n3,3.5\n' } },
  ),
  'cut short': table(
    { 'id integer': [], 'amount number': [] },
    { files: { json: '[{"id": 1, "amount": 1.5}, {"id": 2, "am' } },
  ),
  'a record that is none': table(
    { 'id integer': [], 'amount number': [] },
    { files: { json: '[{"id": 1, "amount": 1.5}, 7]' } },
  ),

  // Texts that are almost the same.
  'almost accepted': table({
    'id integer': [1, 2, 3, 4],
    'spaced text': ['open', 'open', 'open', 'open '],
    'cased text': ['open', 'open', 'open', 'Open'],
    'accented text': ['caf\u00e9', 'caf\u00e9', 'caf\u00e9', 'cafe\u0301'],
    'lines text': ['open', 'open', 'open', 'open\nclosed'],
  }),
  'last duplicate': table({
    'id integer': [1, 2, 3, 4, 4],
    'name text': ['a', 'b', 'c', 'd', 'ab'],
  }),

  // Odd values.
  'infinite time': table(
    { 'id integer': [1, 2], 'at text': ['2001-01-01T00:00:00', 'infinity'] },
    { declared: { id: 'integer', at: 'timestamp' } },
  ),
  'infinite timestamp': table({
    'id integer': [1, 2],
    'at timestamp': ['2001-01-01T00:00:00', 'infinity'],
  }),
  'infinite day': table({ 'id integer': [1, 2], 'day date': ['2001-01-01', '-infinity'] }),
  'words for days': table(
    { 'id integer': [1, 2], 'day text': ['2024-01-01', 'epoch'] },
    { declared: { id: 'integer', day: 'date' } },
  ),
  'number for a day': table(
    { 'id integer': [1, 2], 'day mixed': ['2024-01-01', 19_724] },
    { declared: { id: 'integer', day: 'date' } },
  ),
  'beyond a double': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id,amount\n1,1e400\n', json: '[{"id": 1, "amount": 1e400}]' } },
  ),
  'digits of a programmer': table(
    { 'id integer': [1, 2, 3], 'amount text': ['0x10', '1_000', '12'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'digits of another script': table(
    { 'id integer': [1, 2], 'amount text': ['\uff11\uff12', '12'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'far from zero': table({
    'id integer': [1, 2, 3],
    'amount number': [1_000_000_000_000_001, 1_000_000_000_000_002, 1_000_000_000_000_003],
  }),
  'a number for no value': table({
    'state text': ['NY', 'CA', 'CA'],
    'amount number': [-3.4028234663852886e38, 1.5, 2.5],
  }),
  'nearly infinite': table({ 'id integer': [1, 2], 'amount number': [1e308, 1e308] }),
  'names that differ by case': table({ 'id integer': [1, 2], 'ID integer': [9, 9] }),
  'odd names': table({
    'constructor integer': [1, 2],
    'a"b text': ['a', 'b'],
    "it's number": [1.5, 2.5],
    'order text': ['x', 'y'],
  }),
  'white space alone': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: '\n \n', json: ' \n' } },
  ),
  'mark alone': table({ 'id integer': [], 'amount number': [] }, { files: { csv: '\ufeff' } }),
  'almost equal': table({ 'id integer': [1, 2], 'amount number': [0.3, 0.1 + 0.2] }),
  'late word': table(
    { 'id integer': counted(21_000), 'amount mixed': [...counted(20_999), 'many'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'late underscore': table(
    { 'id integer': counted(6000), 'amount mixed': [...counted(5999), '1_000'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'late fraction': table(
    { 'id integer': counted(6000), 'amount mixed': [...counted(5999), 3.7] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'late day': table(
    { 'id integer': counted(6000), 'day text': [...counted(5999).map(() => '2024-01-01'), 'now'] },
    { declared: { id: 'integer', day: 'date' } },
  ),
  'late plus': table(
    { 'id integer': counted(6000), 'amount text': [...counted(5999).map(String), '+9000'] },
    { declared: { id: 'integer', amount: 'integer' } },
  ),
  'late key': table(
    { 'id integer': [], 'amount number': [] },
    { files: { json: `[${'{"id": 1},\n'.repeat(21_000)}{"id": 2, "amount": -1}]` } },
  ),
  'time with an offset': table(
    { 'id integer': [1, 2], 'at text': ['2024-01-01T12:00:00Z', '2024-01-01T23:30:00-05:00'] },
    { declared: { id: 'integer', at: 'timestamp' } },
  ),
  'noon of the last day': table({
    'id integer': [1, 2],
    'at timestamp': ['2024-01-01T12:00:00', '2024-01-05T12:00:00'],
  }),
  'quoted nothing': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id,amount\n1,""\n2,2.5\n' } },
  ),
  'other delimiter': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id;amount\n1;1.5\n' } },
  ),
  'two delimiters': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id,amount;x\n1,1.5;2\n2,2.5;3\n' } },
  ),
  'a title above the header': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'Report of 2024\nid,amount\n1,1.5\n2,2.5\n3,3.5\n' } },
  ),
  'blanks behind a quote': table(
    { 'id integer': [], 'name text': [] },
    { files: { csv: 'id,name\n1,"Ada"  \n2,"Ada"\n' } },
  ),
  'a blank before a quote': table(
    { 'id integer': [], 'name text': [] },
    { files: { csv: 'id,name\n1,"Ada"\n2, "Ada"\n' } },
  ),
  'a comment in a line': folder(
    { id: 'integer', name: 'text' },
    { 'x.csv': 'id,name\n# Otto\n1,C#\n2,C\n' },
    { glob: '*', options: { comment: '#' } },
  ),
  'an odd quote above the header': folder(
    { id: 'integer', amount: 'number' },
    { 'x.csv': '"Report\nid,amount\n1,-1\n2,1\n' },
    { glob: '*', options: { skip: 1 } },
  ),
  'another encoding': folder(
    { id: 'integer', name: 'text' },
    { 'x.csv': 'id,name\n1,\u0101\n' },
    { glob: '*', options: { encoding: 'shift_jis' } },
  ),
  'no header': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: '1,1.5\n2,2.5\n' } },
  ),
  'half of a view': table(
    { 'id integer': [1, 2], 'n integer': [5, 7] },
    { declared: { id: 'integer', h: 'number' }, view: 'select id, n / 2 as h from stored' },
  ),
  'digits of a view': table(
    { 'id integer': [1, 2], 'name text': ['12 apples', '7'] },
    {
      declared: { id: 'integer', n: 'integer' },
      view: 'select id, cast(name as integer) as n from stored',
    },
  ),
  'day of a view': table(
    { 'id integer': [1, 2], 'day text': ['2024-01-31', '2024-03-31'] },
    {
      declared: { id: 'integer', day: 'date' },
      view: "select id, date(day, '+1 month') as day from stored",
    },
  ),
  'times without seconds': table(
    { 'id integer': [1, 2], 'at text': ['2024-01-01T12:00Z', '2024-01-02T14:00+02'] },
    { declared: { id: 'integer', at: 'timestamp' } },
  ),
  'times in nanoseconds': table(
    {
      'id integer': [1, 2],
      'at text': ['2024-01-01T12:00:00.123456789Z', '2024-01-02T12:00:00.000000001Z'],
    },
    { declared: { id: 'integer', at: 'timestamp' } },
  ),
  'digits beyond nanoseconds': table(
    {
      'id integer': [1, 2],
      'at text': ['2024-01-01T12:00:00Z', '2024-01-02T12:00:00.0000000001Z'],
    },
    { declared: { id: 'integer', at: 'timestamp' } },
  ),
  'week of a year': table(
    { 'id integer': [1, 2], 'at text': ['2024-01-01T12:00:00Z', '2024-W01-2'] },
    { declared: { id: 'integer', at: 'timestamp' } },
  ),
  'key twice below': table(
    { 'id integer': [], 'amount number': [] },
    {
      files: {
        json: '[{"id": 1, "amount": 1.5, "more": {"a": 1}}, {"id": 2, "amount": -1, "more": {"a": 1, "a": 2}}]',
      },
    },
  ),
  'key twice in a list': table(
    { 'id integer': [], 'amount number': [] },
    {
      files: {
        json: '[{"id": 1, "amount": -1, "more": [{"a": 1}, {"a": 1, "\\u0061": 2}]}, {"id": 2, "amount": 1.5}]',
      },
    },
  ),
  'blank lines between': table(
    { 'id integer': [], 'amount number': [] },
    { files: { csv: 'id,amount\n1,1.5\n\n2,2.5\n\n' } },
  ),
  'rows below a key': table(
    { 'id integer': [], 'amount number': [] },
    { files: { json: '{"data": [{"id": 1, "amount": 1.5}]}' } },
  ),

  // What data is compared with.
  ...referenceTables,
} as const satisfies Readonly<Record<string, Table>>;
