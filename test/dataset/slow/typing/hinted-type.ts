import type { ColumnHint } from '../../../../src/dataset/dataset.ts';
import type { Family } from '../../../../src/metric/expression.ts';

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

/** Returns the type for a column without values: the one that the schema wants. */
export function hintedType(families: readonly Family[] | undefined): string {
  const [first] = families ?? [];
  return first === undefined ? 'VARCHAR' : (types[first] ?? 'JSON');
}

/**
 * Returns a function that finds the families that the schema allows for a column. Text is looked up without regard to
 * case: text that a `query()` calls `code` may come from a column `Code`, and must keep all of its characters.
 */
export function familiesOf(hints: readonly ColumnHint[]): (name: string) => readonly Family[] {
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const texts = new Set(
    hints.flatMap((hint) => (hint.families.includes('text') ? [hint.name.toLowerCase()] : [])),
  );
  return (name) => families.get(name) ?? (texts.has(name.toLowerCase()) ? ['text'] : []);
}
