import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { contractFile } from '../files.ts';
import { asked, contractPath, formats, red, type Way } from './way.ts';

const git = async (cwd: string, ...args: readonly string[]) =>
  promisify(execFile)('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
    cwd,
  });

const broken = { [contractPath]: contractFile({ expect: 'rows.count().atLeast(4),' }) };
const two = { 'contracts/zebras.contract.ts': contractFile({ name: 'zebras' }) };

/** A file that makes a contract as well which another one verifies. */
const makesMore = {
  [contractPath]: contractFile({
    more: "export const more = contract('more', { schema: z.object({ id: z.int() }) });",
  }),
  'contracts/others.contract.ts': `import { csv, verify } from 'assay';
    import { more } from './people.contract.ts';
    verify(more, csv('data/people.csv'));`,
};

/** What filters, globs and options of the run can leave out. */
export const bySelection: readonly Way[] = [
  { name: '-t that matches nothing', args: ['-t', 'zzz'], end: red('Nothing was judged') },
  {
    name: '-t that matches nothing, where that may be',
    args: ['-t', 'zzz'],
    options: '{ allowNoneSelected: true }',
    end: asked('allowNoneSelected: true', 'it was left out by -t', '8 skipped'),
  },
  {
    name: '-t that matches some',
    args: ['-t', 'rows.count'],
    end: asked('-t', 'it was left out by -t', '7 skipped'),
  },
  {
    name: '--tags-filter with a tag that nobody has',
    args: ['--tags-filter', 'nightly'],
    end: red('cannot apply "nightly" tag pattern'),
  },
  {
    name: '--tags-filter with a tag that only the config has',
    args: ['--tags-filter', 'nightly'],
    test: "tags: [{ name: 'nightly' }],",
    end: red('Nothing was judged'),
  },
  {
    name: 'a file filter that matches nothing',
    args: ['nothing-like-this'],
    end: red('there is no contract file to run'),
  },
  {
    name: 'two file filters, one of which matches nothing',
    args: ['people', 'zebra'],
    end: red('zebra'),
  },
  {
    name: 'a file filter that matches some',
    files: two,
    args: ['people'],
    end: asked('people', null),
  },
  {
    name: 'a line filter where nothing is declared',
    args: [`${contractPath}:2`],
    end: red('No test found'),
  },
  {
    name: 'a wrong --project',
    command: ['run', '--project=contract'],
    end: red('The filter matched no projects: contract', {
      absent: { formats, why: 'Vitest ends before it makes any reporter' },
    }),
  },
  {
    name: '--project of other tests alone',
    command: ['run', '--project=unit'],
    end: { ...asked('--project=unit', null), isOther: true },
  },
  {
    name: 'a file filter for other tests alone',
    command: ['run', 'test/own.test.ts'],
    end: { ...asked('test/own.test.ts', null), isOther: true },
  },
  {
    name: 'a file filter that matches nothing, and --passWithNoTests, beside other tests',
    command: ['run', 'nofile', '--passWithNoTests'],
    end: red("there is no contract file to run, for the filter 'nofile' matches no file"),
  },
  {
    name: '--project of other tests alone, a file filter that matches none, and --passWithNoTests',
    command: ['run', '--project=unit', 'nofile', '--passWithNoTests'],
    end: { ...asked('--project=unit', null), isOther: true },
  },
  {
    name: 'no contract file beside other tests',
    before: (project) => project.remove(contractPath),
    command: ['run'],
    end: red('there is no contract file to run'),
  },
  {
    name: 'a glob of contract files that matches none, beside other tests',
    options: "{ include: 'contract/*.ts' }",
    command: ['run'],
    end: red('contracts/people.contract.ts calls verify() and did not run'),
  },
  {
    name: 'no contract file but one outside of the glob, beside other tests',
    files: { 'contracts/orders.ts': contractFile() },
    before: (project) => project.remove(contractPath),
    command: ['run'],
    end: red('contracts/orders.ts calls verify() and did not run'),
  },
  {
    name: '--exclude of all contract files, beside other tests',
    command: ['run', '--exclude', '**/*.contract.ts'],
    end: red('there is no contract file to run'),
  },
  {
    name: 'no contract file, in a shard with other tests',
    before: (project) => project.remove(contractPath),
    command: ['run', '--shard=1/1'],
    end: red('there is no contract file to run'),
  },
  {
    name: '-t that matches other tests alone',
    command: ['run', '-t', 'adds'],
    end: asked('-t', 'it was left out by -t', '8 skipped'),
  },
  {
    name: 'a file filter for contracts that others verify',
    files: {
      'contracts/more.contract.ts': `import { contract, z } from 'assay';
        export const more = contract('more', { schema: z.object({ id: z.int() }) });`,
    },
    args: ['more'],
    end: red('Nothing was judged'),
  },
  {
    name: 'a file filter that leaves out the file that verifies a contract',
    files: makesMore,
    args: ['people'],
    end: asked('people', null),
  },
  {
    name: 'a contract file below dist, beside others',
    files: { 'dist/zebras.contract.ts': contractFile({ name: 'zebras' }) },
    end: asked('a folder named dist', null, 'dist/zebras.contract.ts did not run'),
  },
  {
    name: 'a contract file below dist that include names',
    files: {
      'dist/zebras.contract.ts': contractFile({
        name: 'zebras',
        expect: 'rows.count().atLeast(4),',
      }),
    },
    options: "{ include: ['contracts/*.contract.ts', 'dist/*.contract.ts'] }",
    end: red('rows.count() is at least 4'),
  },
  {
    name: 'no contract file, and --passWithNoTests',
    before: (project) => project.remove(contractPath),
    args: ['--passWithNoTests'],
    end: red('there is no contract file to run'),
  },
  {
    name: 'no contract file, in a config that says passWithNoTests',
    before: (project) => project.remove(contractPath),
    test: 'passWithNoTests: true,',
    end: red('there is no contract file to run'),
  },
  {
    name: 'no contract file, where both may be',
    before: (project) => project.remove(contractPath),
    args: ['--passWithNoTests'],
    options: '{ allowNoneSelected: true }',
    end: asked('allowNoneSelected: true', null),
  },
  {
    name: 'a glob of contract files that matches none',
    options: "{ include: 'contract/*.ts' }",
    end: red('there is no contract file to run'),
  },
  {
    name: 'a contract file beside the others that the glob does not match',
    files: { 'contracts/zebras.contracts.ts': contractFile({ name: 'zebras' }) },
    end: red('contracts/zebras.contracts.ts'),
  },
  {
    name: '--exclude of one contract file',
    files: two,
    args: ['--exclude', '**/zebras.contract.ts'],
    end: asked('--exclude', null),
  },
  {
    name: '--exclude of the file that verifies a contract which another one makes',
    files: makesMore,
    args: ['--exclude', '**/others.contract.ts'],
    end: asked('--exclude', null),
  },
  {
    name: '--exclude of a file, beside a contract that no file verifies',
    files: {
      ...two,
      [contractPath]: makesMore[contractPath],
    },
    args: ['--exclude', '**/nothing-like-this.ts'],
    end: red("Contract 'more' (contracts/people.contract.ts:2) is not verified on any data"),
  },
  {
    name: '--exclude of one contract file, in a config that excludes something itself',
    files: two,
    test: "exclude: ['other/**'],",
    args: ['--exclude', '**/zebras.contract.ts'],
    end: asked('--exclude', null),
  },
  {
    name: '--exclude of all contract files',
    args: ['--exclude', '**/*.contract.ts'],
    end: red('there is no contract file to run'),
  },
  {
    name: 'contract files in the exclude of the config',
    files: broken,
    test: "exclude: ['contracts/**'],",
    end: red('rows.count() is at least 4'),
  },
  {
    name: 'a dir in the config that contract files are outside of',
    files: broken,
    test: "dir: 'test',",
    command: ['run'],
    end: red('rows.count() is at least 4'),
  },
  {
    name: '--dir without contract files',
    files: broken,
    args: ['--dir', 'test'],
    end: red('rows.count() is at least 4'),
  },
  {
    name: '--changed, and nothing has changed',
    args: ['--changed'],
    before: async ({ root }) => {
      await git(root, 'init', '-q');
      await git(root, 'add', '.');
      await git(root, 'commit', '-qm', 'all');
    },
    end: asked('--changed', null),
  },
  {
    name: '--bail after a broken expectation',
    files: {
      [contractPath]: contractFile({
        expect: 'rows.count().atLeast(4),\n  rows.count().atLeast(1),',
      }),
    },
    args: ['--bail=1'],
    end: red('the run was stopped before it', { terminal: '· rows.count() is at least 1' }),
  },
  {
    name: 'every switch that could turn a verdict: -u, --retry, --isolate=false, --pool=threads, shuffled, --testTimeout=1',
    files: broken,
    args: [
      '-u',
      '--retry=3',
      '--isolate=false',
      '--pool=threads',
      '--sequence.shuffle',
      '--testTimeout=1',
      '--maxWorkers=1',
      '--allowOnly',
      '--watch=false',
    ],
    end: red('rows.count() is at least 4'),
  },
  {
    name: '--typecheck.only',
    files: broken,
    args: ['--typecheck.only'],
    end: red('rows.count() is at least 4'),
  },
  {
    name: 'expectations that only warn',
    files: { [contractPath]: contractFile({ expect: 'rows.count().atLeast(4).warn(),' }) },
    end: asked('.warn()', 'warned'),
  },
];
