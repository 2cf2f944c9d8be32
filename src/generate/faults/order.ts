import type { Fault } from './fault.ts';

/** Rows that are not where they were. */
export const order: Fault = {
  kind: 'fault',
  name: 'order',
  description: 'rows in another order',
  rows: ['move'],
};
