import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Tests that take long, and tell little of a mutant that others don't. */
export const left: readonly string[] = [
  'test/plan/planner.property.corpus.test.ts',
  'test/plan/planner.pyarrow.corpus.test.ts',
  'test/plan/states/fact-cache.property.corpus.test.ts',
];

/** The tests that are run for mutants, as paths beside this folder. */
export function mutationTests(root: string): readonly string[] {
  if (process.env.ASSAY_MUTATION_RED) return ['./red.corpus.ts'];
  return ['contract', 'metric', 'outcome', 'plan', 'oracle'].flatMap((folder) =>
    readdirSync(join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `test/${folder}/${name}`)
      .filter((name) => name.endsWith('.test.ts') && !name.endsWith('.integration.test.ts'))
      .filter((name) => !left.includes(name))
      .toSorted()
      .map((name) => name.replace(/^test/, '..')),
  );
}

/**
 * Tests that take seconds are run for mutants of what they are about, and not for those of all that they touch. A mutant
 * that another test would have killed counts as one that lives: the score can only be lower for it.
 */
export const about: Readonly<Record<string, RegExp>> = {
  'test/oracle/oracle.test.ts':
    /^src\/(?:metric\/|plan\/(?:passes|states|verdict)\/|plan\/select\.)/,
  'test/plan/passes.test.ts': /^src\/plan\//,
  'test/plan/adversarial.test.ts': /^src\/(?:metric|plan)\//,
  'test/plan/violations/blame-rows.test.ts': /^src\/plan\//,
  'test/plan/passes/fused.property.corpus.test.ts':
    /^src\/plan\/(?:passes\/fused|select|states\/(?:item-states|merge|summation))/,
  'test/plan/passes/footer-value.test.ts': /^src\/plan\//,
  'test/plan/states/fact-cache.corpus.test.ts':
    /^src\/plan\/(?:open-context|states\/(?:fact|statistics-fact|piece))/,
  'test/plan/changed.test.ts': /^src\/plan\/(?:open-context|measure-|states\/(?:fact|piece))/,
  'test/plan/passes/bounded.property.corpus.test.ts':
    /^src\/plan\/(?:passes\/(?:quantile|sketch|unique|bitmap)|states\/histogram)/,
  'test/plan/quarantine/quarantine.test.ts': /^src\/plan\/(?:quarantine|violations)\//,
  'test/engine/javascript/compile-predicate.property.test.ts': /^src\/(?:metric|plan)\//,
  'test/metric/additive-states.property.corpus.test.ts':
    /^src\/(?:metric\/additive-state|plan\/states\/)/,
  'test/outcome/table.test.ts': /^src\/outcome\/(?:table|printable-text)\./,
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
