/** The number of places. */
export const places = 2 ** 32;

const most = places - 1;

/**
 * Returns the place that chance gives to a row by its number: a permutation of 32 bits, so that no two of four billion rows
 * have one place, in arithmetic that is the same in every version of an engine.
 */
export function placeSql(number: string, seed: number): string {
  const start = (seed >>> 0) ^ 0x9e_37_79_b9;
  const spread = (value: string, by: number) => `((${value} * ${by}::ubigint) & ${most}::ubigint)`;
  const folded = (value: string) => `xor(${value}, ${value} >> 16)`;
  const first = spread(
    `((cast(${number} as ubigint) + ${start >>> 0}::ubigint) & ${most}::ubigint)`,
    2_654_435_761,
  );
  return `cast(${folded(spread(folded(spread(folded(first), 73_244_475)), 73_244_475))} as uinteger)`;
}
