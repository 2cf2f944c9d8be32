/**
 * The length that a text may have. The least counts code points and the most counts UTF-16 units, so that a text has its
 * length both as engines count it and as zod does.
 */
export interface Room {
  readonly least: number;
  readonly most: number;
}

/** True for a text that has a length of a room. */
export const hasRoom = (text: string, { least, most }: Room): boolean =>
  text.length <= most &&
  text.length >= least &&
  (text.length >= 2 * least || !surrogates.test(text) || [...text].length >= least);

const surrogates = /[\ud800-\udfff]/;
