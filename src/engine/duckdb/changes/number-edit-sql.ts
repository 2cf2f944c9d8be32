import type { EditOf } from '../../../value/edit.ts';
import { type ColumnDescription, Declined } from '../../engine.ts';
import { identifier, literal } from '../dialect/expressions.ts';

/**
 * Multiplies numbers. What the type can't hold stays, such as half of an odd integer; decimals are multiplied as doubles and
 * rounded to their own places.
 */
export function scaleSql({ by }: EditOf<'scale'>, column: ColumnDescription): string {
  const value = identifier(column.name);
  const scaled = scaledSql(by, value, column);
  return `case when ${value} = 0 then ${value} else coalesce(${scaled}, ${value}) end`;
}

function scaledSql(by: number, value: string, { family, type }: ColumnDescription): string {
  const asDouble = `(cast(${value} as double) * cast('${by}' as double))`;
  if (family === 'float')
    return `case when isfinite(${asDouble}) then try_cast(${asDouble} as ${type}) end`;
  if (family === 'decimal') return `try_cast(${asDouble} as ${type})`;
  if (family !== 'integer') throw new Declined(`it is for numbers, and the column is ${type}`);
  if (Number.isSafeInteger(by)) return `try_cast(${wholeProduct(by, value, type)} as ${type})`;
  const isExact = `abs(cast(${value} as double)) <= ${Number.MAX_SAFE_INTEGER} and ${asDouble} = trunc(${asDouble})`;
  return `case when ${isExact} then try_cast(${asDouble} as ${type}) end`;
}

/** Numbers of 128 bits are left alone where their product may not fit. */
function wholeProduct(by: number, value: string, type: string): string {
  if (!type.includes('HUGE')) return `(cast(${value} as hugeint) * cast(${by} as hugeint))`;
  const most = 2n ** 126n / BigInt(Math.max(1, Math.abs(by)));
  return `case when ${value} between ${type === 'HUGEINT' ? -most : 0} and ${most} then (cast(${value} as hugeint) * cast(${by} as hugeint)) end`;
}

/** Writes the text of a number with other separators. */
export function numberFormatSql(
  { decimal, thousands }: EditOf<'numberFormat'>,
  value: string,
): string {
  const isNumber = `regexp_full_match(${value}, '-?[0-9]+([.][0-9]+)?')`;
  const part = (group: number) =>
    `regexp_extract(${value}, '^(-?)([0-9]+)([.][0-9]+)?$', ${group})`;
  // From the right, a separator after each three digits, and none behind the last.
  const turned = `regexp_replace(reverse(${part(2)}), '([0-9]{3})', '\\1${thousands}', 'g')`;
  const grouped =
    thousands === '' ? part(2) : `reverse(regexp_replace(${turned}, '[${thousands}]$', ''))`;
  return `case when ${isNumber} then ${part(1)} || ${grouped} || replace(${part(3)}, '.', ${literal(decimal)}) else ${value} end`;
}
