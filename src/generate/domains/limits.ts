/** The least and the greatest BIGINT. */
export const bigintRange = { minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n } as const;
/** The least and the greatest HUGEINT. */
export const hugeintRange = { minimum: -(2n ** 127n), maximum: 2n ** 127n - 1n } as const;

/** The years 1 to 9999, which every reader of dates knows, in milliseconds from 1970. */
export const usualInstants = {
  minimum: Date.parse('0001-01-01T00:00:00Z'),
  maximum: Date.UTC(9999, 11, 31, 23, 59, 59, 999),
} as const;

/** The instants that a JavaScript date can hold. */
export const allInstants = { minimum: -8.64e15, maximum: 8.64e15 } as const;

const view = new DataView(new ArrayBuffer(8));

/** Returns the next double above a finite one. */
export function nextUp(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return view.getFloat64(0);
}

/** Returns the next double below a finite one. */
export const nextDown = (value: number): number => -nextUp(-value);
