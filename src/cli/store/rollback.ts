import type { Command } from 'commander';
import { onStore, printLines, withStoreExits } from './store-command.ts';

/** Options of the command `assay rollback`. */
interface RollbackCommandOptions {
  readonly to?: string;
  readonly reason?: string;
  readonly store?: string;
}

/** Adds `assay rollback`. */
export function addRollback(program: Command): void {
  withStoreExits(program.command('rollback'))
    .description('move a tag back to a snapshot that it named before')
    .argument('<name>', 'the name of the dataset')
    .argument('<tag>', 'the tag, such as production')
    .option('--to <digest>', 'the snapshot (default: the one that it named before)')
    .option('--reason <text>', 'why, for the log')
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string, tag: string, options: RollbackCommandOptions) =>
      onStore(() => rollBack(name, tag, options)),
    );
}

async function rollBack(
  name: string,
  tag: string,
  { store: location, ...options }: RollbackCommandOptions,
): Promise<undefined> {
  const { openStore } = await import('../../store/open-store.ts');
  const { shownRef } = await import('./words.ts');
  const { moves } = await (await openStore(location)).rollback(name, tag, options);
  const [move] = moves;
  if (move === undefined) return;
  printLines([
    `${name}@${tag} is ${shownRef(name, move.to)}`,
    `  it was ${move.from === null ? 'none' : shownRef(name, move.from)}`,
  ]);
}
