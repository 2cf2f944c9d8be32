import { columnsNamedBy } from '../metric/metric-reads.ts';
import type { Contract } from './contract.ts';
import { type NestedField, nestedFields } from './schema/nested-fields.ts';

/** Returns the fields that the expectations of a contract read as columns. */
export function nestedRead({ terms, expectations }: Contract): readonly NestedField[] {
  const fields = nestedFields(terms.schema);
  if (fields.length === 0) return [];
  const read = new Set(expectations.flatMap(({ metric }) => [...columnsNamedBy(metric)]));
  return fields.filter(({ name }) => read.has(name));
}
