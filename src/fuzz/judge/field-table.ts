import { listPath, rowsWithFields } from '../../contract/field-rows.ts';
import { element, fieldFamilies, type NestedField } from '../../contract/schema/nested-fields.ts';
import {
  mergeShapes,
  nullShape,
  type ValueShape,
  valueShape,
} from '../../dataset/memory/row-shape.ts';
import { otherCase, otherKeys, otherKind } from '../../dataset/nested/field-words.ts';
import type { ColumnDescription, EngineRow, EngineValue } from '../../engine/engine.ts';
import { isDecimal } from '../../value/numeric.ts';
import { columnOfFamily, columnOfShape } from './describe-column.ts';
import type { OutputTable } from './output-table.ts';

/** An output with fields within its columns as further columns; or the elements of a list, each as a row. */
export interface FieldTable extends OutputTable {
  /** The position in the output of the row that each row is from. */
  readonly from: readonly number[];
  /** Sentences on fields that no row holds, or that a column can't have, by their names. */
  readonly fieldNotes: ReadonlyMap<string, string>;
}

/** Adds fields to an output, as a run does to a dataset. A field that its column can't have is none of the columns. */
export function withFields(table: OutputTable, fields: readonly NestedField[]): FieldTable {
  const found = fields.map((field) => ({ field, ...lookFor(field, table) }));
  const held = found.flatMap(({ field, isThere }) => (isThere ? [field] : []));
  const list = listPath(held);
  const rows: EngineRow[] = [];
  const from: number[] = [];
  for (const [at, row] of table.rows.entries())
    for (const one of rowsWithFields(row, held, list)) {
      // Parts of an engine's values are such values.
      rows.push(one as EngineRow);
      from.push(at);
    }
  const columns = held.map((field) => columnOfField(field, rows));
  return {
    columns: [...table.columns, ...columns.map((one) => ({ ...one, isWithin: true }))],
    rows,
    from,
    fieldNotes: new Map(
      found.flatMap(({ field, note }) => (note === null ? [] : [[field.name, note]])),
    ),
  };
}

function columnOfField(field: NestedField, rows: readonly EngineRow[]): ColumnDescription {
  const { name } = field;
  const values = rows.map((row) => row[name]);
  const hints = [{ name, families: fieldFamilies(field) }];
  return values.some(isDecimal)
    ? columnOfFamily({ name, family: 'decimal' }, 'decimal', rows)
    : columnOfShape(name, shapeOf(values), hints);
}

interface Looked {
  /** True if the column can have the field, of which all values may be NULL. */
  readonly isThere: boolean;
  /** A sentence on the keys that are there in its place, or on why there are none; else null. */
  readonly note: string | null;
}

const there: Looked = { isThere: true, note: null };

/** Looks for a field in the values of a column. Keys count by their very names. */
function lookFor({ path, optional }: NestedField, { columns, rows }: OutputTable): Looked {
  const [name = '', ...parts] = path;
  const column = columns.find((one) => one.name === name);
  if (column === undefined) return { isThere: false, note: null };
  let values = rows.map((row) => row[name] ?? null).filter((value) => value !== null);
  for (const [at, part] of parts.entries()) {
    if (values.length === 0) return there;
    const before = path.slice(0, at + 1);
    const mayLack = optional[at + 1] === true;
    const isWhole = at > 0 || column.family === (part === element ? 'list' : 'struct');
    const objects = values.filter(isObject);
    const isOfKind = part === element ? values.every(Array.isArray) : isSame(objects, values);
    if (!isWhole || !isOfKind) {
      const empty: readonly EngineValue[] =
        part === element ? ['null', '[]'] : ['null', ...(mayLack ? ['{}'] : [])];
      const isEmpty = column.family === 'json' && values.every((one) => empty.includes(one));
      const type = at === 0 ? column.type : columnOfShape(name, shapeOf(values), []).type;
      return isEmpty ? there : { isThere: false, note: otherKind(before, type) };
    }
    if (part !== element) {
      const keys = [...new Set(objects.flatMap((one) => Object.keys(one)))];
      if (!keys.includes(part)) {
        const spelt = keys.find((key) => key.toLowerCase() === part.toLowerCase());
        if (spelt !== undefined) return { isThere: false, note: otherCase(before, spelt) };
        return { isThere: mayLack, note: otherKeys(before, part, keys) };
      }
    }
    values = values
      .flatMap((one): readonly EngineValue[] => partOf(one, part))
      .filter((value) => value !== null);
  }
  return there;
}

type Keyed = Readonly<Record<string, EngineValue>>;

const isObject = (value: EngineValue): value is Keyed =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array) &&
  !isDecimal(value);

const isSame = (some: readonly EngineValue[], all: readonly EngineValue[]) =>
  some.length === all.length;

const partOf = (value: EngineValue, part: string): readonly EngineValue[] => {
  if (Array.isArray(value)) return value;
  return isObject(value) ? [value[part] ?? null] : [];
};

const shapeOf = (values: readonly unknown[]): ValueShape =>
  values.reduce<ValueShape>((known, value) => mergeShapes(known, valueShape(value)), nullShape);
