/** Levels of arrays and objects that are read: DuckDB goes down by recursion, and its stack ends with the process. */
export const mostJsonLevels = 250;
