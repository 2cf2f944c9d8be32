import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const lines = (header: string, line: (at: number) => string) =>
  `${header}\n${Array.from({ length: 60 }, (_, at) => `${line(at)}\n`).join('')}`;

const two = (number: number) => String(number).padStart(2, '0');

function inferred(text: string) {
  const folder = project({ 'it.csv': text });
  const { status, stdout } = assay(folder, 'infer', 'it.csv', '--out', 'it.contract.ts');
  const contract = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  return { folder, status, stdout, contract };
}

test('a word among numbers is read as NULL, and dates by their format, which is written', () => {
  const { contract, stdout } = inferred(
    lines(
      'id,temp,born',
      (at) => `${at},${at % 20 === 3 ? '?' : at / 4},${two((at % 28) + 1)}.02.2024`,
    ),
  );
  expect(contract).toContain(
    "csv('it.csv', { nullText: ['', '?'], dateFormat: { born: '%d.%m.%Y' } })",
  );
  expect(contract).toMatch(/temp: z\.number\(\).*\.nullable\(\)/);
  expect(contract).toMatch(/born: z\.date\(\)/);
  expect(stdout).toContain("'temp' has numbers and 3 rows of '?', read as NULL.");
});

test('a date that could begin with its day or its month is left as it is', () => {
  const both = inferred(lines('id,at', (at) => `${at},${two((at % 9) + 1)}/03/2024`));
  expect(both.contract).toContain("csv('it.csv'))");
  const days = inferred(lines('id,at', (at) => `${at},${two((at % 28) + 1)}/03/2024`));
  expect(days.contract).toContain("{ dateFormat: { at: '%d/%m/%Y' } }");
});

test('a format that does not read its column leaves those of the other columns', () => {
  const { contract } = inferred(
    lines(
      'id,born,never',
      (at) => `${at},${two((at % 28) + 1)}.02.2024,${at === 7 ? 31 : two((at % 28) + 1)}.02.2024`,
    ),
  );
  expect(contract).toContain("{ dateFormat: { born: '%d.%m.%Y' } }");
  expect(contract).toMatch(/never: z\.string\(\)/);
});

test('a word that stands in a column of texts as well is not read as NULL', () => {
  const { contract } = inferred(
    lines(
      'id,temp,code',
      (at) => `${at},${at % 20 === 3 ? 'NA' : at},${at % 9 === 1 ? 'NA' : 'DE'}`,
    ),
  );
  expect(contract).not.toContain("nullText: ['', 'NA'] })");
  expect(contract).toContain("column('temp').notIn(['NA']).warn()");
});

test('one ragged record does not refuse a file: it is said, and the run is red', () => {
  const { folder, status, stdout, contract } = inferred(
    lines('id,n', (at) => `${at},${at % 7}${at === 30 ? ',9,9' : ''}`),
  );
  expect(status).toBe(0);
  expect(stdout).toContain("it.csv has 1 record that can't be read, the first at line 32");
  expect(contract).toContain("// it.csv has 1 record that can't be read, the first at line 32");
  const run = assay(folder, 'check', 'it.csv', 'it.contract.ts');
  expect([run.status, run.stdout]).toEqual([1, expect.stringMatching(/× every record is read/)]);
});

test('a file of which many records can not be read is refused', () => {
  const folder = project({
    'it.csv': lines('id,n', (at) => `${at},${at}${at % 3 === 0 ? ',9' : ''}`),
  });
  const { status, stderr } = assay(folder, 'infer', 'it.csv', '--out', '-');
  expect([status, stderr]).toEqual([2, expect.stringContaining("that can't be read")]);
});
