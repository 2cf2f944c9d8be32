import type { ErasedSubject, EraseEntry, LogRecord } from '../log/record.ts';
import { StoreError } from '../store-error.ts';
import { columnKey } from './column-key.ts';
import type { LedgerKey } from './ledger-key.ts';
import type { IsSubject } from './subject-rows.ts';
import { readingsOfSubject } from './value-reading.ts';

/** A subject as it was given: the values are texts, whatever the type of the column. */
export interface Subject {
  readonly column: string;
  readonly value: string;
}

/** The text whose HMAC shows that a key is the one of the ledger. */
const keyText = 'assay: the key of an erasure ledger';

/** Returns the text by which a key is recognised. */
export const fingerprintOf = (key: LedgerKey): string => key.hmac(keyText);

/** Returns what the ledger keeps of a subject, in an order that says nothing of the value. */
export const erasedSubject = ({ column, value }: Subject, key: LedgerKey): ErasedSubject => ({
  column,
  hmacs: readingsOfSubject(value)
    .map((reading) => key.hmac(reading))
    .sort(),
});

/** Returns the erasures of a log. */
export const erasuresOf = (records: readonly LogRecord[]): readonly (LogRecord & EraseEntry)[] =>
  records.filter((record) => record.kind === 'erase');

/** The number of values whose HMAC is remembered. */
const remembered = 100_000;

/** Returns the test for the subjects of a ledger; `asColumn` looks up all of them in one column. */
export function ledgerTest(
  subjects: readonly ErasedSubject[],
  key: LedgerKey,
  asColumn: string | null = null,
): IsSubject {
  const byColumn = new Map<string, Set<string>>();
  for (const { column, hmacs } of subjects) {
    const name = columnKey(asColumn ?? column);
    const known = byColumn.get(name) ?? new Set();
    for (const hmac of hmacs) known.add(hmac);
    byColumn.set(name, known);
  }
  const hashed = new Map<string, string>();
  const hmacOf = (reading: string): string => {
    const before = hashed.get(reading);
    if (before !== undefined) return before;
    const hmac = key.hmac(reading);
    if (hashed.size < remembered) hashed.set(reading, hmac);
    return hmac;
  };
  return (column, reading) => byColumn.get(columnKey(column))?.has(hmacOf(reading)) === true;
}

/**
 * Refuses a key that is not the one with which the ledger was written: with another one no subject would ever be found.
 *
 * @throws {StoreError} `STORE_USAGE`
 */
export function refuseOtherKey(name: string, erasures: readonly EraseEntry[], key: LedgerKey) {
  const fingerprint = fingerprintOf(key);
  const other = erasures.filter((erasure) => erasure.key !== fingerprint);
  if (other.length === 0) return;
  throw new StoreError(
    'STORE_USAGE',
    `The key is not the one with which ${other.length} of ${erasures.length} erasures of ${name} were recorded, so that it could find none of their subjects: give that key by --ledger-key FILE or ASSAY_LEDGER_KEY.`,
  );
}
