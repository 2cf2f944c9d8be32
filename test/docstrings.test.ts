import { expect, test } from 'vitest';
import { type Docstring, readEveryDocstring, undocumentedExports } from '../scripts/docstrings.ts';

const sources = '{src,reporters}/**/*.ts';

/** Openings that need the lines around them, or that address the reader. */
const openings =
  /^(?:What|Whether|Of|How|From now on|The same|Same|As|So that|Add|Ask|Check|Choose|Count|Find|Give|Hold|Keep|Look|Make|Measure|Move|Note|Order|Parse|Print|Read|Refuse|Run|Say|Take|Tell|Turn|Write)\b/;

/** Data does not tell anything. Names that differ only by case can't be told apart, though. */
const telling = /\b(?:told|tells?|telling)\b(?! (?:\w+ )?apart)/i;

function faultsOf({ path, line, text }: Docstring): readonly string[] {
  const where = `${path}:${line}`;
  const opening = openings.exec(text)?.[0];
  const word = telling.exec(text)?.[0];
  return [
    ...(opening === undefined ? [] : [`${where} begins with "${opening}"`]),
    ...(word === undefined ? [] : [`${where} says "${word}"`]),
  ];
}

test('docstrings stand alone', () => {
  const docstrings = readEveryDocstring(sources);
  expect(docstrings.length).toBeGreaterThan(1000);
  expect(docstrings.flatMap(faultsOf)).toEqual([]);
});

test('every export has a docstring', () => {
  const bare = undocumentedExports(sources);
  expect(bare.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
});

test.each([
  ['What it returns.', 'begins with "What"'],
  ['Whether it is empty.', 'begins with "Whether"'],
  ['Of a timer.', 'begins with "Of"'],
  ['From now on it answers.', 'begins with "From now on"'],
  ['Refuse a file.', 'begins with "Refuse"'],
  ['The rows, as the footer tells.', 'says "tells"'],
  ['Each fault is told once.', 'says "told"'],
])('%s is refused', (text, fault) => {
  expect(faultsOf({ path: 'x.ts', line: 1, text })).toEqual([`x.ts:1 ${fault}`]);
});

test.each(['Returns the rows.', 'Names that SQL can not tell apart.', 'Offers a file.'])(
  '%s is taken',
  (text) => {
    expect(faultsOf({ path: 'x.ts', line: 1, text })).toEqual([]);
  },
);
