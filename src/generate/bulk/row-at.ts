import type { ColumnDomain, Row } from '../row-domain.ts';

/** Returns a row of a block as a zod schema takes it: where there is no value stands `null`, `undefined` or no key. */
export function rowAt(
  columns: readonly Pick<ColumnDomain, 'name' | 'nil'>[],
  values: readonly (readonly unknown[])[],
  at: number,
): Row {
  const row: Record<string, unknown> = {};
  columns.forEach(({ name, nil }, index) => {
    const value = values[index]?.[at] ?? null;
    if (value === null && nil === 'absent') return;
    const stands = value === null && nil === 'undefined' ? undefined : value;
    if (name === '__proto__') Object.defineProperty(row, name, { value: stands, enumerable: true });
    else row[name] = stands;
  });
  return row;
}
