import type { Edit } from '../../value/edit.ts';
import { changesOf } from './claims.ts';
import { holdsBooleans, holdsInstants, holdsNumbers } from './column-kinds.ts';
import type { Fault, FaultColumn } from './fault.ts';

/** Values of another type: a number, a date or a boolean as text, a boolean or a date as a number. */
export const types: Fault = {
  kind: 'fault',
  name: 'types',
  description: "numbers and dates as text, 'yes' or 1 for a boolean",
  changes: (column) => changesOf(column, edits(column)),
};

const edits = (column: FaultColumn): readonly Edit[] => [
  ...(holdsNumbers(column) ? [numberAsText] : []),
  ...(holdsBooleans(column) ? booleans : []),
  ...(holdsInstants(column) ? instants : []),
];

const numberAsText: Edit = { kind: 'numberFormat', decimal: '.', thousands: '' };

const booleans: readonly Edit[] = [
  { kind: 'booleanFormat', yes: 'yes', no: 'no' },
  { kind: 'booleanFormat', yes: 'true', no: 'false' },
  { kind: 'booleanFormat', yes: 1, no: 0 },
];

const instants: readonly Edit[] = [
  { kind: 'dateFormat', to: 'without zone' },
  { kind: 'dateFormat', to: 'epoch' },
];
