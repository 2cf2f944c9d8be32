/** Returns a value that is equal where a column's values are the same: DuckDB takes a month for 30 days. */
export const exactValue = (name: string, type: string): string =>
  type === 'INTERVAL' ? `cast(${name} as varchar)` : name;
