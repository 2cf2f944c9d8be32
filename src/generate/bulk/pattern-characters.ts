import type { AST } from '@eslint-community/regexpp';

/** The characters that texts are made of where a pattern leaves the choice: those that can be printed, of ASCII. */
const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

/** Returns characters that a set or a class matches: those of ASCII, or a few of what it names; none where there is no such. */
export function charactersOf(node: AST.CharacterSet | AST.CharacterClass): readonly string[] {
  const wanted = oneOf(node.raw);
  const ascii = printable.filter((one) => wanted.test(one));
  if (node.type === 'CharacterSet')
    return node.kind === 'any' ? ascii.filter((one) => /\w/.test(one)) : plain(ascii);
  if (node.negate) return plain(ascii);
  const named = node.elements.flatMap((element): readonly string[] => {
    if (element.type === 'Character') return [String.fromCodePoint(element.value)];
    if (element.type === 'CharacterClassRange') return range(element.min.value, element.max.value);
    return element.type === 'CharacterSet' ? charactersOf(element) : [];
  });
  return [...new Set(named)].filter((one) => wanted.test(one));
}

/** Returns a test of single characters; some classes can only be written without the flag `u`. */
function oneOf(raw: string): RegExp {
  try {
    return new RegExp(`^(?:${raw})$`, 'u');
  } catch {
    return new RegExp(`^(?:${raw})$`);
  }
}

/** Prefers letters and digits, which look like data. */
function plain(list: readonly string[]): readonly string[] {
  const words = list.filter((one) => /[A-Za-z0-9]/.test(one));
  return words.length > 0 ? words : list;
}

/** Up to 256 characters of a range, without halves of surrogate pairs. */
const range = (from: number, to: number): readonly string[] =>
  Array.from({ length: Math.min(to - from + 1, 256) }, (_, at) => from + at)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code));
