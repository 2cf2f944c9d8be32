/** Returns the file filters of the command line. Vitest leaves them out of its types. */
export function fileFilters(vitest: object): readonly string[] {
  if (!('filenamePattern' in vitest) || !Array.isArray(vitest.filenamePattern)) return [];
  return vitest.filenamePattern.filter((one) => typeof one === 'string');
}
