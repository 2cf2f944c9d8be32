import type { Outcome } from '../outcome.ts';

/** The word for one of what an outcome counts. */
export type JudgedNoun = 'row' | 'element';

/** Returns the word for one of what an outcome counts: a row, or an element of a list. */
export const judgedNoun = ({ elementsOf }: Pick<Outcome, 'elementsOf'>): JudgedNoun =>
  elementsOf === undefined ? 'row' : 'element';
