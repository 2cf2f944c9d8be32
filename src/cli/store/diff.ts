import type { Command } from 'commander';
import type { DiffCommandOptions } from './run-diff.ts';
import { onStore, withStoreExits } from './store-command.ts';

/** Adds `assay diff`. */
export function addDiff(program: Command): void {
  withStoreExits(program.command('diff'))
    .description('show in which columns, rows and numbers two snapshots differ')
    .argument('<name>', 'the name of the dataset')
    .argument('<before>', 'a tag or a digest')
    .argument('<after>', 'a tag or a digest')
    .option('--key <columns>', 'the columns that tell rows apart, such as id,day')
    .option('--contract <file>', 'its contract: it has the key, and says what is masked')
    .option('--distinct', 'estimate the number of distinct values of each column too')
    .option('--drift', 'measure the drift of each column (default: up to a million rows)')
    .option('--no-drift', 'leave out the drift of each column')
    .option('--json <file>', 'write the difference as JSON; - prints it instead')
    .option('--exit-code', 'end with 1 if they differ')
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string, before: string, after: string, options: DiffCommandOptions) =>
      onStore(async () => {
        const { runDiff } = await import('./run-diff.ts');
        return runDiff(name, before, after, options);
      }),
    );
}
