import { unquoted } from '../sql/quote.ts';

/** An SQL type, parsed from the text that DuckDB writes. */
export type TypeTree =
  | { readonly kind: 'plain'; readonly name: string }
  | { readonly kind: 'list'; readonly of: TypeTree }
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, TypeTree> }
  | { readonly kind: 'map'; readonly key: TypeTree; readonly value: TypeTree };

/** Parses an SQL type such as `STRUCT("a b" BIGINT, c INTEGER[])`. A type that it does not know becomes a plain one. */
export function typeTree(text: string): TypeTree {
  const tokens = text.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|\[\d*\]|[(),]|[^\s"'()[\],]+/g) ?? [];
  let at = 0;
  const take = () => tokens[at++] ?? '';
  const isNext = (token: string) => tokens[at] === token;
  const type = (): TypeTree => {
    let tree = element();
    while (/^\[\d*\]$/.test(tokens[at] ?? '')) {
      take();
      tree = { kind: 'list', of: tree };
    }
    return tree;
  };
  const element = (): TypeTree => {
    const word = take();
    if (word === 'STRUCT' && isNext('(')) return { kind: 'struct', fields: new Map(inside(field)) };
    if (word === 'MAP' && isNext('(')) {
      const [key, value] = inside(type);
      if (key && value) return { kind: 'map', key, value };
    }
    return { kind: 'plain', name: [word, ...rest()].join(' ') };
  };
  const inside = <Item>(item: () => Item): readonly Item[] => {
    const items: Item[] = [];
    do {
      take();
      items.push(item());
    } while (isNext(','));
    take();
    return items;
  };
  const field = (): readonly [string, TypeTree] => [unquoted(take()), type()];
  const rest = (): readonly string[] => {
    const words: string[] = [];
    for (let depth = 0; at < tokens.length; words.push(take())) {
      const token = tokens[at] ?? '';
      if (depth === 0 && /^[,)[]/.test(token)) break;
      depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    }
    return words;
  };
  return type();
}
