import { afterAll, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { type SourceUnderTest, sourceLaws } from './source-laws.ts';
import { type SourceName, sources } from './sources.ts';

afterAll(closeEngines);

const all = Object.entries(sources);

for (const [name, source] of all) if (source.needs === undefined) sourceLaws(name, source);

test('the sources that need something from outside are few, and in sources.integration.test.ts', () => {
  const outside = all.filter(([, { needs }]) => needs !== undefined);
  expect(outside.map(([name]) => name)).toEqual(['sqlite']);
});

test('a list without one of the sources does not compile', () => {
  const { csv, ...others } = sources;
  // @ts-expect-error csv is exported, and not listed.
  const short: Readonly<Record<SourceName, SourceUnderTest>> = others;
  expect({ ...short, csv }).toEqual(sources);
});
