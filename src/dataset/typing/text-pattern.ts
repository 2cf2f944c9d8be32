const longest = 40;

/** Returns the pattern of a text, which has none of its characters: letters as `a`, digits as `9`, such as `'99/99/9999'`. */
export function textPattern(value: string): string {
  const pattern = value
    .slice(0, longest)
    .replaceAll(/\p{L}\p{M}*/gu, 'a')
    .replaceAll(/\p{N}/gu, '9')
    .replaceAll(/[^\p{P}\p{S} a9]/gu, '?');
  return value.length > longest ? `${pattern}…` : pattern;
}

/** Returns SQL for the pattern of a text, as {@link textPattern} makes it. */
export const textPatternSql = (text: string): string =>
  `regexp_replace(regexp_replace(regexp_replace(left(${text}, ${longest}), '\\p{L}\\p{M}*', 'a', 'g'), '\\p{N}', '9', 'g'), '[^\\p{P}\\p{S} a9]', '?', 'g') || if(length(${text}) > ${longest}, '…', '')`;
