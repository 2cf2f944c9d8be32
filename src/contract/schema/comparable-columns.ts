import type { Family } from '../../metric/expression.ts';
import { rowColumns } from './row-kinds.ts';
import { readColumn } from './zod-column.ts';
import type { Schema } from './zod-core.ts';

/** The types whose values have a distribution. */
const counted: ReadonlySet<Family> = new Set([
  'integer',
  'float',
  'decimal',
  'date',
  'timestamp',
  'text',
  'boolean',
]);

/** Returns the columns of a schema whose values have a distribution. Those that hold objects or lists have none. */
export const comparableColumns = (rows: Schema): readonly string[] =>
  Object.entries<Schema>(rowColumns(rows)).flatMap(([name, schema]) => {
    const { families } = readColumn(name, schema);
    return families === null || families.some((family) => counted.has(family)) ? [name] : [];
  });
