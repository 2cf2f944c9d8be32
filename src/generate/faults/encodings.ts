import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsText } from './column-kinds.ts';
import type { Fault } from './fault.ts';

/** Texts that were read in the wrong encoding, or are written with other code points. */
export const encodings: Fault = {
  kind: 'fault',
  name: 'encodings',
  description: 'text read in a wrong encoding, with a byte order mark, or decomposed',
  changes: (column) => (holdsText(column) ? changesOf(column, edits) : []),
};

const edits: readonly Edit[] = [
  { kind: 'mojibake' },
  { kind: 'decompose' },
  { kind: 'surround', before: '\ufeff', after: '' },
  { kind: 'surround', before: '', after: '\ufffd' },
];
