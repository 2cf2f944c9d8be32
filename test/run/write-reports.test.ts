import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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

const green: Report = { ...report, state: 'passed', problems: [] };
const red: Report = {
  ...reportOf([contractOf([outcomeOf({ title: 'has rows', state: 'failed' })])]),
};

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
  await writeReports(green, { json: at('a.json') });
  expect(state('a.json')).toBe('passed');
  const reports = await startReports({ json: at('a.json') });
  expect(state('a.json')).toBe('failed');
  await reports.end(green);
  expect(state('a.json')).toBe('passed');
});

/** Does what is done when the process exits. */
function exitWith(code: number): void {
  const before = process.exitCode;
  process.exitCode = code;
  for (const listener of process.listeners('exit'))
    if (listener.name === 'replacePassing') listener(code);
  process.exitCode = before;
}

test('a passing report does not stay where the process exits with an error', async () => {
  await writeReports(green, { json: at('a.json'), junit: at('a.xml') });
  exitWith(0);
  expect(state('a.json')).toBe('passed');
  exitWith(3);
  expect(state('a.json')).toBe('failed');
  expect(read('a.xml')).toContain('ended with exit code 3');
});

test('a failing report that was written later stays as it is', async () => {
  await writeReports(green, { json: at('a.json') });
  await writeReports(red, { json: at('a.json') });
  const written = read('a.json');
  exitWith(13);
  expect(read('a.json')).toBe(written);
});

test('a passing report stays where a failing one stands for the exit code', async () => {
  await writeReports(green, { json: at('a.json') });
  await writeReports(red, { json: at('b.json') });
  exitWith(1);
  expect([state('a.json'), state('b.json')]).toEqual(['passed', 'failed']);
  exitWith(13);
  expect(state('a.json')).toBe('failed');
});

test('a service that writes its report again and again listens to the exit once', async () => {
  await writeReports(green, { json: at('a.json') });
  const listeners = process.listenerCount('exit');
  for (let time = 0; time < 5; time += 1) await writeReports(green, { json: at('a.json') });
  expect(process.listenerCount('exit')).toBe(listeners);
});

test.skipIf(process.platform === 'win32')('a pipe is not replaced by a report', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync(at('pipe'), at('link'));
  for (const name of ['pipe', 'link'])
    await expect(writeReports(report, { json: at(name) })).rejects.toMatchObject({
      code: 'REPORT_UNWRITABLE',
      message: `The report ${at(name)} was not written: it is a folder, a device or a pipe: name a file, which can be replaced.`,
    });
  expect(statSync(at('pipe')).isFIFO()).toBe(true);
  expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
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
