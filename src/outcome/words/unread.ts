import { counted } from '../printable-text.ts';

/** The records of a dataset that could not be read as such, and the fields of others that could not. */
export interface Unread {
  readonly records: number;
  readonly fields: number;
}

/** Returns what could not be read in words: `3 records and 305 fields`. */
export function unreadText({ records, fields }: Unread): string {
  const parts = [
    ...(records > 0 || fields === 0 ? [counted(records, 'record')] : []),
    ...(fields > 0 ? [counted(fields, 'field')] : []),
  ];
  return parts.join(' and ');
}
