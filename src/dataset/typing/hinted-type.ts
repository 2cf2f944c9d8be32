import type { Family } from '../../metric/expression.ts';
import type { ColumnHint } from '../dataset.ts';

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

/**
 * Finds the types that the schema wants of a column of text. SQL's names do not differ by case: text that a query()
 * calls `code` may be made of `Code`, and no character of that is to be lost.
 */
export function familiesOf(hints: readonly ColumnHint[]): (name: string) => readonly Family[] {
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const texts = new Set(
    hints.flatMap((hint) => (hint.families.includes('text') ? [hint.name.toLowerCase()] : [])),
  );
  return (name) => families.get(name) ?? (texts.has(name.toLowerCase()) ? ['text'] : []);
}
