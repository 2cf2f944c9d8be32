import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import type { Fixture } from '../../support/fixture.ts';
import { contractFile } from '../files.ts';
import { asked, type Red, red, type Way } from './way.ts';

const files = {
  'contracts/zebras.contract.ts': contractFile({ name: 'zebras' }),
  'contracts/yaks.contract.ts': contractFile({ name: 'yaks' }),
};

/** Run one shard as CI does; its blob lies in .vitest/blob afterwards. */
async function shard(project: Fixture, part: string, ...args: readonly string[]): Promise<void> {
  await project.run('vitest', [
    'run',
    '--reporter=blob',
    `--shard=${part}`,
    `--outputFile.blob=blobs/${part.replace('/', '-')}.json`,
    ...args,
  ]);
}

const contractsOnly = '--project=contracts';

async function shards(project: Fixture, ...parts: readonly string[]): Promise<void> {
  for (const part of parts) await shard(project, part, contractsOnly);
}

const merge = (name: string, end: Red, before: (project: Fixture) => Promise<unknown>): Way => ({
  name,
  files,
  command: ['run', '--merge-reports=blobs', contractsOnly],
  before,
  end,
});

/** Runs in parts. */
export const inShards: readonly Way[] = [
  {
    name: 'more shards than contract files',
    args: ['--shard=3/3'],
    end: red('The run did not end', { terminal: '--shard <count> must be a smaller than count' }),
  },
  {
    name: 'a shard without contract files, and --passWithNoTests',
    args: ['--shard=2/2', '--passWithNoTests'],
    end: red('there is no contract file to run'),
  },
  merge('a merge with one shard missing', red('contracts/'), (project) =>
    shards(project, '1/3', '3/3'),
  ),
  {
    ...merge(
      'a merge without the shard that had the contracts',
      red('contracts/people.contract.ts'),
      async (project) => {
        await project.remove('contracts/zebras.contract.ts');
        await project.remove('contracts/yaks.contract.ts');
        for (const part of ['1/2', '2/2']) await shard(project, part);
        for (const name of await readdir(project.path('blobs'))) {
          const text = await project.read(`blobs/${name}`);
          if (text.includes('assayDeclared')) await rm(project.path(`blobs/${name}`));
        }
      },
    ),
    command: ['run', '--merge-reports=blobs'],
  },
  {
    ...merge(
      'a merge of shards one of which lost its worker',
      red('8 expectations got no result'),
      (project) => shards(project, '1/2', '2/2'),
    ),
    files: {
      'contracts/zebras.contract.ts': contractFile({
        name: 'zebras',
        more: "import { beforeAll } from 'vitest';\nbeforeAll(() => { process.kill(process.pid, 'SIGKILL'); });",
      }),
    },
  },
  merge('a merge of the same shard twice', red('more than once'), async (project) => {
    await shards(project, '1/2', '2/2');
    await copyFile(project.path('blobs/2-2.json'), project.path('blobs/again.json'));
  }),
  merge('a merge of shards of different runs', red('different runs'), async (project) => {
    await shards(project, '1/2');
    await project.remove('contracts/zebras.contract.ts');
    await shards(project, '2/2');
  }),
  merge(
    'a merge with a blob that is cut off',
    red('The run did not end', { terminal: 'JSON' }),
    async (project) => {
      await shards(project, '1/2', '2/2');
      const text = await project.read('blobs/2-2.json');
      await writeFile(project.path('blobs/2-2.json'), text.slice(0, text.length / 2));
    },
  ),
  merge(
    'a merge of an empty folder',
    red('The run did not end', { terminal: 'requires at least one blob file' }),
    (project) => mkdir(project.path('blobs')),
  ),
];

/** Runs in parts of which none is lost. */
export const wholeMerges: readonly Way[] = [
  {
    name: 'of the contracts',
    files,
    command: ['run', '--merge-reports=blobs', contractsOnly],
    before: (project) => shards(project, '1/3', '2/3', '3/3'),
    end: asked('nothing is lost', null),
  },
  {
    name: 'of contracts and other tests',
    files,
    command: ['run', '--merge-reports=blobs'],
    before: async (project) => {
      for (const part of ['1/2', '2/2']) await shard(project, part);
    },
    end: asked('nothing is lost', null),
  },
  {
    name: 'of contracts in two environments',
    command: ['run', '--merge-reports=blobs', contractsOnly],
    before: async (project) => {
      for (const label of ['linux', 'macos']) {
        const blob = `--outputFile.blob=blobs/${label}.json`;
        const args = ['run', '--reporter=blob', blob, contractsOnly];
        await project.run('vitest', args, { VITEST_BLOB_LABEL: label });
      }
    },
    end: asked('nothing is lost', null),
  },
];
