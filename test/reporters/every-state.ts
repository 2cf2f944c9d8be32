import type { Dialect } from '../../reporters/junit/render.ts';
import { reportOf } from './example.ts';

export const dialects: readonly Dialect[] = ['common', 'properties', 'jenkins'];

/** A report with an outcome of each state, and two problems of the run. */
export const everyState = reportOf(undefined, [
  { message: 'A worker was killed.', file: null },
  { message: 'It can not be loaded.', file: 'contracts/a.contract.ts' },
]);
