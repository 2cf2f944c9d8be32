/**
 * Returns a SELECT of items whose rows the engine writes as they come, in their order, with one thread. With several threads
 * DuckDB holds rows back until all before them are written: up to 4 MB for each column and thread, and a JSON array as a
 * whole, since it is one batch. It does not where one of the sources has no numbered batches, as the one without rows here.
 */
export const byOneThread = (items: readonly string[], from: string): string =>
  // A condition that is false by itself would be seen through, and the source left out.
  `select ${items.join(', ')} from ${from} union all select ${items.map(() => 'null').join(', ')} from range(1) where random() < 0`;
