import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Bomb, bombs } from './bombs.ts';

// Each is measured in a process of its own, which tells the most memory that it took: a size that shows the kind here,
// and all of it by `npm run test:hostile`.

vi.setConfig({ testTimeout: 3_600_000 });

const isAll = process.env.ASSAY_HOSTILE === 'all';
/** Of the whole process, Node.js and DuckDB in it. */
const mostKilobytes = 1.5 * 2 ** 20;
const program = join(import.meta.dirname, 'bomb-process.ts');
const run = promisify(execFile);

/** A blob is no text. */
const isTyped = (problem: string) => /^(?:COLUMN_TYPE|CAUSE_FAILED): /.test(problem);

interface Told {
  readonly states: readonly string[];
  readonly problems: readonly string[];
  readonly observed: readonly (string | null)[];
  readonly report: number;
  readonly failure: number;
  readonly kilobytes: number;
}

test.each(Object.entries(bombs) as [string, Bomb][])('%s', async (name, bomb) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bomb-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, bomb.file);
  const size = bomb.sizes[isAll ? 1 : 0];
  await bomb.make(path, size);
  const args = ['--conditions=assay-source', program, name, path, String(size)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: 2 ** 28 });
  const told = JSON.parse(stdout) as Told;
  const { states, problem, observed = [] } = bomb.expected;
  expect(told.states).toEqual(states);
  for (const [at, words] of observed.entries()) expect(told.observed[at]).toMatch(words);
  if (problem === undefined) expect(told.problems.filter((one) => !isTyped(one))).toEqual([]);
  else for (const one of told.problems) expect(one).toMatch(problem);
  expect(told.problems.length > 0).toBe(
    states.some((state) => state === 'errored' || state === 'notRun'),
  );
  expect(told.kilobytes).toBeLessThan(mostKilobytes);
  // Not a cell, nor a name for each column, of the ten thousand.
  expect(Math.max(told.report, told.failure)).toBeLessThan(10_000);
});
