import { isRed, type Outcome } from './outcome.ts';
import { counted } from './printable-text.ts';

/**
 * Returns the number of notes on expectations that are not red, and where they are read; null if there are none. The notes of what is
 * red stand beside it. With `hasPage` the run writes the HTML report anyway.
 */
export function notesLine(outcomes: readonly Outcome[], hasPage: boolean): string | null {
  const quiet = outcomes.filter((outcome) => !isRed(outcome));
  const notes = new Set(quiet.flatMap(({ evidence }) => evidence?.notes ?? []));
  if (notes.size === 0) return null;
  const shown = `${counted(notes.size, 'note')} on how expectations were judged. The HTML report shows ${notes.size === 1 ? 'it' : 'them'}`;
  return hasPage ? `${shown}.` : `${shown}: run with --reporter=assay/reporters/html`;
}
