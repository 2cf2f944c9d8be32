/** `a.csv and 3 more`; what is listed alone where nothing is left. */
export const andMore = (listed: string, left: number): string =>
  left > 0 ? `${listed} and ${left} more` : listed;

/** The first names of a list as one text, `'a', 'b' and 3 more`. */
export const namesInWords = (names: readonly string[], most: number, quote = "'"): string =>
  andMore(
    names
      .slice(0, most)
      .map((name) => `${quote}${name}${quote}`)
      .join(', '),
    names.length - most,
  );
