/**
 * Returns names and values within a column's type: fields of a STRUCT, tags of a UNION, members of an ENUM. In a JSON
 * file, the keys of objects become fields.
 */
export function innerNames(type: string): readonly string[] {
  const quoted = [...type.matchAll(/(["'])((?:(?!\1).|\1\1)*)\1/gs)].map(
    ([, quote = '', name = '']) => name.replaceAll(quote + quote, quote),
  );
  const bare = [...type.matchAll(/(?<=[(,] ?)[A-Za-z_]\w*(?= [A-Z"])/g)].map(([name]) => name);
  return [...quoted, ...bare];
}

/** Returns a type without inner names, for when those may be values: `STRUCT(…)`. */
export function withoutInnerNames(text: string): string {
  let shown = '';
  let rest = text;
  for (;;) {
    const start = /\b(?:STRUCT|UNION|ENUM)\(/.exec(rest);
    if (start === null) return shown + rest;
    const from = start.index + start[0].length;
    shown += `${rest.slice(0, from)}…)`;
    rest = rest.slice(endOf(rest, from));
  }
}

/** Returns the place after the parenthesis that closes the one before `from`. Parentheses in quotes are skipped. */
function endOf(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const close = text.indexOf(character, at + 1);
      at = close < 0 ? text.length : close;
    } else if (character === '(') depth += 1;
    else if (character === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}
