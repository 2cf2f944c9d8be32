import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsText } from './column-kinds.ts';
import type { Fault } from './fault.ts';

/** Texts that were cut, as by a field that is too short. */
export const truncated: Fault = {
  kind: 'fault',
  name: 'truncated',
  description: 'text without its end',
  changes: (column) => (holdsText(column) ? changesOf(column, edits) : []),
};

const edits = [0.9, 0.5].map((share): Edit => ({ kind: 'truncate', share }));
