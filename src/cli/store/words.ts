import { counted, inert, visible, wrap } from '../../outcome/printable-text.ts';
import { shortDigest } from '../../store/digest.ts';
import type { Digest, LogRecord } from '../../store/log/record.ts';
import type { Snapshot } from '../../store/snapshot/snapshot-record.ts';

/** Returns the name of a snapshot as people read it: `trips@4f2a91c3d0e7`. */
export const shownRef = (name: string, digest: Digest): string => `${name}@${shortDigest(digest)}`;

/** The columns of a terminal that lines are made for. */
const columns = 80;

/** Returns a text as lines that fit a terminal, after a number of spaces; further lines of it are indented by two more. */
export const folded = (indent: number, text: string): readonly string[] =>
  wrap(visible(text), columns - indent - 2).map(
    (line, at) => `${' '.repeat(at === 0 ? indent : indent + 2)}${inert(line)}`,
  );

/** Returns an amount of bytes: `1.2 MB`. */
function shownBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const at = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${at === 0 ? bytes : (bytes / 1000 ** at).toFixed(1)} ${units[at]}`;
}

/** Returns a line on what a snapshot consists of. */
export function sizeLine({ files, rows, columns, format }: Snapshot): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const where = files.every(({ path }) => path === null)
    ? 'copied into the store'
    : files.every(({ path }) => path !== null)
      ? 'in place'
      : 'some copied into the store';
  return `${counted(rows, 'row')}, ${counted(columns.length, 'column')}, ${counted(files.length, `${format} file`)}, ${shownBytes(bytes)}, ${where}`;
}

/** Returns a time to the second: `2026-12-01 16:06:54`. */
export const shownTime = (at: string): string => at.replace('T', ' ').slice(0, 19);

/** Returns what a record says, in a line or more. */
export function recordLines(record: LogRecord): readonly string[] {
  const { sequence, at, name } = record;
  const head = `${String(sequence).padStart(4)}  ${shownTime(at)}  ${record.kind.padEnd(8)}`;
  return [
    `${head}  ${subjectOf(record, name)}`,
    ...detailsOf(record).flatMap((line) => folded(6, line)),
  ];
}

function subjectOf(record: LogRecord, name: string): string {
  if (record.kind === 'erase') return counted(record.subjects.length, 'subject');
  if (record.kind === 'purge') return counted(record.snapshots.length, 'snapshot');
  return shownRef(name, record.snapshot);
}

function detailsOf(record: LogRecord): readonly string[] {
  const moves =
    'moves' in record
      ? record.moves.map(
          ({ tag, from, to }) =>
            `${tag}: ${from === null ? 'new' : shortDigest(from)} -> ${shortDigest(to)}`,
        )
      : [];
  switch (record.kind) {
    case 'create': {
      const { step, inputs } = record.lineage;
      return [
        ...moves,
        ...(step === null ? [] : [`by ${step}`]),
        ...inputs.map((input) => `from ${shortRef(input)}`),
        ...(record.commit === null ? [] : [`commit ${record.commit.slice(0, 12)}`]),
      ];
    }
    case 'promote':
      return [...moves, countsLine(record.counts), ...approvedBy(record.approvers)];
    case 'refuse':
      return [`to ${record.tag}: ${countsLine(record.counts)}`, ...record.reasons];
    case 'rollback':
      return [...moves, ...(record.reason === null ? [] : [record.reason])];
    case 'erase':
      return [
        record.reason,
        ...moves,
        ...record.deprecated.map(
          ({ snapshot, deadline }) =>
            `${shortDigest(snapshot)} has to be deleted by ${deadline.slice(0, 10)}`,
        ),
      ];
    case 'purge':
      return [`${counted(record.files.length, 'file')} deleted`];
  }
}

/** Returns a reference with the short form of its digest. */
export const shortRef = (ref: string): string =>
  ref.replace(/(sha256:)?([0-9a-f]{12})[0-9a-f]{52}$/, '$2');

const approvedBy = (approvers: readonly string[]) =>
  approvers.length === 0 ? [] : [`approved by ${approvers.join(', ')}`];

/** Returns the counts of an outcome document in words. */
export function countsLine(counts: Readonly<Record<string, number>>): string {
  const words: Readonly<Record<string, string>> = {
    passed: 'passed',
    warned: 'warned',
    failed: 'failed',
    errored: 'could not be judged',
    notRun: 'not run',
  };
  const found = Object.entries(words).flatMap(([state, word]) =>
    (counts[state] ?? 0) > 0 ? [`${counts[state]} ${word}`] : [],
  );
  return found.length === 0 ? 'nothing was judged' : found.join(', ');
}
