import type { Fault } from './fault.ts';

/** Rows that are there twice, the second time as they are or with one value changed. */
export const duplicates: Fault = {
  kind: 'fault',
  name: 'duplicates',
  description: 'rows that are repeated, or nearly',
  rows: ['repeat', 'nearly'],
};
