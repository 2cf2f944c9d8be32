import { type AST, visitRegExpAST } from '@eslint-community/regexpp';

/** The characters that are tried in a class: those that people write first, then one of each kind of trouble. */
const tried = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ...'-_. @+/:,;!?#$%&*()[]{}<>=~^|\'"`\\',
  ...['é', 'ß', 'ñ', '漢', 'я', 'α', 'א', '😀', '\u00a0', '\t', '\n', '\u2028'],
];

const most = 128;

/** The characters that a part of a pattern takes, some of those at least; none where there is none. */
export function charactersOf(node: AST.Element, flags: string): readonly string[] {
  const test = new RegExp(`^(?:${node.raw})$`, flags.replace(/[gydm]/g, ''));
  const found = [...new Set([...tried, ...named(node)])].filter((one) => test.test(one));
  return found.length > 0 ? found.slice(0, most) : searched(test);
}

/** The characters that a class names, and the ends of its ranges. */
function named(node: AST.Element): readonly string[] {
  const found: string[] = [];
  const add = (...points: readonly number[]) => {
    for (const point of points) if (isWhole(point)) found.push(String.fromCodePoint(point));
  };
  visitRegExpAST(node, {
    onCharacterEnter: ({ value }) => add(value),
    onCharacterClassRangeEnter: ({ min, max }) => {
      const step = Math.max(1, Math.floor((max.value - min.value) / 16));
      for (let point = min.value; point <= max.value; point += step) add(point);
    },
  });
  return found;
}

/** Half of a surrogate pair is no text that can be written to a file. */
const isWhole = (point: number) => point < 0xd800 || point > 0xdfff;

function searched(test: RegExp): readonly string[] {
  const found: string[] = [];
  for (let point = 0; point < 0x20000 && found.length < most; point++) {
    const one = isWhole(point) ? String.fromCodePoint(point) : '';
    if (one !== '' && test.test(one)) found.push(one);
  }
  return found;
}
