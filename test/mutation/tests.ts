import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Tests that take long, and tell little of a mutant that others don't. */
const left: readonly string[] = [
  'plan/planner.property.test.ts',
  'plan/planner.pyarrow.test.ts',
  'plan/cache.property.test.ts',
];

/** The tests that are run for mutants, as paths beside this folder. */
export function mutationTests(root: string): readonly string[] {
  return ['contract', 'metric', 'outcome', 'plan', 'oracle'].flatMap((folder) =>
    readdirSync(join(root, 'test', folder))
      .filter((name) => name.endsWith('.test.ts') && !left.includes(`${folder}/${name}`))
      .map((name) => `../${folder}/${name}`),
  );
}

/**
 * Tests that take seconds are run for mutants of what they are about, and not for those of all that they touch. A mutant
 * that another test would have killed counts as one that lives: the score can only be lower for it.
 */
const about: Readonly<Record<string, RegExp>> = {
  'test/plan/cache.test.ts': /^src\/plan\/(?:cache|facts|statistics-fact|pieces|context)\.ts$/,
  'test/plan/changed.test.ts': /^src\/plan\/(?:cache|context|measure|pieces)\.ts$/,
  'test/plan/bounded.property.test.ts':
    /^src\/(?:contract\/bound|plan\/(?:quantile|histogram|sketch|unique|bitmap|values))\.ts$/,
  'test/plan/quarantine.test.ts': /^src\/plan\/(?:quarantine.*|aside|row-condition|violations|samples)\.ts$/,
  'test/plan/javascript.property.test.ts': /^src\/(?:metric\/.*|plan\/javascript)\.ts$/,
  'test/metric/state.property.test.ts': /^src\/(?:metric\/state|plan\/(?:merge|states|values))\.ts$/,
  'test/oracle/oracle.test.ts': /^src\/(?:contract|metric|plan)\//,
  'test/plan/passes.test.ts': /^src\/(?:contract|metric|plan)\//,
  'test/plan/adversarial.test.ts': /^src\/(?:contract|metric|plan)\//,
  'test/outcome/table.test.ts': /^src\/outcome\/(?:table|text)\.ts$/,
};

/** Whether a test tells of a mutant in a source file. */
export const isAbout = (test: string, source: string): boolean => about[test]?.test(source) ?? true;

/** The tests of a source file first, then those of its folder. */
export function nearestFirst(paths: readonly string[], source: string): readonly string[] {
  const [, folder = '', name = ''] = /^src\/(\w+)\/(.*)\.ts$/.exec(source) ?? [];
  const own = new Set(paths.filter((path) => path.startsWith(`../${folder}/${name}.`)));
  const beside = new Set(paths.filter((path) => path.startsWith(`../${folder}/`)));
  return [...new Set([...own, ...beside, ...paths])];
}
