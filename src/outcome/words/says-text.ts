import type { Outcome } from '../outcome.ts';

/** Returns what the judge says of the rows that it refuses: `'"a lies before b" of 1 row'`; null if it says nothing. */
export const saysText = ({ evidence }: Pick<Outcome, 'evidence'>): string | null =>
  evidence?.says === undefined || evidence.says.length === 0 ? null : evidence.says.join(', ');
