import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsText } from './column-kinds.ts';
import type { Fault } from './fault.ts';

/** Texts in another case. */
export const otherCase: Fault = {
  kind: 'fault',
  name: 'case',
  description: 'text in upper, lower or title case',
  changes: (column) => (holdsText(column) ? changesOf(column, edits) : []),
};

const edits = (['upper', 'lower', 'title'] as const).map((to): Edit => ({ kind: 'case', to }));
