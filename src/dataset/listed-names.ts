/** Appends the number of further items: `a.csv and 3 more`. Returns the text as it is if there are none. */
export const andMore = (listed: string, left: number): string =>
  left > 0 ? `${listed} and ${left} more` : listed;

/** Joins the first names of a list, such as `'a', 'b' and 3 more`. */
export const namesInWords = (names: readonly string[], most: number, quote = "'"): string =>
  andMore(
    names
      .slice(0, most)
      .map((name) => `${quote}${name}${quote}`)
      .join(', '),
    names.length - most,
  );
