import type { ColumnHint } from '../../dataset/dataset.ts';
import {
  mergeShapes,
  nullShape,
  sqlType,
  type ValueShape,
  valueShape,
} from '../../dataset/memory/row-shape.ts';
import { familyOfShape } from '../../dataset/memory/shape-family.ts';
import { hintedType } from '../../dataset/typing/hinted-type.ts';
import type { ColumnDescription, EngineRow } from '../../engine/engine.ts';
import type { Family } from '../../metric/expression.ts';
import { isDecimal } from '../../value/numeric.ts';
import type { StepColumn } from '../step.ts';

/** Describes a column that holds values of a shape, as `fromRows` does; one without values by what the schema wants. */
export function columnOfShape(
  name: string,
  shape: ValueShape,
  hints: readonly ColumnHint[],
): ColumnDescription {
  const type = sqlType(shape);
  if (type !== null) return { name, type, family: familyOfShape(shape) };
  const wanted = hintedType(hints.find((hint) => hint.name === name)?.families);
  return { name, type: wanted, family: familyOfHint[wanted] ?? 'text' };
}

const familyOfHint: Readonly<Record<string, Family>> = {
  BOOLEAN: 'boolean',
  BIGINT: 'integer',
  DOUBLE: 'float',
  TIMESTAMP: 'timestamp',
  BLOB: 'binary',
  JSON: 'json',
};

/** Describes a column whose values come from an engine. */
export function columnOfFamily(
  { name, type }: StepColumn,
  family: Family,
  rows: readonly EngineRow[],
): ColumnDescription {
  const known = type ?? typeOf(family, name, rows);
  return { name, type: known, family, ...(known === 'FLOAT' && { isFloat32: true }) };
}

/** Returns a type that holds the values of a column of a family. */
function typeOf(family: Family, name: string, rows: readonly EngineRow[]): string {
  switch (family) {
    case 'integer':
      return rows.some(({ [name]: value }) => isWide(value)) ? 'HUGEINT' : 'BIGINT';
    case 'decimal':
      return `DECIMAL(38,${rows.reduce((most, { [name]: value }) => Math.max(most, scaleOf(value)), 0)})`;
    case 'struct':
    case 'list':
    case 'map':
      return nestedType(name, rows);
    default:
      return types[family];
  }
}

/** Returns the type of nested values by their shape, as for rows of JavaScript. */
function nestedType(name: string, rows: readonly EngineRow[]): string {
  const shape = rows.reduce<ValueShape>(
    (known, { [name]: value }) => mergeShapes(known, valueShape(value)),
    nullShape,
  );
  return sqlType(shape) ?? 'JSON';
}

const isWide = (value: unknown) => typeof value === 'bigint' && BigInt.asIntN(64, value) !== value;
const scaleOf = (value: unknown) => (isDecimal(value) ? value.scale : 0);

const types: Readonly<
  Record<Exclude<Family, 'integer' | 'decimal' | 'struct' | 'list' | 'map'>, string>
> = {
  boolean: 'BOOLEAN',
  float: 'DOUBLE',
  text: 'VARCHAR',
  json: 'JSON',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  binary: 'BLOB',
  other: 'VARCHAR',
};
