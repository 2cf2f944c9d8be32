/** A part of a document that is there as a whole or not at all. */
export interface Item {
  readonly text: string;
  /** The lower, the sooner it gets its room. */
  readonly rank: number;
  /** What it is one of, for the count of what is left out. */
  readonly what: string;
}

/** Items below a head that is there where one of them is. */
export interface Section {
  readonly head: string;
  readonly items: readonly Item[];
  /** What stands between its items. */
  readonly gap: string;
}

export interface Fitted {
  readonly text: string;
  /** How many of what are left out. */
  readonly left: ReadonlyMap<string, number>;
}

const between = '\n\n';

/**
 * As much of these sections as has room, by whole items, in their order. Room is given by rank; where an item of one
 * rank had none, nothing of a later rank is shown, so that no detail stands without what it is a detail of.
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
