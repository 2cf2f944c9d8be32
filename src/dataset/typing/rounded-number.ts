/**
 * Returns true if a floating-point number is another one than its text says, which is a whole number in digits: they are
 * neither all of its digits, nor those that set it apart from its neighbours, with zeros behind them, as `String` writes it.
 */
export function isRounded(text: string, double: number): boolean {
  if (BigInt(double) === BigInt(text)) return false;
  const shortest = String(double).replace(/e.*$/, '').replace('.', '');
  return significant(shortest) !== significant(text);
}

const significant = (text: string): string => text.replace(/^[-+]?0*/, '').replace(/0+$/, '');
