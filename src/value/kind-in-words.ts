/** Returns the kind of a value with its article, for messages: `'a number'`, `'an object'`, `'a list'`, and `'undefined'`. */
export function kindInWords(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return withArticle(Array.isArray(value) ? 'list' : typeof value);
}

/** Puts the article before a word: `'an Invoice'`, `'a URL'`. */
export const withArticle = (word: string): string =>
  `${/^(?:[aeio]|u(?!int|ni|rl|s|uid))/i.test(word) ? 'an' : 'a'} ${word}`;
