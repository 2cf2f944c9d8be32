import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsDateText, holdsInstants } from './column-kinds.ts';
import type { Fault } from './fault.ts';

/** Instants that are too late to be true, or came long after they should have. */
export const timestamps: Fault = {
  kind: 'fault',
  name: 'timestamps',
  description: 'timestamps of ten years later, a day later, or a month earlier',
  changes: (column) =>
    holdsInstants(column) || holdsDateText(column) ? changesOf(column, edits) : [],
};

const day = 86_400_000;
const edits = [3652, 1, -30].map((days): Edit => ({ kind: 'shift', by: days * day }));
