import { printNumeric } from '../../value/numeric.ts';
import type { Reader } from '../dataset.ts';
import { identifier, literal } from '../sql/quote.ts';
import type { JsonColumn } from './json-columns.ts';
import type { Structure } from './json-types.ts';

/** Rows with a column for each key, and SQL for the number of each. */
export interface NumberedRows {
  readonly relation: string;
  readonly row: string;
}

/** A kind of the values of a column. */
export interface FoundKind {
  readonly kind: string;
  readonly count: number;
  /** The first row with such a value: the place of its rows among those that were asked, and its number there. */
  readonly first: { readonly of: number; readonly row: number };
}

const kinds: Readonly<Record<string, string>> = {
  VARCHAR: 'text',
  BOOLEAN: 'true or false',
  OBJECT: 'objects',
  ARRAY: 'arrays',
};

/**
 * Counts the values of each kind in a column of JSON, or in a field of an object (`address.zip`), the most frequent kind first. None
 * for a column of another type.
 */
export async function kindsOfColumn(
  reader: Reader,
  rows: readonly NumberedRows[],
  columns: readonly JsonColumn[],
  column: string,
): Promise<readonly FoundKind[]> {
  const value = jsonAt(columns, column);
  if (value === null) return [];
  const found = new Map<string, FoundKind>();
  for (const [of, { relation, row }] of rows.entries()) {
    const types = await reader.query(
      `select json_type(${value}) as t, count(*) as n, min(${row}) as r from ${relation} where json_type(${value}) <> 'NULL' group by 1 order by 3`,
    );
    for (const { t, n, r } of types) {
      const kind = kinds[String(t)] ?? 'numbers';
      const before = found.get(kind);
      const first = before?.first ?? { of, row: Number(r) };
      found.set(kind, { kind, count: (before?.count ?? 0) + Number(n), first });
    }
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

/** Returns SQL for a column of JSON, or for such a field of an object; null if it is none. */
function jsonAt(columns: readonly JsonColumn[], name: string): string | null {
  const own = columns.find((column) => column.name === name);
  if (own) return own.type === 'JSON' ? identifier(own.name) : null;
  const [root, ...fields] = name.split('.');
  const column = columns.find((one) => one.name === root);
  if (column === undefined) return null;
  let type: Structure | undefined = column.type;
  for (const field of fields)
    type = isFields(type) && Object.hasOwn(type, field) ? type[field] : undefined;
  if (type !== 'JSON') return null;
  return fields.reduce(
    (of, field) => `struct_extract(${of}, ${literal(field)})`,
    identifier(column.name),
  );
}

const isFields = (type: Structure | undefined): type is { readonly [key: string]: Structure } =>
  typeof type === 'object' && !Array.isArray(type);

/** Returns the kinds and their counts: `numbers (1,998) and text (2, the first on line 77 of x.ndjson)`; null for fewer than two. */
export function kindsInWords(
  found: readonly FoundKind[],
  places: readonly (string | null)[],
): string | null {
  const said = found.map(({ kind, count }, at) => {
    const place = at === 0 ? null : (places[at] ?? null);
    const first = place === null ? '' : `, ${count === 1 ? '' : 'the first '}${place}`;
    return `${kind} (${printNumeric(count)}${first})`;
  });
  const last = said.pop();
  return said.length === 0 ? null : `${said.join(', ')} and ${last}`;
}
