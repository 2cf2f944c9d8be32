import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import { openFile, told } from '../folder.ts';
import { refusal, rowsOf } from '../opened.ts';

const read = async (content: string, options: CsvOptions) => {
  const session = await openFile('x.csv', content, (path) => csv(path, options));
  const rows = (await rowsOf(session)).map((row) => Object.values(row).map(String).join('|'));
  return { rows, notes: session.notes, told: told(session) };
};

const comment = { comment: '#', delimiter: ',' };
const noted = (count: number) => [
  `x.csv has ${count} comment${count === 1 ? ', which is' : 's, which are'} left out.`,
];

test.each<[string, string, readonly string[], number]>([
  ['between records', 'a,b\n#x,y\n1,C\n# "odd\n2,D\n', ['1|C', '2|D'], 2],
  ['above the header', '# one "\n#two\n\na,b\n1,C\n#,\n2,D\n', ['1|C', '2|D'], 3],
  ['at the end', 'a,b\r\n1,C\r\n2,D\r\n#x', ['1|C', '2|D'], 1],
  ['with quotes and the character again', 'a,b\n# a "b" # c "\n1,C\n2,D\n', ['1|C', '2|D'], 1],
  ['beside it in quotes', 'a,b\n1,"C#"\n#x\n2,"\n#D"\n', ['1|C#', '2|\n#D'], 1],
  ['beside it in a line', 'a,b\n1,C#\n#x\n2,#D\n', ['1|C#', '2|#D'], 1],
  ['behind a space', 'a,b\n#x\n #1,C\n2,D\n', [' #1|C', '2|D'], 1],
])('leaves out comments %s', async (_, content, rows, count) => {
  expect(await read(content, comment)).toEqual({ rows, notes: noted(count), told: [] });
});

test('reads a file of one column with comments', async () => {
  expect(await read('a\n1\n#x\n3\n', comment)).toEqual({
    rows: ['1', '3'],
    notes: noted(1),
    told: [],
  });
});

test.each([
  ['a,b\n#x\n1,C#\n2\n3,"\ny"z\n4,"open\n', ['x.csv:4', 'x.csv:5', 'x.csv:7']],
  ['#t\n\na,b\n1,C\n#x\n2\n', ['x.csv:6']],
])('reports problems with the lines of the file: %j', async (content, lines) => {
  const { rows, told: problems } = await read(content, comment);
  expect(rows).toHaveLength(1);
  expect(problems.map((one) => one.slice(0, 7))).toEqual(lines);
});

test.each<[string, string, number]>([
  ['a title', 'Report\n\na,b\n', 2],
  ['an odd quote', 'It "is\n2024, "x\na,b\n', 2],
  ['a quote at its start', '"odd, x\nmore\n\na,b\n', 2],
  ['other line ends', 'Report\r\nof 2024\r\na,b\n', 2],
])('skips %s above the header', async (_, above, skip) => {
  const { rows, told: problems } = await read(`${above}1,x\n2\n`, { skip });
  const line = above.split('\n').length + 1;
  expect([rows, problems]).toEqual([
    ['1|x'],
    [`x.csv:${line}: the record has 1 field in place of 2`],
  ]);
});

test('skips lines above comments, and above data without a header', async () => {
  expect(await read('Title "\n#x\na,b\n#y\n1,2\n', { skip: 1, comment: '#' })).toEqual({
    rows: ['1|2'],
    notes: noted(2),
    told: [],
  });
  expect((await read('Title "\n1,2\n3,4\n', { skip: 1, header: false })).rows).toEqual([
    '1|2',
    '3|4',
  ]);
});

test('refuses to skip all lines', async () => {
  expect(await refusal(() => read('a,b\n1,2\n', { skip: 2 }))).toBe(
    'DATASET_UNREADABLE: x.csv has no record behind the 2 lines that { skip: 2 } leaves out: its first 8 characters hold no line there.',
  );
});

test('names skip and comment where lines seem to stand above the header', async () => {
  const rows = '1,2,3\n4,5,6\n7,8,9\n';
  expect(await refusal(() => read(`Report of 2024\n\na,b,c\n${rows}`, {}))).toBe(
    "DATASET_UNREADABLE: The first 2 lines of x.csv have fewer fields than those that follow, split at ','. Read it with { skip: 2 } if the header is in line 3; if it is in line 1, say so with { header: true }, and name all fields with { header: true, names: [...] }.",
  );
  expect(await refusal(() => read(`# Report, of 2024\na,b,c\n${rows}`, {}))).toContain(
    "Read it with { comment: '#' } if the header is in line 2",
  );
  expect(await refusal(() => read('# Cities\nRome\nParis\n', {}))).toBe(
    "DATASET_UNREADABLE: x.csv begins with '#': if such lines are comments, read it with { comment: '#' }, and if the first one is the header, with { header: true }.",
  );
  expect((await read(`#a,b,c\n${rows}`, {})).rows).toHaveLength(3);
});

test('takes a character once', async () => {
  expect(await refusal(() => csv('x.csv', { comment: ';', delimiter: ';' }))).toBe(
    'DATASET_INVALID: csv() can\'t tell a comment from the delimiter or the quote: both are ";".',
  );
});
