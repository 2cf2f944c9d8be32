import { compareRows } from '../compare-rows.ts';
import type { Invariant } from '../invariant.ts';
import { runAgain } from './run-again.ts';
import { broken, firstHalf, rowsInWords, withRows } from './tables.ts';

/** Adding rows removes none: the rows that the first half of the input gives are among those that all of it gives. */
export const monotone = (table: string, isOnly: boolean): Invariant => ({
  kind: 'invariant',
  name: isOnly ? 'monotone' : `monotone in '${table}'`,
  check: async (given) => {
    const tables = withRows(given.input, table, firstHalf);
    const again = await runAgain(given, tables, 'the first half of its rows');
    if ('broken' in again) return again.broken;
    const { onlyLeft } = compareRows(again.output.rows, given.output.rows);
    if (onlyLeft.length === 0) return null;
    return broken(
      `the rest of the rows removes ${rowsInWords(onlyLeft)} that the first half gives alone.`,
      ['rows that the first half gives, and all rows do not', onlyLeft],
    );
  },
});
