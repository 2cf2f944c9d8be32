import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { openFile, told } from '../folder.ts';
import { refusal, rowsOf } from '../opened.ts';

const open = (content: string, options = {}) =>
  openFile('x.csv', content, (path) => csv(path, options));

test('keeps the blanks behind a closing quote', async () => {
  const session = await open('id,name\n1,"ab"  \n"2" ,"c, ""d"" "\n3,"x\ny" \n"4","" \n');
  expect(await rowsOf(session)).toEqual([
    { id: 1n, name: 'ab  ' },
    { id: 2n, name: 'c, "d" ' },
    { id: 3n, name: 'x\ny ' },
    { id: 4n, name: ' ' },
  ]);
  expect(told(session)).toEqual([]);
});

test('keeps them late in a file', async () => {
  const before = Array.from({ length: 9000 }, (_, at) => `${at},"x"\n`).join('');
  const session = await open(`id,name\n${before}9000,"ab"  \n`);
  expect((await rowsOf(session)).at(-1)).toEqual({ id: 9000n, name: 'ab  ' });
});

test('reports a space before a quote', async () => {
  const session = await open('id,name\n1, "ab"\n2,  "c"\n3, d\n4,"e" "f"\n');
  expect(await rowsOf(session)).toEqual([
    { id: 2n, name: '  "c"' },
    { id: 3n, name: ' d' },
  ]);
  expect(told(session)).toEqual([
    "x.csv:2: the record has a space before the quote of a field, which DuckDB leaves out and other readers take for text, as they take the quotes: write the field without it, or read quotes as text with { quote: '' }",
    'x.csv:5: the record goes on after the closing quote of a field',
  ]);
});

test('refuses a space before a quote of the header', async () => {
  expect(await refusal(() => open('a, "b"\n1, "x"\n'))).toBe(
    "DATASET_UNREADABLE: The first line of x.csv has a space before a quote, which DuckDB leaves out and other readers take for text, as they take the quotes: write the fields without it, or read quotes as text with { quote: '' }.",
  );
  const bare = await open('a, "b"\n1, "x"\n', { quote: '' });
  expect(await rowsOf(bare)).toEqual([{ a: 1n, ' "b"': ' "x"' }]);
});
