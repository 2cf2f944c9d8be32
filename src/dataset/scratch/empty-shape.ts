import { identifier } from '../sql/quote.ts';
import type { Field } from '../typing/described-fields.ts';

/** Returns SQL (to follow FROM) for columns of these types, without a row. */
export const emptyShape = (fields: readonly Field[]): string => {
  const items = fields.map(({ name, type }) => `cast(null as ${type}) as ${identifier(name)}`);
  return `(select ${items.join(', ')} where false)`;
};
