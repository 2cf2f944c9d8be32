import type { Family } from '../metric/expression.ts';

const types: Readonly<Partial<Record<Family, string>>> = {
  boolean: 'BOOLEAN',
  integer: 'BIGINT',
  float: 'DOUBLE',
  decimal: 'DOUBLE',
  text: 'VARCHAR',
  date: 'TIMESTAMP',
  timestamp: 'TIMESTAMP',
  binary: 'BLOB',
};

/** The type of a column without a value: what the schema wants, for there is nothing that could contradict it. */
export function hintedType(families: readonly Family[] | undefined): string {
  const [first] = families ?? [];
  return first === undefined ? 'VARCHAR' : (types[first] ?? 'JSON');
}
