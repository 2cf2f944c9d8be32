import { approximate, type Numeric } from '../../value/numeric.ts';

/** True for a number that a contract can write exactly. */
export const isSafe = (value: Numeric | null): boolean =>
  value === null || Math.abs(approximate(value)) <= Number.MAX_SAFE_INTEGER;

/** Rounds down to two significant digits. */
export function roundDown(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return Number((Math.floor(value / unit) * unit).toPrecision(3));
}

/** Rounds up to two significant digits. */
export const roundUp = (value: number): number => -roundDown(-value);

/** Writes a number as code, with a mark between thousands. */
export function underscored(value: number): string {
  const [integer = '', fraction] = String(value).split('.');
  const grouped = /^-?\d{5,}$/.test(integer) ? integer.replace(/\B(?=(\d{3})+$)/g, '_') : integer;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
