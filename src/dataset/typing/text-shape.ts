const longest = 40;

/** Returns the shape of a text without its characters: letters as `a`, digits as `9`, such as `'99/99/9999'`. */
export function textShape(value: string): string {
  const shape = value
    .slice(0, longest)
    .replaceAll(/\p{L}\p{M}*/gu, 'a')
    .replaceAll(/\p{N}/gu, '9')
    .replaceAll(/[^\p{P}\p{S} a9]/gu, '?');
  return value.length > longest ? `${shape}…` : shape;
}

/** Returns SQL for the shape of a text, as {@link textShape} makes it. */
export const shapeSql = (text: string): string =>
  `regexp_replace(regexp_replace(regexp_replace(left(${text}, ${longest}), '\\p{L}\\p{M}*', 'a', 'g'), '\\p{N}', '9', 'g'), '[^\\p{P}\\p{S} a9]', '?', 'g') || if(length(${text}) > ${longest}, '…', '')`;
