const text = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`;
const scopes = String.raw`rows(?:\.(?:where|per)\((?:${text}|[^'"()])*\))+\.`;
const labelled = new RegExp(String.raw`^(?:${scopes})?(column\((?:${text})\))`, 's');

/**
 * Returns the column that a metric is about as the metric writes it, `"column('delay')"`, whatever its scope is; null if it is about
 * rows.
 *
 * @example columnLabelOf("rows.where('distance > 2000').column('delay').mean()") // "column('delay')"
 */
export const columnLabelOf = (metric: string): string | null => labelled.exec(metric)?.[1] ?? null;
