import { compareRows } from '../compare-rows.ts';
import type { Invariant } from '../invariant.ts';
import { runAgain } from './run-again.ts';
import { broken, firstHalf, rowsInWords, secondHalf, withRows } from './tables.ts';

/** The rows of two halves of the input, each cleaned by itself, are together those of the whole input. */
export const commutesWithSplit = (table: string, isOnly: boolean): Invariant => ({
  kind: 'invariant',
  name: isOnly ? 'commutes with split' : `commutes with split of '${table}'`,
  check: async (given) => {
    const first = await runAgain(
      given,
      withRows(given.input, table, firstHalf),
      'the first half of its rows',
    );
    if ('broken' in first) return first.broken;
    const second = await runAgain(
      given,
      withRows(given.input, table, secondHalf),
      'the second half of its rows',
    );
    if ('broken' in second) return second.broken;
    const parts = [...first.output.rows, ...second.output.rows];
    const { onlyLeft, onlyRight } = compareRows(given.output.rows, parts);
    if (onlyLeft.length + onlyRight.length === 0) return null;
    return broken(
      `two halves of the rows, each by itself, give other rows than the whole: ${rowsInWords(onlyLeft)} less, and ${rowsInWords(onlyRight)} more.`,
      ['only in the output of the whole', onlyLeft],
      ['only in the outputs of the halves', onlyRight],
    );
  },
});
