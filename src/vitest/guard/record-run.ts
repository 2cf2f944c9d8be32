import type { TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node';
import { experimental_getRunnerTask as runnerTask } from 'vitest/node';

import { isContractsProject } from '../plugin/contracts-project.ts';
import type { ModuleRecord, TestRecord } from './run-record.ts';

/** The name of the errors that the manifest adds to a file. */
export const manifestErrorName = 'ContractsError';

/** The state that a run's end needs from its beginning. */
export interface Collected {
  /** The ids of the tests, with true for each that was selected when its file was collected. */
  readonly selected: ReadonlyMap<string, boolean>;
}

/** True for a module with contracts, or of the contracts project. */
export const isOurs = (module: TestModule): boolean =>
  module.meta().assayDeclared !== undefined || isContractsProject(module.project);

/** Returns a module's record for the manifest, with the test case of each test record. */
export function recordModule(
  module: TestModule,
  collected: Collected,
): { readonly record: ModuleRecord; readonly cases: ReadonlyMap<TestRecord, TestCase> } {
  const cases = new Map(
    [...module.children.allTests()].flatMap((test) => {
      const record = recordTest(test, collected);
      return record ? [[record, test] as const] : [];
    }),
  );
  const record = {
    path: module.relativeModuleId,
    project: module.project.name,
    declared: module.meta().assayDeclared ?? [],
    made: module.meta().assayMade ?? [],
    isContractFile: isContractsProject(module.project),
    tests: [...cases.keys()],
    failed: foreignErrors(module).length > 0,
    containsOnly: containsOnly(module),
  };
  return { record, cases };
}

/** True if a file contains `.only`. Vitest stores that on the file, and leaves it out of its types. */
function containsOnly(module: TestModule): boolean {
  const task: object = runnerTask(module);
  return 'containsOnly' in task && task.containsOnly === true;
}

function recordTest(test: TestCase, { selected }: Collected): TestRecord | null {
  const outcome = test.meta().assay;
  if (!outcome) return null;
  const { state } = test.result();
  return { outcome, selected: selected.get(test.id) ?? true, state, suiteError: suiteError(test) };
}

function suiteError(test: TestCase): string | null {
  for (let at: TestCase['parent'] = test.parent; ; at = at.parent) {
    const [error] = foreignErrors(at);
    if (error) return error.message.split('\n')[0] ?? '';
    if (at.type === 'module') return null;
  }
}

const foreignErrors = (entity: TestCase['parent']) =>
  entity.errors().filter(({ name }) => name !== manifestErrorName);

/** Returns the run's filters as a user writes them. */
export function activeFilters(
  vitest: Vitest,
  specifications: readonly TestSpecification[],
): readonly string[] {
  const pattern: RegExp | string | undefined =
    specifications.find(({ testNamePattern }) => testNamePattern)?.testNamePattern ??
    vitest.getGlobalTestNamePattern();
  const tags = [vitest.config.tagsFilter ?? []].flat();
  const lines = specifications.flatMap(({ testLines }) => testLines ?? []);
  const isPicked = specifications.some(({ testIds }) => testIds !== undefined);
  return [
    ...(pattern ? [`-t "${typeof pattern === 'string' ? pattern : pattern.source}"`] : []),
    ...tags.map((tag) => `--tags-filter "${tag}"`),
    ...(lines.length > 0 ? [`the line filter (${[...new Set(lines)].join(', ')})`] : []),
    ...(isPicked ? ['the choice of single tests'] : []),
  ];
}
