import type { Family } from '../../metric/expression.ts';
import { freeName } from '../../value/free-name.ts';
import type { Opened, Reader } from '../dataset.ts';
import { identifier, literal } from '../sql/quote.ts';
import { otherCase, otherKeys, otherKind } from './field-words.ts';

/** The part of a path that stands for the elements of a list. */
export const element = '[]';

/** The part of a field's path that the data has. */
export interface HeldField {
  /** False if no row holds the field, so that all of it is NULL. */
  readonly isHeld: boolean;
  /** True if the list on the path has elements that can be made rows. */
  readonly hasElements: boolean;
  /** A sentence on the keys that objects have in place of the field; null if it is there, or there is no object. */
  readonly note: string | null;
}

/** The reason why a column has no such field, as a sentence; null if there is no such column. */
interface NoField {
  readonly why: string | null;
}

/** A field by the parts of its path, with the keys among them that objects may lack. */
interface Sought {
  readonly path: readonly string[];
  readonly optional: readonly boolean[];
  /** The types that the contract allows; none where any would do. */
  readonly families: readonly Family[];
}

/** Returns the SQL of a field of a row; of a list, that of its first element. */
export const fieldSql = ({ path: [column = '', ...fields] }: Pick<Sought, 'path'>): string =>
  fields.reduce(
    (of, field) => (field === element ? `${of}[1]` : `struct_extract(${of}, ${literal(field)})`),
    identifier(column),
  );

/**
 * Returns how much of a field is there, or why the column is none of objects or lists with this field. Keys count by their
 * very names: in SQL, case does not count.
 */
export async function findField(
  reader: Reader,
  { relation, shape = relation, pending }: Pick<Opened, 'relation' | 'shape' | 'pending'>,
  names: readonly string[],
  { path, optional, families }: Sought,
): Promise<HeldField | NoField> {
  const [column = ''] = path;
  if (!(await columnsOf(reader, `select * from ${shape}`)).has(column)) return { why: null };
  const typeAt = async (one: readonly string[]) =>
    (await columnsOf(reader, `select ${fieldSql({ path: one })} as value from ${shape}`)).get(
      'value',
    );
  for (const [at, part] of path.entries()) {
    if (at === 0) continue;
    const before = path.slice(0, at);
    const sql = fieldSql({ path: before });
    const type = await typeAt(before);
    const hasElements = before.includes(element);
    const mayLack = optional[at] === true;
    if (part === element && isList(type)) continue;
    if (part !== element && isObject(type)) {
      const keys = [...(await columnsOf(reader, `select unnest(${sql}) from ${shape}`)).keys()];
      if (keys.includes(part)) continue;
      const spelt = keys.find((key) => key.toLowerCase() === part.toLowerCase());
      if (spelt !== undefined) return { why: otherCase(before, spelt) };
      const note = otherKeys(before, part, keys);
      return mayLack ? { isHeld: false, hasElements, note } : { why: note };
    }
    await makeAll(relation, pending);
    const empty = part === element ? ['[]'] : mayLack ? ['{}'] : [];
    const isEmpty = await holdsOnly(reader, valuesAt(relation, before, names), type, empty);
    return isEmpty ? { isHeld: false, hasElements, note: null } : { why: otherKind(before, type) };
  }
  const type = await typeAt(path);
  const hasElements = path.includes(element);
  if (!isByDefault(type, families)) return { isHeld: true, hasElements, note: null };
  await makeAll(relation, pending);
  const isNull = await holdsOnly(reader, valuesAt(relation, path, names), type, []);
  return { isHeld: !isNull, hasElements, note: null };
}

/** True for a type of text that a reader may have given to a field without a value, and the contract does not allow. */
const isByDefault = (type: string | undefined, families: readonly Family[]): boolean =>
  families.length > 0 &&
  ((type === 'VARCHAR' && !families.includes('text')) ||
    (type === 'JSON' && !families.includes('json')));

/** Makes what a relation needs: its files, and then the view that reads them. */
async function makeAll(relation: string, pending: Opened['pending']): Promise<void> {
  const all = [...(pending ?? [])];
  const isView = ([text]: (typeof all)[number]) => relation.includes(text);
  for (const [, make] of [...all.filter((one) => !isView(one)), ...all.filter(isView)])
    await make();
}

const isList = (type = '') => /\[\d*\]$/.test(type);
const isObject = (type = '') => type.startsWith('STRUCT(') && !isList(type);

async function columnsOf(reader: Reader, sql: string): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.query(`select column_name, column_type from (describe ${sql})`);
  return new Map(rows.map((row) => [String(row.column_name), String(row.column_type)]));
}

/** Returns SQL that selects all values at a path, as `value`; within a list, those of each element. */
function valuesAt(relation: string, path: readonly string[], names: readonly string[]): string {
  const at = path.indexOf(element);
  if (at < 0) return `select ${fieldSql({ path })} as value from ${relation}`;
  const name = freeName('element', names);
  const inner = fieldSql({ path: [name, ...path.slice(at + 1)] });
  const list = fieldSql({ path: path.slice(0, at) });
  return `select ${inner} as value from (select unnest(${list}) as ${identifier(name)} from ${relation})`;
}

/** True if each of the values is NULL or, in JSON, one of these texts. */
async function holdsOnly(
  reader: Reader,
  values: string,
  type: string | undefined,
  empty: readonly string[],
): Promise<boolean> {
  const texts = ['null', ...empty].map(literal).join(', ');
  const isJson = type === 'JSON';
  const other = isJson ? ` and json(value)::varchar not in (${texts})` : '';
  const sql = `select 1 as n from (${values}) where value is not null${other} limit 1`;
  return (await reader.query(sql)).length === 0;
}
