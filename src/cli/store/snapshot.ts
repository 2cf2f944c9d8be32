import type { Command } from 'commander';
import { gather } from '../gather.ts';
import { onStore, printLines, withStoreExits } from './store-command.ts';

/** Options of the command `assay snapshot create`. */
interface CreateCommandOptions {
  readonly tag?: string;
  readonly copy?: boolean;
  readonly parent?: string;
  readonly step?: string;
  readonly input?: readonly string[];
  readonly table?: string;
  readonly store?: string;
}

/** Adds `assay snapshot create`. */
export function addSnapshot(program: Command): void {
  const snapshot = withStoreExits(program.command('snapshot'))
    .description('record states of data files that never change')
    .showHelpAfterError('(assay snapshot create NAME FILES... records one)');
  withStoreExits(snapshot.command('create'))
    .description('record a snapshot: the digest of every file, the schema, the row count')
    .argument('<name>', 'the name of the dataset')
    .argument('<files...>', 'data files of one format, or globs in quotes')
    .option('--tag <tag>', 'name it by a tag, such as candidate')
    .option('--copy', 'copy the files into the store, so that they may change or go away')
    .option('--parent <ref>', 'the snapshot that it was made from (default: what the tag named)')
    .option('--step <name>', 'the step that produced the data, such as clean.py')
    .option('--input <ref>', 'a snapshot that the step read, such as raw@production', gather)
    .option('--table <name>', 'the table, if the file is a database')
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((name: string, files: readonly string[], options: CreateCommandOptions) =>
      onStore(() => create(name, files, options)),
    );
}

async function create(
  name: string,
  files: readonly string[],
  { store: location, input, table, ...options }: CreateCommandOptions,
): Promise<undefined> {
  const { openStore } = await import('../../store/open-store.ts');
  const { folded, shownRef, sizeLine } = await import('./words.ts');
  const store = await openStore(location);
  const data = table === undefined ? files : await tableOf(files, table);
  const made = await store.create(name, data, { ...options, ...(input && { inputs: input }) });
  const { deprecated } = await store.state(name);
  const held = deprecated.get(made.digest);
  printLines([
    `${shownRef(name, made.digest)}${options.tag === undefined ? '' : ` is ${name}@${options.tag}`}`,
    `  ${sizeLine(made)}`,
    `  ${made.digest}`,
    ...(held === undefined ? [] : folded(2, erasedLine(held.deadline))),
  ]);
}

const erasedLine = (deadline: string): string =>
  `! it holds erased rows, and no gate promotes it: take them out of the files, and delete this data by ${deadline.slice(0, 10)} (assay purge)`;

/** Returns the dataset of a table of a database. */
async function tableOf(files: readonly string[], table: string) {
  const { sourceOf } = await import('../reading/source.ts');
  const [file = '', ...more] = files;
  if (more.length === 0) return sourceOf(file, { table }).dataset;
  const { UsageError } = await import('../usage.ts');
  throw new UsageError('--table names a table of one database: give one file.');
}
