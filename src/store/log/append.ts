import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Backend } from '../backend/backend.ts';
import { documentBytes } from '../canonical-json.ts';
import { digestOf } from '../digest.ts';
import { headKey, recordKey } from '../keys.ts';
import { StoreError } from '../store-error.ts';
import { foldLog } from './fold.ts';
import { headBytes } from './head.ts';
import type { NameState } from './name-state.ts';
import { readLog } from './read-log.ts';
import type { Digest, LogEntry, LogRecord } from './record.ts';

/** The number of times that another process may be first. */
const tries = 200;

/** The difference between two machines' clocks that is taken for none, in milliseconds. */
const skew = 5 * 60_000;

/**
 * Appends a record to a log. Of several processes one creates the next record; the others are asked for their entry again,
 * with the state that it made.
 */
export async function appendRecord(
  backend: Backend,
  store: string,
  name: string,
  entryFor: (state: NameState) => LogEntry | Promise<LogEntry>,
): Promise<LogRecord> {
  for (let tried = 0; tried < tries; tried += 1) {
    const records = await readLog(backend, name, store);
    const state = foldLog(name, records);
    const at = timeAfter(state.head, new Date());
    const record: LogRecord = {
      ...(await entryFor(state)),
      format: 'assay-log',
      version: 1,
      store,
      name,
      sequence: (state.head?.sequence ?? 0) + 1,
      previous: state.head === null ? null : digestOfRecord(state.head),
      at,
      nonce: randomUUID(),
    };
    const bytes = documentBytes(record);
    if (await backend.create(recordKey(name, record.sequence), bytes)) {
      await hint(backend, record, digestOf(bytes));
      return record;
    }
    await wait(Math.random() * Math.min(20 * (tried + 1), 500));
  }
  throw new StoreError(
    'STORE_CONFLICT',
    `Nothing could be written to the log of ${name}, since other processes were first ${tries} times: try again later.`,
  );
}

/** Returns the digest of a record's bytes. */
export const digestOfRecord = (record: LogRecord): Digest => digestOf(documentBytes(record));

/** Writes the hint at the last record. The record has landed: an error here is no failure of it. */
async function hint(
  backend: Backend,
  { name, sequence }: LogRecord,
  digest: Digest,
): Promise<void> {
  try {
    await backend.write(headKey(name), headBytes({ sequence, digest }));
  } catch {
    // The next writer writes it.
  }
}

/** Returns the time of the next record, which is never before that of the last one. */
function timeAfter(head: LogRecord | null, now: Date): string {
  if (head === null || now.toISOString() >= head.at) return now.toISOString();
  if (Date.parse(head.at) - now.getTime() <= skew) return head.at;
  throw new StoreError(
    'STORE_CLOCK',
    `The clock of this machine says ${now.toISOString()}, and the last record of the log of ${head.name} was written at ${head.at}: set the clock, since the log is in the order of time. Nothing was written.`,
  );
}
