import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { ways } from './ways/all.ts';
import { inCheck } from './ways/check.ts';
import { bareExitCode, expected, seen } from './ways/expected.ts';
import { honest } from './ways/honest.ts';
import { greenReports, live, liveBare, liveCheck } from './ways/run-way.ts';
import { wholeMerges } from './ways/shards.ts';
import { type Format, formats, type Way } from './ways/way.ts';

let earlier: ReadonlyMap<Format, string>;
beforeAll(async () => {
  earlier = await greenReports();
});

/** True to try each way without a reporter of Assay's too; else every second one is. */
const isWhole = process.env.ASSAY_WAYS === 'all';

/** Two at a time: each is a process of its own, in a folder of its own. */
const tryAll = (some: readonly Way[]) => {
  for (const [at, way] of some.entries()) {
    test.concurrent(way.name, async ({ expect: expectOfThis }) => {
      const lived = await live(way, earlier);
      expectOfThis(seen(way, lived), lived.output).toEqual(expected(way));
      const bare = isWhole || at % 2 === 0 ? bareExitCode(way.end) : undefined;
      if (bare === undefined) return;
      const { code, output } = await liveBare(way);
      expectOfThis(code, output).toBe(bare);
    });
  }
};

describe.each(ways)('$title, a test is not lost by', ({ ways: some }) => tryAll(some));

describe('nothing is lost, and the run is green, with', () => tryAll(honest));

describe('a merge is green where all of it is there,', () => tryAll(wholeMerges));

describe('assay check is not green with', () => {
  for (const way of inCheck) {
    test.concurrent(way.name, async ({ expect: expectOfThis }) => {
      const { code, output, cells } = await liveCheck(way, earlier);
      expectOfThis(output).toContain(way.says ?? '');
      expectOfThis(code, output).toBe(way.code);
      const red = Object.fromEntries(formats.map((format) => [format, 'red']));
      expectOfThis(cells, output).toEqual(red);
    });
  }
});

test('there are more than a hundred of them, each with a name of its own', () => {
  const names = ways.flatMap(({ ways: some }) => some.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(100);
});

test('every reporter of the package that writes a file is among the formats', async () => {
  const folder = join(inject('installation'), 'node_modules/assay/dist/reporters');
  const modules = (await readdir(folder)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(modules.map((name) => readFile(join(folder, name), 'utf8')));
  const writing = modules.filter(
    (name, at) => name !== 'file-reporter.js' && texts[at]?.includes('fileReporter('),
  );
  expect(writing.map((name) => name.replace('.js', '')).sort()).toEqual([...formats].sort());
});
