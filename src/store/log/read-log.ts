import { counted } from '../../outcome/printable-text.ts';
import type { Backend } from '../backend/backend.ts';
import { digestOf } from '../digest.ts';
import { headKey, logPrefix, recordKey } from '../keys.ts';
import { StoreError } from '../store-error.ts';
import type { StoreProblem } from '../store-problem.ts';
import { type Head, readHead } from './head.ts';
import { parseRecord } from './parse-record.ts';
import type { Digest, LogRecord } from './record.ts';

/** A log as it was read: its records, and all that is wrong with them. */
export interface ReadLog {
  readonly records: readonly LogRecord[];
  readonly problems: readonly StoreProblem[];
}

/**
 * Reads a whole log.
 *
 * @throws {StoreError} `STORE_BROKEN` with the first problem, since what follows from an edited log is not known.
 */
export async function readLog(
  backend: Backend,
  name: string,
  store: string,
): Promise<readonly LogRecord[]> {
  const { records, problems } = await inspectLog(backend, name, store);
  const [first] = problems;
  if (first === undefined) return records;
  throw new StoreError(
    'STORE_BROKEN',
    `The log of ${name} in the store ${backend.shown} can't be relied on: ${first.file}: ${first.message} Restore the log from a copy; assay log ${name} --verify lists all that is wrong.`,
  );
}

/** Reads a whole log and compares each record with the chain. */
export async function inspectLog(backend: Backend, name: string, store: string): Promise<ReadLog> {
  // The hint comes first: a record that is appended meanwhile must not make it look beyond the log.
  const head = await readHead(backend, name);
  const listed = await backend.list(logPrefix(name));
  const keys = new Set(listed.map(({ key }) => key));
  const last = lastOf(keys, name);
  const read = await Promise.all(
    Array.from({ length: last }, (_, at) => readOne(backend, name, at + 1)),
  );
  const problems = [
    ...(head === 'edited'
      ? [problem(headKey(name), 'it is not as it was written: someone edited it.')]
      : cutOff(head, name, last)),
    ...compareChain(read, head === 'edited' ? null : head, name, store),
  ];
  return { records: read.flatMap(({ record }) => (record === null ? [] : [record])), problems };
}

/** A record as it was read; null for one that is missing or is not a record. */
interface ReadOne {
  readonly sequence: number;
  readonly digest: Digest | null;
  readonly record: LogRecord | null;
}

async function readOne(backend: Backend, name: string, sequence: number): Promise<ReadOne> {
  const bytes = await backend.read(recordKey(name, sequence));
  if (bytes === null) return { sequence, digest: null, record: null };
  return { sequence, digest: digestOf(bytes), record: parseRecord(bytes) };
}

function lastOf(keys: ReadonlySet<string>, name: string): number {
  const numbers = [...keys].map((key) => Number(key.slice(logPrefix(name).length).split('/')[0]));
  return Math.max(0, ...numbers.filter((number) => Number.isInteger(number)));
}

const cutOff = (head: Head | null, name: string, last: number): readonly StoreProblem[] =>
  head === null || head.sequence <= last
    ? []
    : [
        problem(
          recordKey(name, head.sequence),
          `it is missing, though the log had ${counted(head.sequence, 'record')}: the end of the log was cut off, or copied in part.`,
        ),
      ];

/**
 * Compares each record with the digest that the next one has of it, from the last record to the first: so that the
 * record is named that was edited, and not the one after it.
 */
function compareChain(
  read: readonly ReadOne[],
  head: Head | null,
  name: string,
  store: string,
): readonly StoreProblem[] {
  const problems: StoreProblem[] = [];
  let wanted: Digest | null = null;
  for (const one of read.toReversed()) {
    if (head?.sequence === one.sequence) wanted = head.digest;
    const found = faultOf(one, wanted, name, store);
    if (found !== null) problems.push(problem(recordKey(name, one.sequence), found));
    // What an edited record says of the one before it is not known to be true.
    wanted = found === null ? (one.record?.previous ?? null) : null;
  }
  return problems.toReversed();
}

function faultOf(
  { sequence, digest, record }: ReadOne,
  wanted: Digest | null,
  name: string,
  store: string,
): string | null {
  if (digest === null) return 'it is missing: the store was copied in part, or someone removed it.';
  if (record === null) return 'it is no record of a log: someone edited it.';
  if (wanted !== null && digest !== wanted)
    return 'it is not what the record after it is chained to: someone edited it.';
  if (record.sequence !== sequence || record.name !== name)
    return `it is the record ${record.sequence} of ${record.name}: it was moved here.`;
  if (record.store !== store)
    return 'it belongs to another store: the files of two stores were mixed.';
  if ((record.previous === null) !== (sequence === 1))
    return 'it is not chained to the record before it.';
  return null;
}

const problem = (file: string, message: string): StoreProblem => ({ file, message });
