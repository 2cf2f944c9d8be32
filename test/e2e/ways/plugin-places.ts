import { contractFile, people, unitTest } from '../files.ts';
import { contractPath, formats, red, type Way } from './way.ts';

const broken = { [contractPath]: contractFile({ expect: 'rows.count().atLeast(4),' }) };
const missed = 'rows.count() is at least 4';

const misplaced = red("can't add the project 'contracts', so no contract would run", {
  absent: { formats, why: 'Vitest ends before it makes any reporter' },
});

/** A config that has these projects, and no plugin of its own. */
const projects = (list: string) => `
  import { contracts } from 'assay/plugin';
  export default { test: { reporters: REPORTERS, projects: [${list}] } };`;

/** A program that runs Vitest with these overrides of its config. */
const givenBy = (overrides: string) => `
  import { contracts } from 'assay/plugin';
  import { startVitest } from 'vitest/node';
  void contracts;
  const vitest = await startVitest('test', [], { watch: false }, ${overrides});
  await vitest.close();`;

/** A package with a config, a broken contract and its data. */
const inPackage = (path: string) => ({
  [`${path}/vitest.config.ts`]:
    "import { contracts } from 'assay/plugin';\nexport default { plugins: [contracts()] };",
  [`${path}/contracts/people.contract.ts`]: broken[contractPath] ?? '',
  [`${path}/data/people.csv`]: people,
  [`${path}/test/own.test.ts`]: unitTest(),
});

/** Where a config can have the plugin. */
export const byPlugin: readonly Way[] = [
  {
    name: 'the plugin inside of a project that is written in the config',
    files: broken,
    config: projects("{ plugins: [contracts()], test: { name: 'unit', include: ['test/**'] } }"),
    command: ['run'],
    end: misplaced,
  },
  {
    name: 'the plugin inside of a project that extends the config',
    files: broken,
    config: projects("{ extends: true, plugins: [contracts()], test: { name: 'unit' } }"),
    command: ['run'],
    end: misplaced,
  },
  {
    name: 'the plugin in a file that a project of the config extends',
    files: {
      ...broken,
      'shared.config.ts':
        "import { contracts } from 'assay/plugin';\nexport default { plugins: [contracts()] };",
    },
    config: projects("{ extends: './shared.config.ts', test: { name: 'unit' } }"),
    command: ['run'],
    end: misplaced,
  },
  {
    name: 'the plugin once in the config, and once more in a project of it with other files',
    files: broken,
    config: `
      import { contracts } from 'assay/plugin';
      export default {
        plugins: [contracts()],
        test: {
          reporters: REPORTERS,
          projects: [
            { plugins: [contracts({ name: 'nightly', include: 'nightly/*.ts' })], test: { name: 'unit' } },
          ],
        },
      };`,
    command: ['run'],
    end: red("can't add the project 'nightly', so no contract would run", {
      absent: { formats, why: 'Vitest ends before it makes any reporter' },
    }),
  },
  {
    name: 'the plugin given by a program, beside a config file without it',
    files: broken,
    config: 'export default { test: { reporters: REPORTERS } };',
    program: givenBy('{ plugins: [contracts()] }'),
    end: misplaced,
  },
  {
    name: 'the plugin in the config file, which a program runs',
    files: broken,
    program: givenBy('{}'),
    end: red(missed),
  },
  {
    name: 'the plugin in the config of a project that is given as a folder',
    files: inPackage('packages/one'),
    config: projects("'packages/*'"),
    command: ['run'],
    end: red(missed),
  },
  {
    name: 'the plugin in the config of a project that is given as a file',
    files: inPackage('packages/one'),
    config: projects("'packages/one/vitest.config.ts'"),
    command: ['run'],
    end: red(missed),
  },
  {
    name: 'the plugin in the configs of two packages',
    files: { ...inPackage('packages/one'), ...inPackage('packages/two') },
    config: projects("'packages/*'"),
    command: ['run'],
    end: red(missed),
  },
  {
    name: 'the plugin in one config of two packages, whose contract files are outside of its glob',
    files: {
      'packages/one/vitest.config.ts':
        inPackage('packages/one')['packages/one/vitest.config.ts'] ?? '',
      'packages/one/test/own.test.ts': unitTest(),
      'packages/two/vitest.config.ts': 'export default {};',
      'packages/two/test/own.test.ts': unitTest(),
    },
    config: projects("'packages/*'"),
    command: ['run'],
    end: red('there is no contract file to run'),
  },
];
