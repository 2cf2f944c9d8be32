import type { z } from 'zod';
import type { Family } from '../../metric/expression.ts';
import { readColumn } from './zod-column.ts';

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
export const comparableColumns = ({ shape }: z.ZodObject): readonly string[] =>
  Object.entries(shape).flatMap(([name, schema]) => {
    const { families } = readColumn(name, schema);
    return families === null || families.some((family) => counted.has(family)) ? [name] : [];
  });
