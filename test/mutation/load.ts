import { join } from 'node:path';
import { collect, type Suite, type Test } from './collect.ts';

/** A test that was loaded. */
export interface Tested {
  readonly test: Test;
  readonly id: string;
  readonly file: string;
}

/** A file of tests. */
export interface Loaded {
  readonly tests: readonly Tested[];
}

/** The tests of a file, which is named as from this folder. */
export async function loadFile(path: string): Promise<Loaded> {
  const file = join('test/mutation', path);
  const tests = testsOf(await collect(file, () => import(join(import.meta.dirname, path)))).map(
    (test) => ({
      test,
      id: `${file}#${nameOf(test)}`,
      file,
    }),
  );
  if (new Set(tests.map(({ id }) => id)).size < tests.length)
    throw new Error(`Two tests of ${file} have one name.`);
  return { tests };
}

const testsOf = (suite: Suite): readonly Test[] => [
  ...suite.tests,
  ...suite.suites.flatMap((inner) => testsOf(inner)),
];

/** The suites that a suite is in, the outermost first, and itself. */
export const chain = (suite: Suite): readonly Suite[] =>
  suite.parent === null ? [suite] : [...chain(suite.parent), suite];

const nameOf = ({ name, suite }: Test) =>
  [...chain(suite).map((one) => one.name), name].slice(1).join(' > ');
