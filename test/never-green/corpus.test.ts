import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { now } from '../support/measured.ts';
import { type Case, classes, type Must, situations, sources } from './case.ts';
import { corpus } from './corpus.ts';
import { fileName, writeFiles } from './files.ts';
import { runInProcess } from './in-process.ts';
import { tables } from './tables.ts';
import { verdictOf } from './verdict.ts';
import { tablesIn, wantedFiles } from './wanted.ts';
import { wrongReds } from './wrong-reds.ts';

function inFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'never-green-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const result = act(folder);
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
}

describe('the corpus', () => {
  const count = (is: (one: Case) => boolean) => corpus.filter(is).length;
  const isGreen = ({ must }: Case) => must === 'pass' || must === 'warn';

  test('has 240 cases and more, no two of them alike', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(240);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
  });

  test('has as many cases as the README says, but for those of the last days', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const [, told = ''] = readme.match(/([\d,]+) cases of\s+data\s+and\s+checks/) ?? [];
    const off = corpus.length - Number(told.replaceAll(',', ''));
    expect(off, told).toBeGreaterThanOrEqual(0);
    expect(off, told).toBeLessThan(corpus.length / 10);
  });

  test.each(classes)('has cases of %s over each source', (name) => {
    for (const source of sources)
      expect(count((one) => one.class === name && one.source === source)).toBeGreaterThan(0);
  });

  test('has each check over good data of each source, for "all red" is no answer', () => {
    for (const kind of new Set(corpus.map(({ check }) => check.kind)))
      for (const source of sources)
        expect([
          kind,
          source,
          count((one) => one.check.kind === kind && one.source === source && isGreen(one)),
        ]).not.toEqual([kind, source, 0]);
    expect(count(isGreen) / corpus.length).toBeGreaterThan(0.2);
  });

  test('uses each table and each situation', () => {
    expect(new Set(corpus.flatMap(tablesIn))).toEqual(new Set(Object.keys(tables)));
    const used = corpus.flatMap(({ run }) =>
      'situation' in run && run.situation !== undefined ? [run.situation] : [],
    );
    expect(new Set(used)).toEqual(new Set(Object.keys(situations)));
  });

  test('has a file of its own for each table and source', () => {
    const files = wantedFiles(corpus).map(([data, , source]) => fileName(data, source));
    expect(new Set(files).size).toBe(files.length);
  });

  test('has no bound that nothing can miss', () => {
    const idle = corpus.filter(({ check }) => {
      if (check.kind === 'row count') {
        return check.max === undefined && (check.min ?? 0) <= (check.per === undefined ? 0 : 1);
      }
      if (!('limit' in check)) return false;
      return check.limit === (check.kind === 'distinct share at least' ? '0%' : '100%');
    });
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  test('says of each case why, and of each thread where it is', () => {
    for (const { thread, why } of corpus) {
      expect(why).toMatch(/^.{10,}\.$/);
      expect(thread ?? 'none#0').toMatch(/^[\w.-]+(?:\/[\w.-]+)?#\d+$/);
    }
  });
});

describe('the runner', () => {
  test.each<[Must, ...string[]]>([
    ['pass', 'right', 'wrong red', 'wrong red', 'wrong red', 'wrong red'],
    ['warn', 'wrong green', 'right', 'wrong red', 'wrong red', 'wrong red'],
    ['fail', 'wrong green', 'wrong green', 'right', 'another state', 'another state'],
    ['error', 'wrong green', 'wrong green', 'another state', 'right', 'another state'],
    ['red', 'wrong green', 'wrong green', 'right', 'right', 'another state'],
  ])('tells of what must be %s', (must, ...verdicts) => {
    const states = ['pass', 'warn', 'fail', 'error', 'crash'] as const;
    expect(states.map((state) => verdictOf(must, { state }))).toEqual(verdicts);
  });

  test('tells each case whose state is reversed', () =>
    inFolder(async (folder) => {
      const few = corpus.filter(
        ({ id, run, source }) => run.kind === 'plain' && source === 'rows' && !(id in wrongReds),
      );
      await writeFiles(folder, wantedFiles(few), now);
      const found = await runInProcess(few, folder);
      const verdicts = few.map(({ id, must }) => {
        const isGreen = must === 'pass' || must === 'warn';
        const state = found.get(id);
        return state && [isGreen, verdictOf(isGreen ? 'red' : 'pass', state)];
      });
      expect(verdicts.length).toBeGreaterThan(100);
      for (const verdict of verdicts)
        expect([
          [true, 'wrong green'],
          [false, 'wrong red'],
        ]).toContainEqual(verdict);
    }));
});

test('the exporter writes all cases with their files', () =>
  inFolder((folder) => {
    const script = join(import.meta.dirname, 'export.ts');
    const args = ['--conditions=assay-source', script, folder];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as {
      readonly cases: readonly (Case & { readonly file: string | null })[];
    };
    expect(cases.map(({ file, ...one }) => one)).toEqual(corpus);
    for (const { file, source } of cases)
      expect(file === null ? source === 'rows' : existsSync(join(folder, file))).toBe(true);
  }));
