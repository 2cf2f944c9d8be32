import type { Metric } from '../metric/metric.ts';
import { columnsNamedBy } from '../metric/metric-reads.ts';
import type { Contract } from './contract.ts';
import { element, type NestedField, nestedFields } from './schema/nested-fields.ts';

/** Returns the fields that the expectations of a contract read as columns. */
export function nestedRead({ terms, expectations }: Contract): readonly NestedField[] {
  const fields = nestedFields(terms.schema);
  if (fields.length === 0) return [];
  const read = new Set(expectations.flatMap(({ metric }) => [...columnsNamedBy(metric)]));
  return fields.filter(({ name }) => read.has(name));
}

/** Returns the list of which a field is an element or part of one, `'items[]'`; null for any other field. */
export function listOf({ path }: NestedField): string | null {
  const at = path.indexOf(element);
  return at < 0 ? null : `${path.slice(0, at).join('.')}[]`;
}

/** Returns the lists whose elements a metric is about. */
export function listsIn(metric: Metric, fields: readonly NestedField[]): ReadonlySet<string> {
  if (fields.length === 0) return new Set();
  const named = columnsNamedBy(metric);
  return new Set(fields.flatMap((field) => (named.has(field.name) ? (listOf(field) ?? []) : [])));
}
