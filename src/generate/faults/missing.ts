import { changesOf, constant } from './claims.ts';
import { holdsInstants, holdsNumbers, holdsText } from './column-kinds.ts';
import type { Fault, FaultColumn } from './fault.ts';

/** Values that are missing: NULL, or what was written in the place of nothing. */
export const missing: Fault = {
  kind: 'fault',
  name: 'missing',
  description: "missing values: NULL, 'N/A', '', 'null', -999, 1900-01-01",
  changes: (column) => changesOf(column, [null, ...sentinels(column)].map(constant)),
};

const sentinels = (column: FaultColumn) => [
  ...(holdsText(column) ? ['', 'N/A', 'null', '-'] : []),
  ...(holdsNumbers(column) ? [-999] : []),
  ...(holdsInstants(column) ? [new Date('1900-01-01')] : []),
];
