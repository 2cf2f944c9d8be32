/**
 * The most aggregates of a SELECT. The time and memory that DuckDB plans with grow faster than their number: 6,400 take 2.4 GB.
 */
const many = 128;

/** Puts entries into batches of few questions. An entry stays whole, since two of its questions may need the same values. */
export function inBatches<Entry>(
  entries: Iterable<Entry>,
  sizeOf: (entry: Entry) => number,
): readonly (readonly Entry[])[] {
  const made: Entry[][] = [];
  let size = many;
  for (const entry of entries) {
    const own = sizeOf(entry);
    if (size + own > many) {
      made.push([]);
      size = 0;
    }
    made.at(-1)?.push(entry);
    size += own;
  }
  return made;
}
