/** The greatest exponent that is written out: a double has none beyond. */
const greatestExponent = 400;

/**
 * Returns a number without exponent, sign of a plus, leading zeros, and zeros behind its last decimal: `42` for `42.0`
 * and `4.2e1`. Null for a text that spells no finite number.
 */
export function canonicalNumber(text: string): string | null {
  if (plain.test(text)) return text;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', decimals = '', exponent = '0'] = match;
  const shift = Number(exponent);
  if (whole + decimals === '' || Math.abs(shift) > greatestExponent) return null;
  const digits = whole + decimals;
  const point = whole.length + shift;
  const before = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const behind = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  const integer = before.replace(/^0+/, '') || '0';
  const fraction = behind.replace(/0+$/, '');
  const number = fraction === '' ? integer : `${integer}.${fraction}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

const plain = /^(?:0|-?[1-9]\d*)$/;
