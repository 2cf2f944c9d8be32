/** A text in parts, by turns without digits and a number's digits without leading zeros. */
type Parts = readonly string[];

/**
 * Sorts items by a text, in which numbers are compared by their value: `part-2` comes before `part-10`. The order is the same in each
 * place and version, which that of `Intl.Collator` is not.
 */
export function inNaturalOrder<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): readonly Item[] {
  return items
    .map((item) => ({ item, text: textOf(item), parts: partsOf(textOf(item)) }))
    .sort((one, other) => orderParts(one.parts, other.parts) || order(one.text, other.text))
    .map(({ item }) => item);
}

/** Every second part is a number, since the first one is text, if an empty one. */
const partsOf = (text: string): Parts =>
  text.split(/(\d+)/).map((part, at) => (at % 2 === 1 ? part.replace(/^0+(?=\d)/, '') : part));

function orderParts(one: Parts, other: Parts): number {
  for (const [at, part] of one.entries()) {
    const beside = other[at];
    if (beside === undefined) return 1;
    // Of two numbers the longer one is the greater.
    const sign = (at % 2 === 1 ? part.length - beside.length : 0) || order(part, beside);
    if (sign !== 0) return sign;
  }
  return one.length - other.length;
}

const order = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
