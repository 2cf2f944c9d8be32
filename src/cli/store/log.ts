import type { Command } from 'commander';
import { counted } from '../../outcome/printable-text.ts';
import { storeExitCodes } from '../../store/exit-codes.ts';
import { onStore, printLines, withStoreExits } from './store-command.ts';

/** Options of the command `assay log`. */
interface LogCommandOptions {
  readonly json?: boolean;
  readonly verify?: boolean;
  readonly store?: string;
}

/** Adds `assay log`. */
export function addLog(program: Command): void {
  withStoreExits(program.command('log'))
    .description('show what happened to the snapshots of a dataset, the latest first')
    .argument('<name>', 'the name of the dataset')
    .option('--json', 'print the records as JSON lines, the oldest first')
    .option('--verify', 'read everything, and fail if anything is not what was recorded')
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string, options: LogCommandOptions) => onStore(() => show(name, options)));
}

async function show(
  name: string,
  { json, verify, store: location }: LogCommandOptions,
): Promise<number> {
  const { openStore } = await import('../../store/open-store.ts');
  const { knownState } = await import('../../store/known-state.ts');
  const store = await openStore(location);
  if (verify) return verifyLog(store, name);
  await knownState(store, name);
  const records = await store.log(name);
  const { canonicalJson } = await import('../../store/canonical-json.ts');
  const { recordLines } = await import('./words.ts');
  if (json) process.stdout.write(`${records.map(canonicalJson).join('\n')}\n`);
  else printLines(records.toReversed().flatMap(recordLines));
  return storeExitCodes.done;
}

async function verifyLog(
  store: import('../../store/store.ts').Store,
  name: string,
): Promise<number> {
  const { checkName } = await import('../../store/names.ts');
  const problems = await store.verify(checkName(name));
  if (problems.length > 0) {
    const { folded } = await import('./words.ts');
    printLines([
      `${problems.length} ${problems.length === 1 ? 'file is' : 'files are'} not as recorded for ${name}:`,
      ...problems.flatMap(({ file, message }) => [`× ${file}`, ...folded(2, message)]),
    ]);
    return storeExitCodes.refused;
  }
  const { knownState } = await import('../../store/known-state.ts');
  const { head, snapshots } = await knownState(store, name);
  printLines([
    `${name}: ${counted(head?.sequence ?? 0, 'record')}, ${counted(snapshots.size, 'snapshot')}, all as they were recorded.`,
  ]);
  return storeExitCodes.done;
}
