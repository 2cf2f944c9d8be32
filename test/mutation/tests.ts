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
