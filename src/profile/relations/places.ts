/** The decimal places from which numbers were not rounded to be written. */
export const unrounded = 7;

/** Returns the most decimal places that any of some numbers has. */
export const placesOf = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, places(value)), 0);

function places(value: number): number {
  if (!Number.isFinite(value)) return 0;
  const text = String(value);
  return text.includes('e') ? unrounded : (text.split('.')[1]?.length ?? 0);
}
