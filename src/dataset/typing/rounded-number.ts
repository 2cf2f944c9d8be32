/**
 * Returns true if a floating-point number is another one than its text says, which is digits with or without decimal places: they
 * are neither all of its digits, nor those that set it apart from its neighbours, with zeros behind them, as `String` writes it.
 * Numbers below 2^53 have no digits to lose before their point, and what they lose behind it is not looked at.
 */
export function isRounded(text: string, double: number): boolean {
  if (Math.abs(double) < 2 ** 53) return false;
  const digits = text.replace(/\.(\d*?)0*$/, '.$1').replace(/\.$/, '');
  if (!digits.includes('.') && BigInt(double) === BigInt(digits)) return false;
  const shortest = String(double).replace(/e.*$/, '').replace('.', '');
  return significant(shortest) !== significant(digits.replace('.', ''));
}

const significant = (text: string): string => text.replace(/^[-+]?0*/, '').replace(/0+$/, '');
