import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsNumbers, holdsNumberText } from './column-kinds.ts';
import type { Fault } from './fault.ts';

/** Numbers that are written as text, with the separators of some country. */
export const numberFormats: Fault = {
  kind: 'fault',
  name: 'number formats',
  description: 'numbers with a decimal comma, or with thousands separators',
  changes: (column) =>
    holdsNumbers(column) || holdsNumberText(column) ? changesOf(column, edits) : [],
};

const separators = [
  [',', ''],
  [',', '.'],
  ['.', ','],
  [',', ' '],
] as const;

const edits = separators.map(
  ([decimal, thousands]): Edit => ({ kind: 'numberFormat', decimal, thousands }),
);
