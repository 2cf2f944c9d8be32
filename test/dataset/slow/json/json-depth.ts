/**
 * The most levels of nested arrays and objects. DuckDB reads them by recursion, and a stack overflow ends the process.
 */
export const mostJsonLevels = 250;
