import type { Row } from '../../generate/row-domain.ts';
import type { Invariant, InvariantCase } from '../invariant.ts';
import { valueKey } from '../value-key.ts';
import { broken, rowsInWords, type SharedColumn, valuesOf } from './tables.ts';

/**
 * Each value in a column of the output occurs in the column of that name in the input, in any row. NULL is no value, so
 * that a step may put it in the place of one.
 */
export const noInventedValues = (columns: readonly SharedColumn[], name: string): Invariant => ({
  kind: 'invariant',
  name,
  check: async (given) => {
    for (const [column, shared] of Map.groupBy(columns, (one) => one.column)) {
      const made = invented(given, column, shared);
      if (made.length > 0)
        return broken(
          `${rowsInWords(made)} of the output ${made.length === 1 ? 'has a value' : 'have values'} in '${column}' that no row of the input has there.`,
          [`rows of the output with an invented value in '${column}'`, made],
        );
    }
    return columns.some(({ column }) => valuesOf(given.output.rows, column).length > 0)
      ? null
      : undefined;
  },
});

function invented(
  { input, output }: InvariantCase,
  column: string,
  shared: readonly SharedColumn[],
): readonly Row[] {
  const tables = input.filter(({ name }) => shared.some(({ table }) => table === name));
  const known = new Set(tables.flatMap(({ rows }) => valuesOf(rows, column)).map(valueKey));
  const nil = valueKey(null);
  return output.rows.filter((row) => {
    const key = valueKey(row[column]);
    return key !== nil && !known.has(key);
  });
}
