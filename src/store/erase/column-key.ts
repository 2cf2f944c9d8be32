/** Returns a text that is the same for all spellings of a column: SQL knows no case, and snapshots may differ in it. */
export const columnKey = (name: string): string => name.toLowerCase();
