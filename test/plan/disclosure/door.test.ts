import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { expect, test } from 'vitest';

// Nothing of the data leaves but through the door. What judges and finds knows neither masks nor words.

const root = 'src/plan';
const files = globSync(`${root}/**/*.ts`).map((file) => file.replaceAll(sep, '/'));

/** The modules that a file of the plan imports, without those of which only types are. */
const importsOf = (file: string): readonly string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*? from '(?<from>[^']+)';/gms),
  ].flatMap(({ groups }) => groups?.from ?? []);

const importers = (part: string) =>
  files
    .filter((file) => !file.startsWith(`${root}/disclosure/`))
    .filter((file) => importsOf(file).some((from) => from.includes(part)));

// Baselines and the history of runs leave too: what observes for the one and scores for the other asks for the masks, to
// refuse what may not be kept.
test('only the flows and the trace know what is disclosed', () => {
  expect(files.length).toBeGreaterThan(50);
  const flows = ['measure-contract', 'observe-metrics', 'score-anomalies', 'trace'];
  expect(importers('disclosure/').toSorted()).toEqual(flows.map((name) => `${root}/${name}.ts`));
});

test('words of outcomes are made in disclosure/ alone, and so are masks', () => {
  expect(importers('outcome/words/')).toEqual([]);
  expect(importers('masked-text')).toEqual([]);
});
