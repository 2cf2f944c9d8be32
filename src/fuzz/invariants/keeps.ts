import type { Row } from '../../generate/row-domain.ts';
import type { Invariant } from '../invariant.ts';
import { valueKey } from '../value-key.ts';
import { broken, rowsInWords, rowsOfTable, type SharedColumn, valuesOf } from './tables.ts';

/** The values of a key are the same in the input and in the output, however often each occurs. NULL is left out. */
export const keeps = ({ table, column }: SharedColumn, name: string): Invariant => ({
  kind: 'invariant',
  name: `keeps '${name}'`,
  check: async ({ input, output }) => {
    const before = rowsOfTable(input, table);
    const lost = without(before, output.rows, column);
    const made = without(output.rows, before, column);
    if (lost.length + made.length === 0)
      return valuesOf(before, column).length === 0 ? undefined : null;
    return broken(
      `the values of '${name}' are not kept: the output lacks those of ${rowsInWords(lost)} of the input, and has ${rowsInWords(made)} with values that the input has not.`,
      ['rows of the input whose value is lost', lost],
      ['rows of the output whose value is new', made],
    );
  },
});

/** Returns the rows whose value in the column no row of the others has. */
function without(rows: readonly Row[], others: readonly Row[], column: string): readonly Row[] {
  const known = new Set(others.map((row) => valueKey(row[column])));
  const nil = valueKey(null);
  return rows.filter((row) => {
    const key = valueKey(row[column]);
    return key !== nil && !known.has(key);
  });
}
