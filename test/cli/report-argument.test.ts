import { expect, test } from 'vitest';
import { reportFilesOf } from '../../src/cli/report-argument.ts';

const read = (...texts: readonly string[]) => reportFilesOf(texts, 'data.json', 'a.contract.ts');

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
  await expect(reportFilesOf(['json=new.json'], '*.json', 'a.contract.ts')).resolves.toHaveLength(
    1,
  );
});
