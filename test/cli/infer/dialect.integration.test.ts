import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assay, project, projects, sentences } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('a CSV file that has to be told how it is read', () => {
  const flags = ['--delimiter', ';', '--encoding', 'latin-1', '--null', 'NA'];
  const dates = ['--date-format', '%d.%m.%Y'];
  const files = {
    'sales.csv': latin1('id;city;day\n1;Zürich;01.02.2026\n2;Genève;13.02.2026\n3;Bern;NA\n'),
  };

  test('keeps the contract that infer writes with the same flags', () => {
    const folder = project(files);
    const made = assay(folder, 'infer', 'sales.csv', ...flags, ...dates);
    expect(made.stderr).toBe('');
    const contract = 'contracts/sales.contract.ts';
    const text = readFileSync(join(folder, contract), 'utf8');
    expect(text).toContain(
      "csv('sales.csv', { delimiter: ';', nullText: ['', 'NA'], encoding: 'latin-1', dateFormat: '%d.%m.%Y' })",
    );
    expect(text).toContain('day: z.date().nullable()');
    const checked = assay(folder, 'check', 'sales.csv', contract, ...flags, ...dates);
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('passed')]);
  });

  test('is read by check as the contract reads it, which is said', () => {
    const folder = project(files);
    assay(folder, 'infer', 'sales.csv', ...flags, ...dates);
    const contract = 'contracts/sales.contract.ts';
    const { status, stderr } = assay(folder, 'check', 'sales.csv', contract);
    expect([status, stderr.trim()]).toEqual([
      0,
      "assay: sales.csv is read as contracts/sales.contract.ts reads its own data: csv(…, { delimiter: ';', nullText: ['', 'NA'], encoding: 'latin-1', dateFormat: '%d.%m.%Y' })",
    ]);
    const other = assay(folder, 'check', 'sales.csv', contract, '--date-format', '%m.%d.%Y');
    expect([other.status, other.stderr]).toEqual([
      1,
      expect.stringContaining("dateFormat: '%m.%d.%Y' })"),
    ]);
  });

  test('of another form is red', () => {
    const folder = project({ ...files, 'other.csv': 'id,city,day\n1,Bern,01.02.2026\n' });
    assay(folder, 'infer', 'sales.csv', ...flags, ...dates);
    const { status, stdout } = assay(folder, 'check', 'other.csv', 'contracts/sales.contract.ts');
    expect([status, stdout]).toEqual([2, expect.stringContaining("seems to be split at ','")]);
  });

  test('is refused by check where its contract is verified on data that is read in two ways', () => {
    const folder = project({
      'a.csv': 'id;n\n1;2\n',
      'b.csv': 'id;n\n1;NA\n',
      'c.csv': 'id;n\n1;NA\n',
      'it.contract.ts': `import { contract, csv, verify, z } from 'assay';
const it = contract('it', { schema: z.object({ id: z.int(), n: z.int().nullable() }) }, () => []);
verify(it, csv('a.csv', { delimiter: ';' }));
verify(it, csv('b.csv', { delimiter: ';', nullText: ['', 'NA'] }));
`,
    });
    const { status, stderr } = assay(folder, 'check', 'c.csv', 'it.contract.ts');
    expect([status, stderr.trim()]).toEqual([
      2,
      "assay: Contract 'it' is verified on data that is read in several ways, with --delimiter ';' and with --delimiter ';' --null NA: say with flags how 'c.csv' is read (assay check --help lists them).",
    ]);
    expect(assay(folder, 'check', 'b.csv', 'it.contract.ts').status).toBe(0);
    expect(assay(folder, 'check', 'c.csv', 'it.contract.ts', '--null', 'NA').status).toBe(0);
    expect(assay(folder, 'check', 'c.csv', 'it.contract.ts', '--delimiter', ';').status).toBe(2);
  });

  test('without a header gets the names that are given', () => {
    const folder = project({ 'n.csv': '1,a\n2,b\n3,b\n' });
    const { status, stdout } = assay(
      folder,
      'infer',
      'n.csv',
      '--no-header',
      '--names',
      'id,kind',
      '--out',
      '-',
    );
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("csv('n.csv', { header: false, names: ['id', 'kind'] })"),
    ]);
    expect(stdout).toContain('id: z.int()');
  });
});

test('flags without a file are refused by init', () => {
  const folder = project();
  const { status, stderr } = assay(folder, 'init', '--delimiter', ';');
  expect([status, stderr]).toEqual([2, expect.stringContaining('no file')]);
});

describe('a header with one name for two fields', () => {
  const header = 'id,"max, a",id,ID\n';
  const records = Array.from({ length: 40 }, (_, at) => `${at},${at * 3},${at % 7},x${at}\n`);

  test('is replaced by names in the contract, which its own file keeps', () => {
    const folder = project({ 'it.csv': header + records.join('') });
    const made = assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
    expect([made.status, sentences(made.stdout)]).toEqual([
      0,
      expect.stringContaining(
        "The header of it.csv has a name that is no column's own: the contract names all 4 fields by place, so that a change in their order is not seen.",
      ),
    ]);
    expect(readFileSync(join(folder, 'it.contract.ts'), 'utf8')).toContain(
      "csv('it.csv', { header: true, names: ['id', 'max, a', 'id_1', 'ID_2'] })",
    );
    const flags = ['--header', '--names', '["id","max, a","id_1","ID_2"]'];
    const checked = assay(folder, 'check', 'it.csv', 'it.contract.ts', ...flags);
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('passed')]);
  });

  test('stays a fault of several files, which may have other orders', () => {
    const folder = project({
      'a/1.csv': header + records.join(''),
      'a/2.csv': header + records.join(''),
    });
    const several = assay(folder, 'infer', 'a/*.csv', '--out', '-');
    expect(several.stdout).toContain("verify(data, csv('a/*.csv'));");
    expect(several.stdout).toContain("that can't be read, the first at line 1");
  });
});

describe('lines above the header', () => {
  const infer = (text: string, ...flags: readonly string[]) => {
    const folder = project({ 'it.csv': text });
    return assay(folder, 'infer', 'it.csv', '--out', '-', ...flags);
  };
  const numbers = Array.from({ length: 40 }, (_, at) => `${at};Bern, ${at};${at % 7},5\n`).join('');
  const words = Array.from({ length: 40 }, (_, at) => `a${at},b${at}\n`).join('');

  test('are left out where names stand above columns of numbers', () => {
    const { stdout, status } = infer(`Report of "the day\n\nid;city;weight\n${numbers}`);
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("verify(it, csv('it.csv', { skip: 2 }));"),
    ]);
    expect(stdout).toContain(
      '// The header of it.csv is in line 3, over columns of numbers or dates: the 2 lines above it are left out.',
    );
    expect(stdout).toContain('weight: z.');
  });

  test.each([
    ['columns of words, which may have no header', `Report\nid,city\n${words}`],
    ['a header that lacks the name of the row', `x\n1,b0\n${words}`],
    ['the same name twice', `Report\nid;id;id\n${numbers}`],
    ['comments', `# Report\nid;city;weight\n${numbers}`],
  ])('are reported with the options above %s', (_, text) => {
    const { stderr, status } = infer(text);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/has fewer fields than those that follow|begins with '#'/),
    ]);
  });
});

describe('a file that is not UTF-8', () => {
  const infer = (bytes: Uint8Array, ...flags: readonly string[]) => {
    const folder = project({ 'it.csv': bytes });
    return assay(folder, 'infer', 'it.csv', '--out', '-', ...flags);
  };
  const repeated = (line: (at: number) => string) =>
    Array.from({ length: 40 }, (_, at) => line(at)).join('');

  test.each(['größe', 'size'])(
    'is read in the only encoding in which it is text, below the header %s',
    (name) => {
      const { status, stdout } = infer(
        latin1(`id;${name}\n${repeated((at) => `${at};Zürich \x80\n`)}`),
      );
      expect([status, stdout]).toEqual([
        0,
        expect.stringContaining("verify(it, csv('it.csv', { encoding: 'windows-1252' }));"),
      ]);
      expect(stdout).toMatch(
        /\/\/ it\.csv is not UTF-8\. It is read in windows-1252, where its lines are words, with .*'ü', '€' \(the same text as in windows-1250/,
      );
    },
  );

  test('is read as Shift_JIS, and without the title above its header', () => {
    // 東京 and 大阪.
    const [tokyo, osaka] = ['\x93\x8c\x8b\x9e', '\x91\xe5\x8d\xe3'];
    const { status, stdout } = infer(
      latin1(`${tokyo}\n\nid,city\n${repeated((at) => `${at},${at % 2 ? tokyo : osaka}\n`)}`),
    );
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("csv('it.csv', { encoding: 'shift_jis', skip: 2 })"),
    ]);
    expect(stdout).toContain("z.enum(['大阪', '東京'])");
  });

  test('is refused with all encodings in which it may be text', () => {
    const { status, stderr } = infer(latin1(`id,city\n${repeated((at) => `${at},Genève\n`)}`));
    expect([status, stderr.trim()]).toEqual([
      2,
      "assay: it.csv is not UTF-8, first in line 2, and may be in 2 encodings at least: give the one that is right, --encoding windows-1252 (with 'è'); or --encoding windows-1250 (with 'č').",
    ]);
  });

  test('is refused where a code page of DOS has the same bytes', () => {
    // The ö of code page 850 is a letter of Macintosh.
    const { status, stderr } = infer(latin1(`id,city\n${repeated((at) => `${at},f\x94r\n`)}`));
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(
        "may be in one of several encodings: give the one that is right, --encoding macintosh (with 'î').",
      ),
    ]);
  });

  test('is refused if other lines are UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('id,city\n1,Zürich\n'), latin1('2,Zürich\n')]);
    const { status, stderr } = infer(bytes);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(
        'it.csv is written in two encodings: line 2 is UTF-8, and line 3 is not.',
      ),
    ]);
  });
});
