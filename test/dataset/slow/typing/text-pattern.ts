/** Returns the shape of a text without its characters: letters as `a`, digits as `9`, such as `'99/99/9999'`. */
export function textPattern(value: string): string {
  const shape = value
    .slice(0, 40)
    .replaceAll(/\p{L}\p{M}*/gu, 'a')
    .replaceAll(/\p{N}/gu, '9')
    .replaceAll(/[^\p{P}\p{S} a9]/gu, '?');
  return value.length > 40 ? `${shape}…` : shape;
}
