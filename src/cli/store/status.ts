import type { Command } from 'commander';
import { counted } from '../../outcome/printable-text.ts';
import type { NameState } from '../../store/log/name-state.ts';
import type { Snapshot } from '../../store/snapshot/snapshot-record.ts';
import type { Store } from '../../store/store.ts';
import { StoreError } from '../../store/store-error.ts';
import { onStore, printLines, withStoreExits } from './store-command.ts';

/** Adds `assay status`. */
export function addStatus(program: Command): void {
  withStoreExits(program.command('status'))
    .description('show what the tags of a dataset name, or those of all')
    .argument('[name]', 'the name of the dataset')
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string | undefined, options: { readonly store?: string }) =>
      onStore(() => status(name, options.store)),
    );
}

async function status(name: string | undefined, location: string | undefined): Promise<undefined> {
  const { openStore } = await import('../../store/open-store.ts');
  const { knownState } = await import('../../store/known-state.ts');
  const { checkName } = await import('../../store/names.ts');
  const store = await openStore(location);
  const names = name === undefined ? await store.names() : [checkName(name)];
  if (names.length === 0) await knownState(store, 'data');
  for (const one of names) printLines(await linesOf(store, await knownState(store, one)));
}

/** Returns a line on a file that is not what was recorded; none if all are, by their sizes and times. */
async function unreadable(store: Store, snapshot: Snapshot): Promise<readonly string[]> {
  const { checkedFiles } = await import('../../store/snapshot/data-files.ts');
  try {
    await checkedFiles(store, snapshot, { read: false });
    return [];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return [`! ${error.message}`];
  }
}

async function linesOf(store: Store, state: NameState): Promise<readonly string[]> {
  const { readDescriptor } = await import('../../store/snapshot/read-snapshot.ts');
  const { folded, shownRef, shownTime, sizeLine } = await import('./words.ts');
  const { name, tags, snapshots, deprecated, purged, head } = state;
  const lines = [
    `${name}: ${counted(snapshots.size, 'snapshot')}, last changed ${shownTime(head?.at ?? '')}`,
  ];
  const width = Math.max(0, ...[...tags.keys()].map(({ length }) => length));
  for (const [tag, { snapshot }] of tags) {
    const found = await readDescriptor(store, state, snapshot);
    lines.push(`  ${tag.padEnd(width)}  ${shownRef(name, snapshot)}  ${shownTime(found.created)}`);
    const more = [sizeLine(found), ...(await unreadable(store, found))];
    lines.push(...more.flatMap((line) => folded(width + 4, line)));
  }
  for (const [digest, { deadline }] of deprecated)
    lines.push(
      `  ! ${shownRef(name, digest)} holds erased rows: delete it by ${deadline.slice(0, 10)} (assay purge)`,
    );
  if (purged.size > 0)
    lines.push(`  ${counted(purged.size, 'snapshot')} had the data deleted (assay purge)`);
  if (deprecated.size + purged.size > 0) {
    const { derivedFrom } = await import('../../store/erase/derived-from.ts');
    const { derivedLines } = await import('./derived-lines.ts');
    lines.push(...derivedLines(await derivedFrom(store, name, [...deprecated.keys(), ...purged])));
  }
  return lines;
}
