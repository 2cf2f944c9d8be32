import { movedMost } from '../../src/outcome/drift/moved.ts';
import { comparisonOf, ranked } from '../../src/outcome/drift/ranked.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { smallSteps } from './drift-steps.ts';
import { type Child, el } from './element.ts';

/** The number of columns that are drawn. */
const drawn = 4;

/** Draws the columns that drifted most, small, for the first screen. */
export function driftGlance({ drift }: Outcome): Child {
  if (drift === null) return null;
  const columns =
    drift.columns === null
      ? [{ ...drift, column: '' }]
      : ranked(drift.columns).filter((column) => comparisonOf(column) === 'drifted');
  const shown = columns.filter(({ bins }) => bins.length > 0).slice(0, drawn);
  if (shown.length === 0) return null;
  return el(
    'div',
    { class: 'mvs' },
    shown.map((one) => el('span', {}, smallSteps(one, movedMost(one)), one.column)),
  );
}
