import { compareRows } from '../compare-rows.ts';
import type { Invariant } from '../invariant.ts';
import type { StepTable } from '../step.ts';
import { runAgain } from './run-again.ts';
import { broken, rowsInWords } from './tables.ts';

/** The step changes nothing in its own output. The second run gets the columns that the input has. */
export const idempotent: Invariant = {
  kind: 'invariant',
  name: 'idempotent',
  check: async (given) => {
    const { input, output } = given;
    const again = await runAgain(
      given,
      input.map((table) => asInput(table, given)),
      'its own output',
    );
    if ('broken' in again) return again.broken;
    const { onlyLeft, onlyRight } = compareRows(output.rows, again.output.rows);
    if (onlyLeft.length + onlyRight.length === 0) return null;
    return broken(
      `a second run changes the output: it lacks ${rowsInWords(onlyLeft)} of the first, and has ${rowsInWords(onlyRight)} that the first has not.`,
      ['only in the output of the first run', onlyLeft],
      ['only in the output of the second run', onlyRight],
    );
  },
};

/** Returns the output as the input of another run. */
function asInput(
  { name, columns: wanted }: StepTable,
  { output: { columns, rows } }: Parameters<Invariant['check']>[0],
): StepTable {
  const names = new Set(wanted.map((column) => column.name));
  const known = new Map(columns.map((column) => [column.name, column]));
  return {
    name,
    columns: wanted.map((column) => known.get(column.name) ?? column),
    rows: rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => names.has(column))),
    ),
  };
}
