import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/outcome/report.ts';
import { reportFiles } from '../../src/outcome/report-files.ts';
import { renderers } from '../../src/run/renderers.ts';
import { renderReport, startReports, writeReports } from '../../src/run/run.ts';
import { contractOf, outcomeOf, reportOf } from '../reporters/example.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-reports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const state = (name: string) => (JSON.parse(read(name)) as Report).state;

const report: Report = { ...reportOf([contractOf([outcomeOf({ title: 'has rows' })])]) };

test('every format of the one list has a renderer, and is written as it is rendered', async () => {
  expect(Object.keys(renderers).sort()).toEqual(Object.keys(reportFiles).sort());
  const files = Object.fromEntries(
    Object.keys(reportFiles).map((name) => [name, at(`all/${name}`)]),
  );
  await writeReports(report, files);
  for (const name of ['html', 'json', 'junit', 'markdown', 'sarif'] as const) {
    expect(read(`all/${name}`)).toBe(await renderReport(report, name));
    expect(read(`all/${name}`)).toContain('flights');
  }
});

test('a report is red from the start of a run to its end', async () => {
  const green: Report = { ...report, state: 'passed', problems: [] };
  await writeReports(green, { json: at('a.json') });
  expect(state('a.json')).toBe('passed');
  const reports = await startReports({ json: at('a.json') });
  expect(state('a.json')).toBe('failed');
  await reports.end(green);
  expect(state('a.json')).toBe('passed');
});

test.each<[object, RegExp]>([
  [{ htm: 'a' }, /^There is no report format 'htm': the formats are .*Did you mean 'html'\?$/],
  [{ html: '' }, /^The report format 'html' needs a file to write/],
  [
    { html: 'a', json: './a' },
    /^The reports html and json would all be written to a: give each a file of its own\.$/,
  ],
])('%j is refused', async (files, message) => {
  await expect(writeReports(report, files)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringMatching(message),
  });
});

test('a file that can not be written is an error that names it, and nothing green stays', async () => {
  mkdirSync(at('taken'));
  writeFileSync(at('file'), '');
  for (const path of [at('taken'), at('file/a.json')])
    await expect(startReports({ json: path })).rejects.toMatchObject({
      code: 'REPORT_UNWRITABLE',
      message: expect.stringContaining(`The report ${path} was not written: `),
    });
});
