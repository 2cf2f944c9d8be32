/** A part of a document that is there as a whole or not at all. */
export interface Item {
  readonly text: string;
  /** The lower, the sooner it gets its room. */
  readonly rank: number;
  /** The word for such items, in the count of those that are left out. */
  readonly what: string;
}

/** Items below a head that is there where one of them is. */
export interface Section {
  readonly head: string;
  readonly items: readonly Item[];
  /** The text between its items. */
  readonly gap: string;
}

/** A document that was cut to a size. */
export interface Fitted {
  readonly text: string;
  /** The number of items that are left out, by their word. */
  readonly left: ReadonlyMap<string, number>;
}

const between = '\n\n';

/**
 * Returns as many whole items of the sections as there is room for, in their order. Room is given by rank. If an item
 * of one rank has no room, nothing of a later rank is shown, so that no detail appears without its item.
 */
export function fitInto(sections: readonly Section[], room: number): Fitted {
  const all = sections.flatMap((section) => section.items.map((item) => ({ section, item })));
  const kept = new Set<Item>();
  const begun = new Set<Section>();
  const left = new Map<string, number>();
  let free = room;
  for (const rank of ranksOf(all.map(({ item }) => item))) {
    const isFull = left.size > 0;
    for (const { section, item } of all.filter((one) => one.item.rank === rank)) {
      const head = begun.has(section) ? section.gap.length : between.length + section.head.length;
      const size = item.text.length + head;
      if (isFull || size > free) {
        left.set(item.what, (left.get(item.what) ?? 0) + 1);
        continue;
      }
      free -= size;
      kept.add(item);
      begun.add(section);
    }
  }
  const text = sections
    .filter((section) => begun.has(section))
    .map(({ head, items, gap }) => {
      const shown = items.filter((item) => kept.has(item)).map((item) => item.text);
      return head + shown.join(gap);
    })
    .join(between);
  return { text, left };
}

const ranksOf = (items: readonly Item[]): readonly number[] =>
  [...new Set(items.map(({ rank }) => rank))].sort((one, other) => one - other);
