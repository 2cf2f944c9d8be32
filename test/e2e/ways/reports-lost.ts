import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Fixture } from '../../support/fixture.ts';
import { contractFile } from '../files.ts';
import { type Format, formats, red, type Way } from './way.ts';

const toFolder = async (project: Fixture, format: Format) => {
  await rm(project.path(`out/${format}`));
  await mkdir(project.path(`out/${format}`));
};

/** What can happen to the reports themselves. */
export const inReports: readonly Way[] = [
  {
    name: 'a reporter whose name is misspelled',
    args: ['--reporter=assay/reporters/jnuit'],
    end: red('jnuit', {
      absent: { formats, why: 'Vitest ends before it makes any reporter' },
    }),
  },
  ...formats.map(
    (format): Way => ({
      name: `a folder where the ${format} report is to be written`,
      before: (project) => toFolder(project, format),
      end: red('was not written', {
        absent: { formats: [format], why: 'a folder is in its place' },
        bare: null,
      }),
    }),
  ),
  {
    name: 'a file where the folder of the reports is to be',
    before: async (project) => {
      await rm(project.path('out'), { recursive: true });
      await writeFile(project.path('out'), '');
    },
    end: red('was not written', {
      absent: { formats, why: 'they can not be written' },
      bare: null,
    }),
  },
  {
    name: 'a disk that has no room for the reports',
    largestFile: 4,
    end: red('written', { bare: null }),
  },
  {
    name: 'a step summary that can not be written',
    env: { GITHUB_STEP_SUMMARY: '.' },
    end: red('a report was not written', {
      terminal: 'The step summary was not written',
      bare: null,
    }),
  },
  {
    name: 'a config that throws',
    config: "throw new Error('broken config');",
    end: red('broken config', {
      untouched: { formats, why: 'Vitest ends before it loads the plugin or a reporter' },
    }),
  },
  {
    name: 'a config without the plugin, and -t that matches nothing',
    config: "export default { test: { include: ['contracts/*.ts'], reporters: REPORTERS } };",
    command: ['run', '-t', 'zzz'],
    end: red('has not answered', {
      terminal: '8 skipped',
      bare: { code: 0, why: 'nothing of Assay is in the run but the contract file' },
    }),
  },
  {
    name: 'a config without the plugin, and a broken contract',
    files: {
      'contracts/people.contract.ts': contractFile({ expect: 'rows.count().atLeast(4),' }),
    },
    config: "export default { test: { include: ['contracts/*.ts'], reporters: REPORTERS } };",
    command: ['run'],
    end: red('rows.count() is at least 4'),
  },
];
