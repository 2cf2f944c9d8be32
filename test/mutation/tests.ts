import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Tests that take long, and tell little of a mutant that others don't. */
const left: readonly string[] = [
  'plan/planner.property.test.ts',
  'plan/planner.pyarrow.test.ts',
  'plan/cache.property.test.ts',
];

/** The tests that are run for mutants, as paths beside this folder. */
export function mutationTests(root: string): readonly string[] {
  if (process.env.ASSAY_MUTATION_RED) return ['./red.corpus.ts'];
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
  'test/oracle/oracle.test.ts':
    /^src\/(?:metric\/|plan\/(?:fused|grouped|select|states|merge|judge|values)\.)/,
  'test/plan/passes.test.ts': /^src\/plan\//,
  'test/plan/adversarial.test.ts': /^src\/(?:metric|plan)\//,
  'test/plan/violations/blame-rows.test.ts': /^src\/plan\//,
  'test/plan/passes/fused.property.test.ts': /^src\/plan\/(?:fused|select|states|merge)\./,
  'test/plan/passes/footer-value.test.ts': /^src\/plan\//,
  'test/plan/states/fact-cache.test.ts':
    /^src\/plan\/(?:cache|facts|statistics-fact|pieces|context)\./,
  'test/plan/changed.test.ts': /^src\/plan\/(?:cache|context|measure|pieces)\./,
  'test/plan/passes/bounded.property.test.ts':
    /^src\/plan\/(?:quantile|histogram|sketch|unique|bitmap)\./,
  'test/plan/quarantine/quarantine.test.ts':
    /^src\/plan\/(?:quarantine[-\w]*|aside|row-condition|violations|samples)\./,
  'test/engine/javascript/compile-predicate.property.test.ts':
    /^src\/(?:metric\/|plan\/javascript\.)/,
  'test/metric/additive-states.property.test.ts':
    /^src\/(?:metric\/state|plan\/(?:merge|states|values))\./,
  'test/outcome/table.test.ts': /^src\/outcome\/(?:table|text)\./,
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
