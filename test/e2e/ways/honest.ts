import { contractFile } from '../files.ts';
import { made } from './contract-files.ts';
import { asked, contractPath, fromVitest, verified, type Way } from './way.ts';

const others = {
  'contracts/more.contract.ts': made,
  'contracts/others.contract.ts': `import { csv, verify } from 'assay';
    import { more } from './more.contract.ts';
    verify(more, csv('data/people.csv'));`,
};
const green = asked('nothing is lost', null);
const having = (more: string) => ({ [contractPath]: contractFile({ verify: verified, more }) });

/** Runs that lose nothing, next to those that lose a contract: they have to stay green. */
export const honest: readonly Way[] = [
  {
    name: 'a contract that is made in one contract file and verified in another',
    files: others,
    end: green,
  },
  {
    name: 'the same, one file a shard',
    files: others,
    command: ['run', '--merge-reports=blobs', '--project=contracts'],
    before: async (project) => {
      for (const part of ['1-3', '2-3', '3-3'])
        await project.run('vitest', [
          'run',
          '--reporter=blob',
          '--project=contracts',
          `--shard=${part.replace('-', '/')}`,
          `--outputFile.blob=blobs/${part}.json`,
        ]);
    },
    end: green,
  },
  {
    name: 'a contract that is made for the files of another project of contracts',
    files: {
      'contracts/more.contract.ts': `${made}\n${contractFile().replace("import { contract, csv, verify, z } from 'assay';", "import { csv, verify } from 'assay';").replace("'people'", "'also people'")}`,
      'nightly/others.contract.ts': others['contracts/others.contract.ts'].replace(
        './more',
        '../contracts/more',
      ),
    },
    config: `import { contracts } from 'assay/plugin';
      export default {
        plugins: [
          contracts({ include: 'contracts/*.ts' }),
          contracts({ name: 'nightly', include: 'nightly/*.ts' }),
        ],
        test: { reporters: REPORTERS },
      };`,
    end: green,
  },
  {
    name: 'contract files outside of the dir of the config',
    files: others,
    test: "dir: 'test',",
    command: ['run'],
    end: green,
  },
  {
    name: 'contracts of a package, of which this project verifies none',
    files: {
      'node_modules/acme/package.json': '{ "name": "acme", "type": "module", "main": "index.js" }',
      'node_modules/acme/index.js': made,
      ...having("import 'acme';"),
    },
    end: green,
  },
  {
    name: 'a contract that a test of a contract file makes',
    files: having(
      `${fromVitest}\ntest('x', () => { contract('tried', { schema: z.object({ id: z.int() }) }); });`,
    ),
    end: green,
  },
  {
    name: 'contracts in the tests of other code',
    files: {
      'test/made.test.ts': `${made}\nimport { test } from 'vitest';\ntest('x', () => { void more; });`,
    },
    command: ['run'],
    end: green,
  },
];
