import { jsonText } from '../../dataset/memory/row-json.ts';
import { UnsupportedValue } from '../../dataset/memory/unsupported-value.ts';
import type { ScriptTable } from '../../engine/duckdb/script/script.ts';
import { StepError } from '../fuzz-error.ts';
import type { StepColumn, StepTable } from '../step.ts';
import { cellText } from './cell-text.ts';
import { columnType } from './column-type.ts';

/** Returns a step's table with SQL types, and values that fit them. */
export function scriptTable({ name, columns, rows }: StepTable): ScriptTable {
  const typed = columns.map((column) => {
    const values = rows.map((row) => wellFormed(row[column.name]));
    try {
      const type = columnType(column.family, values, column.type);
      return { name: column.name, type, values: values.map(convert(type, column)) };
    } catch (error) {
      if (!(error instanceof UnsupportedValue)) throw error;
      const place = `table '${name}', column '${column.name}'`;
      throw new StepError(
        'STEP_INVALID',
        `The step's input can't be a table: ${place} ${error.message}.`,
      );
    }
  });
  return {
    name,
    columns: typed.map(({ name: column, type }) => ({ name: column, type })),
    rows: rows.map((_, at) => typed.map(({ values }) => values[at])),
  };
}

/** Half a surrogate pair becomes U+FFFD, as in every file of UTF-8. */
const wellFormed = (value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value);

function convert(type: string, { family }: StepColumn): (value: unknown) => unknown {
  const convertValue = conversions[type] ?? ((value: unknown) => value);
  return (value) => (value === null || value === undefined ? null : convertValue(value, family));
}

const conversions: Readonly<
  Record<string, (value: unknown, family: StepColumn['family']) => unknown>
> = {
  VARCHAR: cellText,
  JSON: (value) => jsonText(value),
  DOUBLE: Number,
};
