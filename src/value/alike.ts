import { distance } from './closest.ts';

/** The shortest name of which one letter may be a slip. Of shorter ones each is near to the others. */
const shortest = 4;
/** The shortest name of which two letters may be. */
const long = 7;

/** Returns the letters and digits of a name, without case and the ways to write one letter. */
export const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_.\-\p{Cc}\p{Cf}]/gu, '');

/** True if two folded names are equal, or one may be a slip of the other. */
export const areAlike = (a: string, b: string): boolean => a === b || isSlip(a, b);

/** True if one folded name may be a slip of the other. Names with other digits, such as line_1 and line_2, are a series. */
export function isSlip(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  if (length < shortest || Math.abs(a.length - b.length) > 2 || digits(a) !== digits(b))
    return false;
  const changes = distance(a, b);
  return changes <= (length < long ? 1 : 2) || (changes === 2 && letters(a) === letters(b));
}

const digits = (name: string) => name.replaceAll(/\D/g, '');
const letters = (name: string) => [...name].sort().join('');
