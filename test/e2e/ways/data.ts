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

/** A contract on a dataset to which this happens when it has just been opened. */
const changing = (dataset: string, change: string) => ({
  [contractPath]: contractFile({
    more: "import { appendFileSync } from 'node:fs';",
    verify: `const dataset = ${dataset};
      verify(people, { ...dataset, open: async (...all) => {
        const opened = await dataset.open(...all);
        ${change}
        return opened;
      } });`,
  }),
});

/** A Parquet file of so many people. */
async function writePeople(project: Fixture, name: string, count: number): Promise<void> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = `select range::int as id, 'Ada' as name from range(${count})`;
  await connection.run(`copy (${rows}) to '${project.path(`data/${name}.parquet`)}'`);
  connection.closeSync();
  instance.closeSync();
}

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
    name: 'a data file that changes while it is loaded',
    files: changing("csv('data/people.csv')", "appendFileSync('data/people.csv', '4,Barbara\\n');"),
    end: red('changed while'),
  },
  {
    name: 'a data file that changes while it is measured',
    files: {
      [contractPath]: `
        import { copyFileSync } from 'node:fs';
        import { contract, parquet, verify, z } from 'assay';
        const people = contract('people', {
          schema: z.object({
            id: z.int(),
            name: z.string().refine(() => {
              copyFileSync('data/more.parquet', 'data/people.parquet');
              return true;
            }),
          }),
        });
        verify(people, parquet('data/people.parquet'));`,
    },
    before: async (project: Fixture) => {
      await writePeople(project, 'people', 3);
      await writePeople(project, 'more', 4);
    },
    end: red('changed while'),
  },
  {
    name: 'a data file that has changed since what is known of it was kept',
    files: {
      [contractPath]: contractFile({
        verify: "verify(people, parquet('data/people.parquet'));",
        more: "import { parquet } from 'assay';",
      }),
    },
    before: async (project: Fixture) => {
      await writePeople(project, 'people', 3);
      await project.run('vitest', ['run', '--project=contracts']);
      await writePeople(project, 'people', 2);
    },
    end: red('rows.count() is at least 3'),
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
