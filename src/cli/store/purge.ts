import type { Command } from 'commander';
import type { Purge, PurgedFile, PurgedSnapshot } from '../../store/erase/purge-deprecated.ts';
import { storeExitCodes } from '../../store/exit-codes.ts';
import { onStore, printLines, withStoreExits } from './store-command.ts';

/** Options of the command `assay purge`. */
interface PurgeCommandOptions {
  readonly dryRun?: boolean;
  readonly inPlace?: boolean;
  readonly store?: string;
}

/** Adds `assay purge`. */
export function addPurge(program: Command): void {
  withStoreExits(program.command('purge'))
    .description('delete the data of snapshots that hold erased rows')
    .argument('[name]', 'the name of the dataset (default: all)')
    .option('--dry-run', 'show what would be deleted')
    .option(
      '--in-place',
      'delete files outside of the store too, if they are as they were recorded',
    )
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string | undefined, options: PurgeCommandOptions) =>
      onStore(() => purge(name, options)),
    );
}

async function purge(
  name: string | undefined,
  { dryRun: isTrial = false, inPlace = false, store: location }: PurgeCommandOptions,
): Promise<number> {
  const { openStore } = await import('../../store/open-store.ts');
  const { purgeDeprecated } = await import('../../store/erase/purge-deprecated.ts');
  const { knownState } = await import('../../store/known-state.ts');
  const store = await openStore(location);
  const names = name === undefined ? await store.names() : [name];
  // A store that is not there has nothing to delete, and is not the one that was meant.
  if (names.length === 0) await knownState(store, 'data');
  let isAllPurged = true;
  for (const one of names) {
    const done = await purgeDeprecated(store, one, { isTrial, inPlace });
    printLines(await purgeLines(done, isTrial));
    isAllPurged &&= done.snapshots.every(({ isPurged }) => isPurged);
  }
  return isAllPurged ? storeExitCodes.done : storeExitCodes.refused;
}

async function purgeLines(
  { name, snapshots }: Purge,
  isTrial: boolean,
): Promise<readonly string[]> {
  const { folded, shortRef, shownRef } = await import('./words.ts');
  if (snapshots.length === 0) return [`${name}: no snapshot holds erased rows`];
  return [
    `${name}:${isTrial ? ' nothing is deleted, this is what would be' : ''}`,
    ...snapshots.flatMap((one) => [
      `  ${one.isPurged ? '✓' : '!'} ${shownRef(name, one.snapshot)} ${stateOf(one, isTrial)}`,
      ...one.files.flatMap((file) => folded(6, fateOf(file, isTrial, shortRef))),
    ]),
  ];
}

function stateOf({ isPurged, isLive }: PurgedSnapshot, isTrial: boolean): string {
  if (isLive) return 'is named by a tag: move the tag, or erase again';
  if (!isPurged) return 'still holds erased rows';
  return isTrial ? 'would be purged' : 'is purged';
}

function fateOf(file: PurgedFile, isTrial: boolean, shortRef: (ref: string) => string): string {
  switch (file.fate) {
    case 'deleted':
      return `${file.where}: ${isTrial ? 'to be deleted' : 'deleted'}`;
    case 'in place':
      return `${file.where}: lies outside of the store; delete it yourself, or run again with --in-place`;
    case 'gone':
      return `${file.where}: it is not there any more`;
    case 'needed': {
      const by = shortRef(file.by);
      return file.holds
        ? `${file.digest.slice(7, 19)}: stays, since ${by} has it too: erase the subjects there first`
        : `${file.digest.slice(7, 19)}: stays for ${by}`;
    }
  }
}
