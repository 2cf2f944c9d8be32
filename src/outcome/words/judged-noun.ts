import type { Outcome } from '../outcome.ts';

/** Returns the word for one of what an outcome counts: a row, or an element of a list. */
export const judgedNoun = ({ elementsOf }: Pick<Outcome, 'elementsOf'>): 'row' | 'element' =>
  elementsOf === undefined ? 'row' : 'element';
