import type { DriftBin } from '../../metric/drift/finding.ts';
import type { Drift } from '../outcome.ts';
import { counted } from '../printable-text.ts';
import type { TitledTable } from '../table.ts';
import { driftTable } from './drift-table.ts';
import { movedMost } from './moved.ts';
import { comparisonOf, ranked } from './ranked.ts';
import { stepBlocks } from './step-blocks.ts';

/** The number of columns and bins that a message shows. */
const columnsShown = 10;
const binsShown = 60;

/**
 * Draws a drift in block characters, in at most `limit` terminal cells: the shape of the reference above that of the
 * current data, or the table of the columns that drifted. Returns null if there is nothing to see.
 */
export function driftPicture(drift: Drift | null, limit: number): TitledTable | null {
  if (drift === null) return null;
  return drift.columns === null ? shapes(drift) : columnsOf(drift.columns, limit);
}

function shapes(drift: Drift): TitledTable | null {
  const moved = movedMost(drift);
  if (moved.length === 0) return null;
  const { bins } = drift;
  const rows = stepBlocks(bins, { most: binsShown, moved, wide: bins.length <= 20 ? 2 : 1 });
  return {
    title: `the shares of ${counted(bins.length, 'bin')}${ends(bins)}:`,
    lines: [
      `reference  ${rows.reference}`,
      `current    ${rows.current}`,
      ...(rows.marks === '' ? [] : [`moved      ${rows.marks}`]),
    ],
  };
}

const ends = (bins: readonly DriftBin[]): string =>
  bins.some(({ kind }) => kind === 'category' || kind === 'others') ? '' : ', in their order';

function columnsOf(columns: NonNullable<Drift['columns']>, limit: number): TitledTable | null {
  const shown = ranked(columns).filter((column) => comparisonOf(column) === 'drifted');
  if (shown.length === 0) return null;
  const more = shown.length - columnsShown;
  const lines = driftTable(shown.slice(0, columnsShown), limit);
  return {
    title: 'columns that drifted (shape of the reference above, of the current data below):',
    lines: more > 0 ? [...lines, `(${counted(more, 'more column')})`] : lines,
  };
}
