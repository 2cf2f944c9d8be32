import { describe, expect, test } from 'vitest';
import { withContractsProject } from '../../../src/vitest/plugin/contracts-project.ts';
import { pluginSettings } from '../../../src/vitest/plugin/plugin-options.ts';

const settings = pluginSettings({ now: '2026-01-01', threads: 2 }, {});
const check = { name: 'check' };
const names = (projects: readonly unknown[]) =>
  projects.map((project) => (project as { test?: { name?: unknown } }).test?.name ?? project);

describe('the projects of a config', () => {
  test('without projects are its own tests and the contracts', () => {
    const projects = withContractsProject({ include: ['x'], setupFiles: ['y'] }, settings, check);
    expect(projects[0]).toEqual({ extends: true, test: { name: 'unit' } });
    expect(names(projects)).toEqual(['unit', 'contracts']);
  });

  test('keep the name that its tests have', () => {
    expect(names(withContractsProject({ name: 'app' }, settings, check))).toEqual([
      'app',
      'contracts',
    ]);
    expect(
      names(withContractsProject({ name: { label: 'app', color: 'red' } }, settings, check)),
    ).toEqual(['app', 'contracts']);
  });

  test('with projects stay as they are, and the contracts join them', () => {
    const own = ['packages/*', { extends: true as const, test: { name: 'one' } }];
    const projects = withContractsProject({ projects: own }, settings, check);
    expect(projects.slice(0, 2)).toEqual(own);
    expect(names(projects).at(-1)).toBe('contracts');
  });

  test.each([
    [{ name: 'contracts' }],
    [{ projects: [{ test: { name: 'contracts' } }] }],
    [{ projects: [{ test: { name: { label: 'contracts' } } }] }],
  ])('refuse a second project of the name: %j', (test) => {
    expect(() => withContractsProject(test as never, settings, check)).toThrow(
      "contracts() adds a project 'contracts', and the config has one of that name: rename one of them, for example contracts({ name: 'data' }).",
    );
  });
});

test('the contracts project tells its workers of the run', () => {
  const project = withContractsProject({}, settings, check).at(-1);
  expect(project).toMatchObject({
    extends: true,
    plugins: [check, { name: 'assay:node' }],
    test: {
      pool: 'forks',
      isolate: false,
      fileParallelism: false,
      provide: { assay: { settings: { now: '2026-01-01T00:00:00.000Z', threads: 2 } } },
    },
  });
});
