import { documentBytes } from '../canonical-json.ts';
import { isDigest } from '../digest.ts';
import type { LogEntry, LogRecord } from './record.ts';

/** The kinds of records, and the key that each has beside those of all. */
const kinds: Readonly<Record<LogEntry['kind'], string>> = {
  create: 'descriptor',
  promote: 'counts',
  refuse: 'reasons',
  rollback: 'moves',
  erase: 'deprecated',
  purge: 'files',
};

/** Returns the record that some bytes are; null for anything else, and for one that is not written as records are. */
export function parseRecord(bytes: Uint8Array): LogRecord | null {
  try {
    const record: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return isRecord(record) && Buffer.compare(documentBytes(record), bytes) === 0 ? record : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is LogRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { format, version, kind, sequence, previous, at } = value as Partial<LogRecord>;
  return (
    format === 'assay-log' &&
    version === 1 &&
    typeof kind === 'string' &&
    Object.hasOwn(kinds, kind) &&
    kinds[kind] in value &&
    Number.isInteger(sequence) &&
    (previous === null || isDigest(previous)) &&
    typeof at === 'string'
  );
}
