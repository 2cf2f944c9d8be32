import type fc from 'fast-check';

/** Draws hexadecimal digits, in lower case. */
export function hexDigits(random: fc.Random, length: number): string {
  let text = '';
  // Seven digits at a time: beyond 31 bits, a draw takes several times as long.
  while (text.length < length) text += random.nextInt(0, 0xfff_ffff).toString(16).padStart(7, '0');
  return text.slice(0, length);
}

/** Draws a UUID of any version. */
export function uuid(random: fc.Random): string {
  const digits = hexDigits(random, 32);
  const version = random.nextInt(1, 8);
  const variant = (8 + (Number.parseInt(digits.charAt(16), 16) % 4)).toString(16);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${version}${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
}
