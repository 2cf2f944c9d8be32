/** True if the first bytes of a text are those of JSON records, and can't be meant as the names of columns. */
export function isJsonText(start: Buffer): boolean {
  const text = start
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return /^(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*(?:[,\]]|$))/.test(text);
}
