import { appendFile } from 'node:fs/promises';
import type { Fixture } from '../../support/fixture.ts';
import { contractFile } from '../files.ts';
import { contractPath, fromVitest, red, verified, type Way } from './way.ts';

const before = (body: string) => ({
  [contractPath]: contractFile({
    more: `import { appendFileSync, rmSync, writeFileSync } from 'node:fs';\n${fromVitest}`,
    verify: `beforeAll(() => { ${body} });\n${verified}`,
  }),
});

/** What can happen to the data. */
export const inData: readonly Way[] = [
  {
    name: 'a data file that is not there',
    before: (project: Fixture) => project.remove('data/people.csv'),
    end: red('data/people.csv'),
  },
  {
    name: 'a glob without a match',
    files: { [contractPath]: contractFile({ verify: "verify(people, csv('data/*.tsv'));" }) },
    end: red('data/*.tsv'),
  },
  {
    name: 'a data file without rows',
    files: { 'data/people.csv': 'id,name\n' },
    end: red('rows.count()'),
  },
  {
    name: 'a data file that is removed between collection and tests',
    files: before("rmSync('data/people.csv');"),
    end: red('data/people.csv'),
  },
  {
    name: 'data that changes while it is measured',
    files: {
      [contractPath]: contractFile({
        more: "import { appendFileSync } from 'node:fs';",
        verify: `const dataset = csv('data/people.csv');
          verify(people, { ...dataset, open: async (...all) => {
            const opened = await dataset.open(...all);
            appendFileSync('data/people.csv', '4,Barbara\\n');
            return opened;
          } });`,
      }),
    },
    end: red('changed'),
  },
  {
    name: 'a data file that is cut off',
    before: (project: Fixture) => appendFile(project.path('data/people.csv'), '4,"Barb'),
    end: red('data/people.csv'),
  },
  {
    name: 'a cache that can not be written',
    files: {
      'cache-file': 'no folder',
      [contractPath]: contractFile({ expect: 'rows.count().atLeast(4),' }),
    },
    env: { ASSAY_CACHE: 'cache-file' },
    end: red('rows.count() is at least 4'),
  },
];
