import type { DuckDBResult, DuckDBType } from '@duckdb/node-api';
import type { Family } from '../../../metric/expression.ts';
import type { ColumnDescription } from '../../engine.ts';
import type { DuckDB } from '../connection/duckdb-api.ts';

/** DuckDB's types by name; the compiler asks for a line here when a version brings a new one. */
export type TypeName = keyof DuckDB['DuckDBTypeId'];

const families: Readonly<Record<TypeName, Family>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  HUGEINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'integer',
  UHUGEINT: 'integer',
  BIGNUM: 'integer',
  FLOAT: 'float',
  DOUBLE: 'float',
  DECIMAL: 'decimal',
  VARCHAR: 'text',
  ENUM: 'text',
  UUID: 'text',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  TIMESTAMP_TZ: 'timestamp',
  // As their ISO 8601 text, which is what a schema says of them: z.iso.time(), z.iso.duration().
  TIME: 'text',
  TIME_NS: 'text',
  TIME_TZ: 'text',
  INTERVAL: 'text',
  BLOB: 'binary',
  BIT: 'binary',
  STRUCT: 'struct',
  LIST: 'list',
  ARRAY: 'list',
  MAP: 'map',
  UNION: 'other',
  VARIANT: 'other',
  GEOMETRY: 'other',
  SQLNULL: 'other',
  ANY: 'other',
  INVALID: 'other',
  STRING_LITERAL: 'other',
  INTEGER_LITERAL: 'other',
};

/** Returns the name of a type's id, `'BIGINT'`. */
export function typeName(type: DuckDBType, { DuckDBTypeId }: DuckDB): TypeName {
  return DuckDBTypeId[type.typeId] as TypeName;
}

/** JSON is text with an alias. */
export const isJson = (type: DuckDBType): boolean => type.alias === 'JSON';

function familyOfType(type: DuckDBType, api: DuckDB): Family {
  return isJson(type) ? 'json' : families[typeName(type, api)];
}

/** The columns of a result as the planner knows them. */
export function describeColumns(result: DuckDBResult, api: DuckDB): readonly ColumnDescription[] {
  return result.columnTypes().map((type, index) => ({
    name: result.columnName(index),
    type: isJson(type) ? 'JSON' : type.toString(),
    family: familyOfType(type, api),
    ...(typeName(type, api) === 'FLOAT' && { isFloat32: true }),
  }));
}
