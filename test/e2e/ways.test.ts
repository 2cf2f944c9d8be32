import { beforeAll, describe, expect, test } from 'vitest';
import { ways } from './ways/all.ts';
import { greenReports, type Lived, live } from './ways/run-way.ts';
import { type Asked, type Format, formats, type Red, type Way } from './ways/way.ts';

let earlier: ReadonlyMap<Format, string>;
beforeAll(async () => {
  earlier = await greenReports();
});

/** What each cell should be. */
function expectedCells({ end }: Way): Lived['cells'] {
  if (end.kind === 'asked') return cells(() => 'green');
  return cells((format) => {
    if (end.absent?.formats.includes(format)) return 'absent';
    return end.untouched?.formats.includes(format) ? 'stale' : 'red';
  });
}

const cells = (of: (format: Format) => Lived['cells'][Format]): Lived['cells'] =>
  Object.fromEntries(formats.map((format) => [format, of(format)])) as Lived['cells'];

/** Where the words are missing. */
function silent({ end }: Way, { output, texts, cells: found }: Lived): readonly string[] {
  const { says } = end;
  const terminal = end.terminal === undefined ? says : end.terminal;
  const written = [...texts].filter(([format]) => found[format] !== 'stale');
  return [
    ...(terminal === null || output.includes(terminal) ? [] : ['terminal']),
    ...written.filter(([, text]) => says !== null && !text.includes(says)).map(([name]) => name),
  ];
}

const codeOf = (end: Red | Asked) =>
  end.kind === 'asked' ? 0 : end.code === undefined ? 1 : end.code;

for (const { title, ways: some } of ways) {
  describe(title, () => {
    for (const way of some) {
      test.concurrent(way.name, async ({ expect: expectHere }) => {
        const lived = await live(way, earlier);
        const found = { code: lived.code, ...lived.cells, silent: silent(way, lived) };
        const wanted = { code: codeOf(way.end), ...expectedCells(way), silent: [] };
        expectHere(
          found,
          `${JSON.stringify(found)}\n${lived.output}\n${process.env.SHOW ? lived.texts.get('markdown') : ''}`,
        ).toEqual(wanted);
      });
    }
  });
}

test('there are many', () => {
  const names = ways.flatMap(({ ways: some }) => some.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(60);
});
