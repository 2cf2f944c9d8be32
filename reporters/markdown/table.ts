/** Returns a row of a table. */
export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Returns the head of a table, with the line below it. */
export const header = (columns: readonly string[]): string =>
  `${row(columns)}\n${row(columns.map(() => '---'))}\n`;
