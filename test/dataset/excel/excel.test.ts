import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Contract,
  contract,
  type Dataset,
  type ExcelOptions,
  excel,
  z,
} from '../../../src/index.ts';
import { measureAll, textOf } from '../../support/measured.ts';
import { type Xlsx, type XlsxCell, xlsxOf, xlsxParts, zipOf } from '../../support/write-xlsx.ts';
import { folder, told } from '../folder.ts';
import { opened, rowsOf, typesOf } from '../opened.ts';

type Session = Awaited<ReturnType<typeof opened>>;

const valuesOf = async (session: Session) =>
  (await rowsOf(session)).map((row) => Object.values(row));

/** A value as text; midnight is a day. */
const shownValue = (value: unknown) =>
  value instanceof Date
    ? value
        .toISOString()
        .replace('T', ' ')
        .replace(/(?: 00:00:00)?\.000Z$/, '')
    : String(value);

type Shape = z.core.$ZodLooseShape;

const name = 'book.xlsx';

const open = (content: Buffer | Uint8Array, options: ExcelOptions = {}, shape: Shape = {}) =>
  opened(excel(name, options), { shape, root: folder({ [name]: content }) });

const sheetOf = (...rows: readonly (readonly XlsxCell[])[]) =>
  xlsxOf({ sheets: [{ name: 'Sheet1', rows }] });

const xml = (text: string): XlsxCell => ({ xml: text });
const error = xml('<c t="e"><v>#N/A</v></c>');
const unstored = xml('<c><f>A2+1</f></c>');

test('values are read by the kinds of their cells', async () => {
  const session = await open(
    sheetOf(
      ['id', 'name', 'share', 'ok'],
      [1, 'Ada', 0.5, true],
      [2, ' b ', 3, false],
      [3, null, null, null],
    ),
  );
  expect(typesOf(session)).toEqual(['id BIGINT', 'name VARCHAR', 'share DOUBLE', 'ok BOOLEAN']);
  expect(await valuesOf(session)).toEqual([
    [1n, 'Ada', 0.5, true],
    [2n, ' b ', 3, false],
    [3n, null, null, null],
  ]);
  expect(session.problems).toEqual([]);
});

describe('a cell of another kind is a problem with its name', () => {
  test.each<[string, XlsxCell, Shape, string]>([
    ['an error', error, { v: z.number() }, 'the cell B3 is not a number: it holds the error #N/A'],
    [
      'a number as text',
      '12',
      { v: z.number() },
      'the cell B3 is not a number: it holds a number that is stored as text',
    ],
    ['text', 'planted', { v: z.number() }, 'the cell B3 is not a number: it holds text'],
    ['a number', 12, { v: z.string() }, 'the cell B3 is not text: it holds a whole number'],
    [
      'many digits',
      xml('<c><v>1234567890123456789</v></c>'),
      { v: z.int() },
      'the cell B3 is not a number: it holds a number with more digits than are exact',
    ],
    [
      '0 as a boolean',
      0,
      { v: z.boolean() },
      'the cell B3 is not TRUE or FALSE: it holds a whole number',
    ],
    [
      'a number as a date',
      46000,
      { v: z.date() },
      'the cell B3 is not a date or a time on a date: it holds a whole number',
    ],
    [
      'a formula that was never computed',
      unstored,
      { v: z.number() },
      'the cell B3 is not a number: it holds a formula whose value was never stored: open the workbook in Excel or LibreOffice, and save it',
    ],
    [
      'an error of which the contract says nothing',
      error,
      {},
      'the cell B3 is not a number: it holds the error #N/A',
    ],
    [
      'an error that nobody knows',
      xml('<c t="e"><v>planted</v></c>'),
      { v: z.number() },
      'the cell B3 is not a number: it holds an error',
    ],
  ])('%s', async (_, cell, shape, message) => {
    const good: XlsxCell =
      'v' in shape && shape.v instanceof z.ZodString
        ? 'a'
        : 'v' in shape && shape.v instanceof z.ZodBoolean
          ? true
          : 'v' in shape && shape.v instanceof z.ZodDate
            ? xml('<c s="1"><v>46000.5</v></c>')
            : 5.5;
    const book = xlsxOf({
      formats: ['yyyy-mm-dd hh:mm'],
      sheets: [
        {
          name: 'S',
          rows: [
            ['id', 'v'],
            [1, good],
            [2, cell],
            [3, good],
          ],
        },
      ],
    });
    const session = await open(book, {}, { id: z.int(), ...shape });
    expect(told(session)).toEqual([`book.xlsx:3 "v": ${message}`]);
    expect(session.problemCount).toBe(1);
    expect(await valuesOf(session)).toHaveLength(3);
  });

  test('and is red, whoever judges its column', async () => {
    const root = folder({ [name]: sheetOf(['id', 'v'], [1, 5], [2, error]) });
    const held = contract(
      'held',
      { schema: z.object({ id: z.int(), v: z.int() }) },
      ({ column }) => [column('v').between(0, 9), column('id').between(0, 9)],
    );
    const outcomes = await measureAll(held, excel(name), { root });
    const red = outcomes.filter(({ state }) => state !== 'passed').map(({ title }) => title);
    expect(red.length).toBeGreaterThan(0);
    expect(outcomes.find(({ title }) => title.includes("column('id').between"))?.state).toBe(
      'passed',
    );
  });
});

describe('days and times', () => {
  const cell = (style: number, value: number) => xml(`<c s="${style}"><v>${value}</v></c>`);
  const formats = ['yyyy-mm-dd', 'd/m/yy h:mm', 'h:mm:ss AM/PM', '[h]:mm', '0.00" days"', 'mmm'];
  const dated = (rows: readonly XlsxCell[], is1904 = false): Xlsx => ({
    is1904,
    formats,
    sheets: [{ name: 'S', rows: [['v'], ...rows.map((one) => [one])] }],
  });
  const read = async (rows: readonly XlsxCell[], is1904 = false, shape: Shape = {}) => {
    const session = await open(xlsxOf(dated(rows, is1904)), {}, shape);
    const values = (await rowsOf(session)).map(({ v }) => v);
    return { types: typesOf(session), values: values.map(shownValue), problems: told(session) };
  };

  test.each<[string, readonly XlsxCell[], boolean, string, readonly string[]]>([
    [
      'days',
      [cell(1, 46356), cell(1, 61), cell(1, 1), cell(1, 59)],
      false,
      'v DATE',
      ['2026-11-30', '1900-03-01', '1900-01-01', '1900-02-28'],
    ],
    ['days from 1904', [cell(1, 44894), cell(1, 0)], true, 'v DATE', ['2026-11-30', '1904-01-01']],
    [
      'times on days',
      [cell(2, 46356.5), cell(2, 46356.52083333334)],
      false,
      'v TIMESTAMP',
      ['2026-11-30 12:00:00', '2026-11-30 12:30:00'],
    ],
    [
      'times of day',
      [cell(3, 0.5), cell(3, 0.999988425925926)],
      false,
      'v TIME',
      ['12:00:00', '23:59:59'],
    ],
    ['months', [cell(6, 46356)], false, 'v DATE', ['2026-11-30']],
    [
      'ISO 8601',
      [xml('<c t="d"><v>2026-11-30</v></c>'), xml('<c t="d"><v>2026-11-30T12:30:00</v></c>')],
      false,
      'v TIMESTAMP',
      ['2026-11-30', '2026-11-30 12:30:00'],
    ],
    ['numbers with a word', [cell(5, 3), cell(5, 1.5)], false, 'v DOUBLE', ['3', '1.5']],
  ])('%s', async (_, rows, is1904, type, values) => {
    const found = await read(rows, is1904);
    expect(found.types).toEqual([type]);
    expect(found.problems).toEqual([]);
    expect(found.values).toEqual(values);
  });

  test.each<[string, XlsxCell, boolean]>([
    ['29 February 1900', cell(1, 60), false],
    ['0', cell(1, 0), false],
    ['before there were days', cell(1, -1), true],
    ['beyond the year 9999', cell(1, 3_000_000), false],
    ['a duration', cell(4, 1.25), false],
  ])('%s is a problem', async (_, one, is1904) => {
    const { problems } = await read([cell(1, 46356), one], is1904, { v: z.date() });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('the cell A3 is not a date');
  });

  // Excel for Mac writes a second workbookPr there, without date1904: days were four years too early.
  test('what an extension says is not said of the workbook', async () => {
    const extension = (element: string) =>
      `<extLst><ext xmlns:x14="urn:x14" uri="{79F54976}">${element}</ext></extLst>`;
    const parts = xlsxParts({
      ...dated([], true),
      sheets: [
        {
          name: 'S',
          rows: [['v'], [cell(1, 40850)]],
          after: extension('<x14:row r="2"><x14:c r="A2"><x14:v>1</x14:v></x14:c></x14:row>'),
        },
      ],
    });
    const workbook = parts['xl/workbook.xml'].replace(
      '</workbook>',
      `${extension('<x14:workbookPr defaultImageDpi="32767"/><x14:sheet name="T"/>')}</workbook>`,
    );
    const session = await open(zipOf({ ...parts, 'xl/workbook.xml': workbook }));
    expect(typesOf(session)).toEqual(['v DATE']);
    expect((await valuesOf(session)).flat().map(shownValue)).toEqual(['2015-11-04']);
  });

  test('texts that are all dates are dates where the contract wants them', async () => {
    expect((await read(['2026-11-30', '2026-12-01'], false, { v: z.date() })).types).toEqual([
      'v DATE',
    ]);
  });
});

describe('no value is lost', () => {
  const refused = async (book: Buffer, options: ExcelOptions = {}) =>
    expect(open(book, options)).rejects;

  test('values without a name', async () => {
    await (await refused(sheetOf(['id', 'v'], [1, 2, 3]))).toThrow(
      "book.xlsx (Sheet1): C2 has a value, and C1 gives its column no name. If the names stand below row 1, say where they begin: { range: 'A2' }; if there are none, { header: false }.",
    );
    await (await refused(sheetOf(['Report'], [null], ['id', 'v'], [1, 2]))).toThrow(
      'B3 has a value',
    );
  });

  test('names that are none, or stand twice', async () => {
    await (await refused(sheetOf(['id', 'ID'], [1, 2]))).toThrow(
      "A1 and B1 call their columns 'id' and 'ID', which SQL takes for one",
    );
    await (await refused(sheetOf(['id', true], [1, 2]))).toThrow(
      'B1 is to be the name of a column, and is no text',
    );
  });

  test('rows below empty ones are read, and these are said', async () => {
    const session = await open(sheetOf(['id', 'v'], [1, 2], [null], [null], [2, 3]));
    expect(await valuesOf(session)).toEqual([
      [1n, 2n],
      [2n, 3n],
    ]);
    expect(session.notes).toEqual(['2 empty rows between others, from row 3 on, are left out.']);
  });

  test('an empty cell of the only column is NULL', async () => {
    const session = await open(sheetOf(['v'], [1], [null], [2]));
    expect(await valuesOf(session)).toEqual([[1n], [null], [2n]]);
  });

  test('hidden rows and merged cells are said', async () => {
    const session = await open(
      xlsxOf({
        sheets: [
          {
            name: 'S',
            rows: [
              ['id', 'v'],
              [1, 'a'],
              [2, null],
            ],
            attributes: { 3: 'hidden="1"' },
            after: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
          },
          { name: 'Lists', rows: [['x']], state: 'hidden' },
        ],
      }),
    );
    expect(session.notes).toEqual([
      "Hidden sheets are not read: 'Lists'.",
      '1 of the rows that are read is hidden in the sheet.',
      'Cells are merged (B2:B3): only the first of them has the value, and the others are NULL.',
    ]);
  });

  test('several sheets, none of them, and no cells', async () => {
    const book = xlsxOf({
      sheets: [
        { name: 'Jan', rows: [['a'], [1]] },
        { name: "Feb's", rows: [['a'], [2]] },
        { name: 'Old', rows: [['a'], [3]], state: 'veryHidden' },
      ],
    });
    await (await refused(book)).toThrow(
      "book.xlsx has several sheets, 'Jan', 'Feb's', 'Old' (hidden): name one, excel('book.xlsx', { sheet: 'Jan' }).",
    );
    await (await refused(book, { sheet: 'Mar' })).toThrow(
      "has no sheet 'Mar': it has 'Jan', 'Feb's', 'Old' (hidden).",
    );
    expect(await valuesOf(await open(book, { sheet: 'Old' }))).toEqual([[3n]]);
    await (await refused(sheetOf())).toThrow('has no cell that is not empty');
    await (await refused(sheetOf(['a']), { range: 'C3' })).toThrow('has no cell that is not empty');
  });

  test('columns of several kinds are text, which is said', async () => {
    const session = await open(sheetOf(['v'], ['a'], [1.5], [true]));
    expect(await valuesOf(session)).toEqual([['a'], ['1.5'], ['TRUE']]);
    expect(session.notes).toEqual([
      'Column "v" holds cells of several kinds, and is read as text.',
    ]);
  });

  test('a column without a value has the type of the schema', async () => {
    const session = await open(sheetOf(['id', 'v']), {}, { v: z.date() });
    expect(typesOf(session)).toEqual(['id VARCHAR', 'v TIMESTAMP']);
  });
});

test.each<[ExcelOptions, readonly string[], readonly unknown[]]>([
  [
    { range: 'B3' },
    ['id BIGINT', 'v BIGINT'],
    [
      [1n, 2n],
      [3n, 4n],
    ],
  ],
  [{ range: 'B3:C4' }, ['id BIGINT', 'v BIGINT'], [[1n, 2n]]],
  [{ range: 'C3:C' }, ['v BIGINT'], [[2n], [4n]]],
  [
    { range: 'B4', header: false },
    ['column0 BIGINT', 'column1 BIGINT'],
    [
      [1n, 2n],
      [3n, 4n],
    ],
  ],
])('%j is read', async (options, types, values) => {
  const session = await open(
    sheetOf(['A title'], [null], [null, 'id', 'v'], [null, 1, 2], [null, 3, 4]),
    options,
  );
  expect(typesOf(session)).toEqual(types);
  expect(await valuesOf(session)).toEqual(values);
});

test.each(['B', '3', 'B3:A1', 'B0', 'Sheet1!A1', ''])('the range %s is refused', (range) => {
  expect(() => excel(name, { range })).toThrow("can't be");
});

describe('files that are no workbook', () => {
  const parts = xlsxParts({ sheets: [{ name: 'S', rows: [['a'], [1]] }] });
  const whole = zipOf(parts);
  test.each<[string, Buffer, string]>([
    [
      '.xls',
      Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      'Excel 97 to 2003 (.xls), or one with a password',
    ],
    ['text', Buffer.from('id,v\n1,2\n'), 'it is no ZIP file, as each .xlsx is'],
    ['.ods', zipOf({ 'content.xml': '<a/>' }), 'OpenDocument file (.ods): save it as .xlsx'],
    ['.xlsb', zipOf({ 'xl/workbook.bin': '' }), 'binary workbook (.xlsb): save it as .xlsx'],
    ['another ZIP', zipOf({ 'a.txt': 'a' }), 'a ZIP file of something else'],
    ['a cut file', whole.subarray(0, -30), "can't be read as an Excel workbook"],
    ['no sheet', zipOf({ ...parts, 'xl/worksheets/sheet1.xml': '' }), 'damaged'],
    [
      'broken XML',
      zipOf({ ...parts, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' }),
      'the workbook is damaged',
    ],
    [
      'a text that is not there',
      zipOf({
        ...parts,
        'xl/worksheets/sheet1.xml':
          '<worksheet><row r="1"><c r="A1" t="s"><v>7</v></c></row></worksheet>',
      }),
      'the text of A1 is missing',
    ],
    [
      'rows out of order',
      zipOf({
        ...parts,
        'xl/worksheets/sheet1.xml': '<worksheet><row r="2"/><row r="1"/></worksheet>',
      }),
      'row 1 comes after row 2',
    ],
    [
      'a cell twice',
      zipOf({
        ...parts,
        'xl/worksheets/sheet1.xml':
          '<worksheet><row r="1"><c r="A1"/><c r="A1"/></row></worksheet>',
      }),
      'is not in its place',
    ],
  ])('%s', async (_, bytes, message) => {
    await expect(open(bytes)).rejects.toThrow(message);
  });

  test('a byte that has changed', async () => {
    const at = whole.indexOf('xl/worksheets/sheet1.xml') + 30;
    const broken = Buffer.from(whole);
    broken[at] = (broken[at] ?? 0) ^ 0x55;
    await expect(open(broken)).rejects.toThrow(/can't be read as an Excel workbook/);
  });
});

test('what is written is read', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const cells = fc.record({
    id: fc.option(fc.maxSafeInteger(), { nil: null }),
    n: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    t: fc.option(
      fc.oneof(text, fc.constantFrom('_x000D_', ' ', '\r\n', '=1+1', '#N/A', '007', '<&>"')),
      {
        nil: null,
      },
    ),
    b: fc.option(fc.boolean(), { nil: null }),
  });
  const shape = {
    k: z.int(),
    id: z.int().nullable(),
    n: z.number().nullable(),
    t: z.string().nullable(),
    b: z.boolean().nullable(),
  };
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { maxLength: 12 }), async (rows) => {
      const book = sheetOf(
        ['k', 'id', 'n', 't', 'b'],
        ...rows.map(({ id, n, t, b }, at) => [at, id, n, t, b]),
      );
      const session = await open(book, {}, shape);
      expect(told(session)).toEqual([]);
      const read = await valuesOf(session);
      // A column whose numbers are all whole is BIGINT.
      expect(read.map((row) => row.with(2, row[2] === null ? null : Number(row[2])))).toEqual(
        rows.map(({ id, n, t, b }, at) => [
          BigInt(at),
          id === null ? null : BigInt(id),
          n === null ? null : n + 0,
          t,
          b,
        ]),
      );
    }),
    { numRuns: 40 },
  );
});

test('texts that cells refer to, in pieces and with how they are spoken', async () => {
  const shared =
    '<sst><si><r><t>To</t></r><r><t>kyo</t></r><rPh><t>planted</t></rPh></si><si><t>b</t></si></sst>';
  const sheet =
    '<worksheet><row><c t="s"><v>1</v></c></row><row><c t="s"><v>0</v></c></row></worksheet>';
  const parts = xlsxParts({ sheets: [{ name: 'S', rows: [] }] });
  const session = await open(
    zipOf({ ...parts, 'xl/sharedStrings.xml': shared, 'xl/worksheets/sheet1.xml': sheet }),
  );
  expect(await rowsOf(session)).toEqual([{ b: 'Tokyo' }]);
});

test('elements may have a prefix', async () => {
  const sheet =
    '<x:worksheet><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row></x:worksheet>';
  const parts = xlsxParts({ sheets: [{ name: 'S', rows: [] }] });
  expect(
    await valuesOf(await open(zipOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet }))),
  ).toEqual([[1n]]);
});

test('a planted value is in no problem and in no outcome', async () => {
  const root = folder({
    [name]: sheetOf(['id', 'v'], [1, 5], [2, 'Planted Person'], ['Planted', 3]),
  });
  const shape = z.object({ id: z.int().meta({ classification: 'pii' }), v: z.int() });
  const held = contract('held', { schema: shape }, ({ column }) => [column('v').between(0, 1)]);
  const outcomes = await measureAll(held, excel(name), { root });
  expect(outcomes.some(({ state }) => state !== 'passed')).toBe(true);
  expect(textOf(outcomes)).not.toContain('Planted');
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(
    resolve(import.meta.dirname, '../../../docs/reference/excel.md'),
    'utf8',
  );
  const [, code = ''] =
    /```ts\nimport .*?\n\nexport const orders = (.*?);\n\nverify/s.exec(page) ?? [];
  const [, called = ''] = /verify\(orders, (excel\(.*?\))\);\n/.exec(page) ?? [];
  const [, said = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  const [, problem = ''] = /^It says `(.*?)`\./m.exec(page) ?? [];
  const rows = [...page.matchAll(/^\| (\d) \| (.*?) \|$/gm)].map(([, row, cells = '']) => ({
    row: Number(row),
    cells: cells.split('|').map((cell) => cell.trim()),
  }));
  const cellOf = (text: string): XlsxCell => {
    if (text === '') return null;
    if (text === '46356') return xml('<c s="1"><v>46356</v></c>');
    return Number.isFinite(Number(text)) ? Number(text) : text.replace(/^'/, '');
  };
  const sheet: XlsxCell[][] = [[], [], [], [], []];
  for (const { row, cells } of rows) sheet[row - 1] = cells.map(cellOf);
  const book = xlsxOf({
    formats: ['yyyy-mm-dd'],
    sheets: [
      { name: 'Orders', rows: sheet },
      { name: 'Other', rows: [] },
    ],
  });
  const root = folder({ 'report.xlsx': book });
  const shown: Contract = new Function('contract', 'z', `return ${code}`)(contract, z);
  const dataset: Dataset = new Function('excel', `return ${called}`)(excel);
  const red = (await measureAll(shown, dataset, { root })).filter(
    ({ state }) => state !== 'passed',
  );
  expect(red.map(({ title }) => title).join('\n')).toBe(said);
  expect(JSON.stringify(red[0]).replaceAll('\\"', '"')).toContain(problem);
});
