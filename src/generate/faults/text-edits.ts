import type { EditOf } from '../../value/edit.ts';

/** Changes the case of each code point, save those that would become several. */
export function changeCase({ to }: EditOf<'case'>, text: string): string {
  let isFirst = true;
  return Array.from(text, (one) => {
    const isUpper = to === 'upper' || (to === 'title' && isFirst);
    isFirst = one === ' ';
    const changed = isUpper ? one.toUpperCase() : one.toLowerCase();
    return [...changed].length === 1 ? changed : one;
  }).join('');
}

/** Cuts a text short; a text of one code point stays. */
export function truncate({ share }: EditOf<'truncate'>, text: string): string {
  const points = [...text];
  return points.slice(0, truncatedLength(points.length, share)).join('');
}

/** Returns the number of code points that {@link truncate} leaves of so many. */
export const truncatedLength = (length: number, share: number): number =>
  length <= 1 ? length : Math.min(length - 1, Math.max(1, Math.floor(length * share)));

/** Reads the UTF-8 bytes of a text as Latin-1: each byte becomes the code point of its number. */
export const mojibake = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
