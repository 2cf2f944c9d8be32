import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsNumbers } from './column-kinds.ts';
import type { Fault } from './fault.ts';

/** Numbers in another unit, or with the other sign. */
export const units: Fault = {
  kind: 'fault',
  name: 'units',
  description:
    'numbers in another unit (1000, 100, 0.001 or 2.54 times as much), or of the other sign',
  changes: (column) => (holdsNumbers(column) ? changesOf(column, edits) : []),
};

const edits = [100, 1000, 0.001, 2.54, -1].map((by): Edit => ({ kind: 'scale', by }));
