import type { EditOf } from '../../value/edit.ts';

/** Multiplies a number; what has no exact or no finite result stays, and so does 0 with its sign. */
export function scale({ by }: EditOf<'scale'>, value: number | bigint): number | bigint {
  if (typeof value === 'bigint') return Number.isSafeInteger(by) ? value * BigInt(by) : value;
  const scaled = value * by;
  return value === 0 || !Number.isFinite(scaled) ? value : scaled;
}

const plainNumber = /^-?\d+(?:\.\d+)?$/;

/** Writes a number with other separators. */
export function formatNumber(edit: EditOf<'numberFormat'>, value: number | bigint | string) {
  const text = Object.is(value, -0) ? '-0' : String(value);
  if (!plainNumber.test(text)) return value;
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\d(?=(?:\d{3})+$)/g, (digit) => digit + edit.thousands);
  return fraction === undefined ? grouped : `${grouped}${edit.decimal}${fraction}`;
}
