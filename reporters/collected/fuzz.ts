import type { TestCase, TestModule, TestSuite } from 'vitest/node';
import { reportFuzz } from '../../src/outcome/build-report.ts';
import type { FuzzedProperty, ReportedFuzz } from '../../src/outcome/reported-fuzz.ts';
import { isFuzzConfig } from '../../src/vitest/plugin/fuzz-project.ts';

/** True for a file of fuzz tests: one that calls `fuzz`, is in their project, or could not be loaded because of a mistake in such a call. */
export const isFuzzed = (module: TestModule): boolean =>
  module.meta().assayFuzzed !== undefined ||
  isFuzzConfig(module.project.config) ||
  module.errors().some(({ name }) => name !== undefined && errorsOfFuzz.has(name));

const errorsOfFuzz: ReadonlySet<string> = new Set(['FuzzError', 'GenerateError']);

/** Returns the fuzz tests of a file, in its order. */
export function fuzzOf(module: TestModule): readonly ReportedFuzz[] {
  const tests = [...module.children.allTests()].filter((test) => test.meta().assayFuzz);
  return [...Map.groupBy(tests, ({ parent }) => parent)].flatMap(([suite, all]) => {
    const shared = sharedBy(all);
    if (shared === null) return [];
    const { property: _, ...facts } = shared;
    return reportFuzz({
      ...facts,
      name: suite.type === 'suite' ? suite.fullName : module.relativeModuleId,
      file: module.relativeModuleId,
      properties: all.flatMap(propertyOf),
    });
  });
}

/** True if a run was asked for fuzz tests: one property at least was not left out, or a file of them is broken. */
export const isAskedForFuzz = (modules: readonly TestModule[]): boolean =>
  modules.some(
    (module) => fuzzOf(module).some(isAskedFor) || (isFuzzed(module) && module.errors().length > 0),
  );

/** True if one property of a fuzz test at least was not left out. */
export const isAskedFor = ({ properties }: ReportedFuzz): boolean =>
  properties.some(({ problem }) => problem?.code !== leftOut);

const leftOut = 'LEFT_OUT';

/** The facts of a suite are whole on the tests that ran. */
const sharedBy = (tests: readonly TestCase[]) => {
  const all = tests.flatMap((test) => test.meta().assayFuzz ?? []);
  return all.find(({ tried }) => tried !== null) ?? all[0] ?? null;
};

function propertyOf(test: TestCase): readonly FuzzedProperty[] {
  const property = test.meta().assayFuzz?.property;
  if (property === undefined) return [];
  return [property.state === 'notRun' ? { ...property, problem: reasonOf(test) } : property];
}

/** Returns why a property was not run. It is lost unless its file or a filter left it out. */
function reasonOf(test: TestCase): NonNullable<FuzzedProperty['problem']> {
  const failed = errorBefore(test.parent);
  if (failed !== null)
    return { code: 'SETUP_FAILED', message: `what runs before it failed: ${failed}` };
  if (test.result().state === 'skipped')
    return { code: leftOut, message: 'its file or a filter left it out.' };
  return { code: 'OUTCOME_LOST', message: 'its test has no result.' };
}

function errorBefore(parent: TestSuite | TestModule): string | null {
  const [error] = parent.errors();
  if (error) return error.message.split('\n')[0] ?? '';
  return parent.type === 'module' ? null : errorBefore(parent.parent);
}
