import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reportFilesOf } from '../../src/cli/report-argument.ts';

const read = (...texts: readonly string[]) => reportFilesOf(texts, 'data.json', 'a.contract.ts');

const folder = mkdtempSync(join(tmpdir(), 'assay-report-argument-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each<[string[], (readonly [string, string])[]]>([
  [[], []],
  [
    ['html=out.html,junit=out.xml'],
    [
      ['html', 'out.html'],
      ['junit', 'out.xml'],
    ],
  ],
  [
    ['html=a,b.html', 'json=a=b.json'],
    [
      ['html', 'a,b.html'],
      ['json', 'a=b.json'],
    ],
  ],
])('--report %j names its files', async (texts, files) => {
  expect(await read(...texts)).toEqual(files);
});

test.each<[string, RegExp]>([
  [
    'pdf=out.pdf',
    /^There is no report format 'pdf': the formats are html, json, junit, markdown, sarif\./,
  ],
  ['html', /^--report takes a format and a file, such as html=out\.html, not 'html'\.$/],
  ['html=', /^The report format 'html' needs a file to write, such as html=assay-report\//],
  ['html=out,json=./out', /^The reports html and json would all be written to out: /],
  ['json=./data.json', /^--report json=\.\/data\.json would write over what is checked\.$/],
  ['html=a.contract.ts', /would write over what is checked\.$/],
])('--report %s is refused', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test('a report is not written over a file that a glob names', async () => {
  const checked = reportFilesOf(['json=package.json'], '*.json', 'a.contract.ts');
  await expect(checked).rejects.toThrow(/would write over what is checked\.$/);
});

test.each([
  ['*.json', 'new.json'],
  ['data/*.json', './data/new.json'],
  ['data/**/*.json', 'data/deep/er/new.json'],
  ['{data,out}/*', 'out/new.html'],
  ['data/new[0-9].json', 'data/new7.json'],
  [join(folder, '*.json'), join(folder, 'new.json')],
])('a new report is not read as data of %s', async (glob, path) => {
  await expect(reportFilesOf([`json=${path}`], glob, 'a.contract.ts')).rejects.toThrow(
    `--report json=${path} would be read as data, since ${glob} matches it: write it to another folder.`,
  );
});

test.each([
  ['*.json', 'new.html'],
  ['*.json', 'out/new.json'],
  ['data/*.json', 'new.json'],
  ['data/*.json', 'data/deep/new.json'],
  ['data/*.json', 'elsewhere/data/new.json'],
  ['data/new[0-9].json', 'data/new.json'],
])('beside the data of %s, a report is written', async (glob, path) => {
  const files = reportFilesOf([`json=${path}`], glob, 'a.contract.ts');
  await expect(files).resolves.toEqual([['json', path]]);
});

test('a report is not written over the data by way of a link', async () => {
  const at = (name: string) => join(folder, name);
  mkdirSync(at('real'));
  writeFileSync(at('real/data.csv'), 'a\n1\n');
  symlinkSync(at('real'), at('linked'), 'junction');
  symlinkSync(at('real/data.csv'), at('data.csv'));
  const asked = (path: string, data: string) => reportFilesOf([`json=${at(path)}`], data, 'a.ts');
  const overData = /would write over what is checked\.$/;
  await expect(asked('linked/data.csv', at('real/data.csv'))).rejects.toThrow(overData);
  await expect(asked('real/data.csv', at('linked/data.csv'))).rejects.toThrow(overData);
  await expect(asked('real/data.csv', at('data.csv'))).rejects.toThrow(overData);
  await expect(asked('linked/data.csv', at('real/*.csv'))).rejects.toThrow(overData);
  await expect(asked('linked/new.csv', at('real/*.csv'))).rejects.toThrow(/would be read as data/);
  await expect(asked('real/other.csv', at('data.csv'))).resolves.toHaveLength(1);
  const files = [`json=${at('real/out')},html=${at('linked/out')}`];
  await expect(reportFilesOf(files, 'data.json', 'a.ts')).rejects.toThrow(
    /^The reports json and html would all be written to /,
  );
});
