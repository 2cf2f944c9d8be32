/** What can be asked of a column beside SQL: the conditions of the API that take its values. */
export type Family = 'number' | 'bigint' | 'text' | 'time' | 'boolean' | 'struct' | 'other';

/** A type of `columns.py`, as DuckDB knows it. */
export interface ColumnType {
  readonly sql: string;
  readonly family: Family;
  /** Whether its values can be written without a cast: `12`, or `'2026-01-01'`. */
  readonly bare: 'number' | 'quoted' | 'never';
  /** Constants in SQL that no row holds: between values, at the ends, of other types and beyond its own. */
  readonly absent: readonly string[];
}

const type = (
  sql: string,
  family: Family,
  bare: ColumnType['bare'],
  ...absent: readonly string[]
): ColumnType => ({ sql, family, bare, absent });

const times = ["'2026-07-01 00:00:00.000001'", "'1969-12-31 23:59:59.9'", "date '2026-07-01'"];

/** By the part of a column's name before `_`. */
export const types: Readonly<Record<string, ColumnType>> = {
  bool: type('boolean', 'boolean', 'never', "'t'", '(not true)'),
  int8: type('tinyint', 'number', 'number', '7', '300', '-129', '1.5', '-1e300', "'nan'::double"),
  int16: type('smallint', 'number', 'number', '7', '40000', '-32769', '0.5', '1e300'),
  int32: type('integer', 'number', 'number', '7', '2147483648', '-2147483649', '0.5', '1e300'),
  int64: type(
    'bigint',
    'bigint',
    'number',
    ...['7', '9223372036854775808', '9007199254740994', '9007199254740993.5', '-1e300'],
  ),
  uint64: type('ubigint', 'bigint', 'number', '7', '-1', '18446744073709551616', '0.5', '1e300'),
  float: type(
    'float',
    'number',
    'number',
    ...['0.05', '0.1', '1e300', '-1e300', '1::bigint', '16777217', "'nan'::double"],
  ),
  double: type('double', 'number', 'number', '0.05', '1e-320', '0.3', '-0.0', '9007199254740993'),
  decimal: type('decimal(9, 2)', 'number', 'number', '0.25', '0.001', '1e300', '99999999999'),
  decimal38: type('decimal(38, 10)', 'bigint', 'number', '0.5', '12345678901234567890', '1e300'),
  string: type('varchar', 'text', 'quoted', "'sku-00-001'", "'sku'", "'\u{10ffff}'", "'B'"),
  largestring: type('varchar', 'text', 'quoted', "'Αtraße'", "'\u{10ffff}'", "'中文'", "'\t'"),
  blob: type('blob', 'other', 'quoted', "'\\x01'::blob", "'zz'::blob", "'\\xFF\\xFF'::blob"),
  uuid: type('uuid', 'text', 'quoted', "'00000000-0000-0000-0000-000000000007'::uuid"),
  date: type('date', 'time', 'quoted', "'2024-01-02'", "'2024-01-03 12:00:00'::timestamp"),
  time: type('time', 'other', 'quoted', "'00:00:00.000007'", "'23:59:59.999998'::time"),
  timestampms: type('timestamp', 'time', 'quoted', ...times),
  timestampus: type('timestamp', 'time', 'quoted', ...times),
  timestampns: type('timestamp_ns', 'time', 'quoted', ...times.slice(0, 2)),
  timestamptz: type('timestamptz', 'time', 'quoted', ...times, "'2026-07-01 02:00:00+02'"),
  list: type('integer[]', 'other', 'never', '[7]', '[null]::integer[]', '[0, 0]'),
  struct: type('struct(a integer, b varchar)', 'struct', 'never', "{'a': 7, 'b': 'x'}"),
};
