/** The number of files of which one is changed. */
export const fileCount = 50;

/** The number of contracts over one file. */
export const contractCount = 20;
