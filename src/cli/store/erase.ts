import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Erasure } from '../../store/erase/erase-subjects.ts';
import type { VerifiedErasures } from '../../store/erase/verify-erasures.ts';
import { storeExitCodes } from '../../store/exit-codes.ts';
import { gather } from '../gather.ts';
import { onStore, printLines, withStoreExits } from './store-command.ts';

/** Options of the command `assay erase`. */
interface EraseCommandOptions {
  readonly subject?: readonly string[];
  readonly reason?: string;
  readonly ledgerKey?: string;
  readonly deadline?: string;
  readonly verify?: boolean;
  readonly store?: string;
}

/** Adds `assay erase`. */
export function addErase(program: Command): void {
  withStoreExits(program.command('erase'))
    .description('erase the rows of persons from the snapshots that tags name, or verify that')
    // A value behind a misspelled option is not repeated.
    .configureOutput({
      outputError: (text, write) => write(text.replaceAll(/'(--?[\w-]+)=[^']*'/g, "'$1'")),
    })
    .argument('<names...>', 'the names of the datasets')
    .option(
      '--subject <column=value>',
      'whose rows; column=- reads values from the standard input, column=@file from a file',
      gather,
    )
    .option('--reason <text>', 'why, for the log: the number of a request, no name')
    .option('--ledger-key <file>', 'the key of the ledger (default: ASSAY_LEDGER_KEY)')
    .option('--deadline <duration>', 'until when older snapshots have to be deleted', '30d')
    .option('--verify', 'look for all erased subjects in all snapshots that tags name')
    .option('--store <place>', 'the store: a folder, or s3://bucket/prefix (default: .assay)')
    .action((names: readonly string[], options: EraseCommandOptions) =>
      onStore(() => (options.verify ? verify(names, options) : erase(names, options))),
    );
}

async function erase(names: readonly string[], options: EraseCommandOptions): Promise<undefined> {
  if (names.some((name) => name.includes('='))) {
    const { UsageError } = await import('../usage.ts');
    throw new UsageError('A subject stands behind --subject, not among the names of datasets.');
  }
  const { openStore } = await import('../../store/open-store.ts');
  const { eraseSubjects } = await import('../../store/erase/erase-subjects.ts');
  const { parseSubjects } = await import('../../store/erase/parse-subject.ts');
  const { readLedgerKey } = await import('../../store/erase/ledger-key.ts');
  const key = await readLedgerKey(options.ledgerKey);
  const deadline = await millisecondsOf(options.deadline ?? '30d');
  const subjects = await parseSubjects(options.subject ?? [], readValues);
  const store = await openStore(options.store);
  const { reason = '' } = options;
  for (const done of await eraseSubjects(store, names, subjects, { reason, key, deadline }))
    printLines(await erasedLines(done));
}

const readValues = async (file: string | null): Promise<string> => {
  if (file === null) return readAll(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { UsageError } = await import('../usage.ts');
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(`The file of a --subject can't be read (${code}).`);
  }
};

async function millisecondsOf(text: string): Promise<number> {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days) * 86_400_000;
  const { UsageError } = await import('../usage.ts');
  throw new UsageError(`--deadline takes days, such as 30d, not '${text}'.`);
}

async function erasedLines({ name, record, rows, derived }: Erasure): Promise<readonly string[]> {
  const { derivedLines } = await import('./derived-lines.ts');
  const { folded, shownRef } = await import('./words.ts');
  const { counted } = await import('../../outcome/printable-text.ts');
  const moved = record.moves.map(
    ({ tag, to }) =>
      `  ${name}@${tag} is ${shownRef(name, to)}: ${counted(rows.get(tag) ?? 0, 'row')} erased`,
  );
  return [
    `${name}: the erasure of ${counted(record.subjects.length, 'subject')} is on record`,
    ...(moved.length > 0 ? moved : ['  no snapshot that a tag names held one of them']),
    ...record.deprecated.flatMap(({ snapshot, deadline }) =>
      folded(
        2,
        `! ${shownRef(name, snapshot)} still holds their rows: delete it by ${deadline.slice(0, 10)} (assay purge ${name})`,
      ),
    ),
    ...derivedLines(derived),
  ];
}

async function verify(names: readonly string[], options: EraseCommandOptions): Promise<number> {
  const { openStore } = await import('../../store/open-store.ts');
  const { verifyErasures } = await import('../../store/erase/verify-erasures.ts');
  const { readLedgerKey } = await import('../../store/erase/ledger-key.ts');
  const key = await readLedgerKey(options.ledgerKey);
  const store = await openStore(options.store);
  let isKept = true;
  for (const name of names) {
    const verified = await verifyErasures(store, name, key);
    printLines(await verifiedLines(verified));
    isKept &&= verified.isKept;
  }
  return isKept ? storeExitCodes.done : storeExitCodes.refused;
}

async function verifiedLines(verified: VerifiedErasures): Promise<readonly string[]> {
  const { derivedLines } = await import('./derived-lines.ts');
  const { folded, shownRef } = await import('./words.ts');
  const { counted } = await import('../../outcome/printable-text.ts');
  const { name, subjects, snapshots, deprecated, derived } = verified;
  return [
    `${name}: ${subjects === 0 ? 'no subject was erased yet' : `${counted(subjects, 'erased subject')}`}`,
    ...snapshots.flatMap(({ snapshot, tags, rows, found, unreadable, missing }) => {
      const what = [
        found > 0 ? `${counted(found, 'row')} of them` : 'none of them',
        ...(unreadable > 0 ? [`${counted(unreadable, 'record')} that can't be read`] : []),
      ].join(', ');
      const lacks = missing.length > 0 ? `; it has no column ${missing.join(', ')}` : '';
      return folded(
        2,
        `${found + unreadable > 0 ? '×' : '✓'} ${shownRef(name, snapshot)} (${tags.join(', ')}): ${what} in ${counted(rows, 'row')}${lacks}`,
      );
    }),
    ...deprecated.flatMap(({ snapshot, deadline, isPast, tags }) => {
      const live = tags.length > 0 ? `, and ${tags.join(', ')} names it` : '';
      const by = `${isPast ? 'had' : 'has'} to be deleted by ${deadline.slice(0, 10)}`;
      return folded(
        2,
        `${isPast || tags.length > 0 ? '×' : '!'} ${shownRef(name, snapshot)} ${by}${live} (assay purge ${name})`,
      );
    }),
    ...derivedLines(derived),
  ];
}
