/** Splits text into lines, whichever way they end. */
export const linesOf = (text: string): string[] => text.split(/\r?\n/);
