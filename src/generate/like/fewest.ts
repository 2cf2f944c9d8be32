/** A value that fewer rows hold is not copied: it could say who a row is about. */
export const fewest = 5;
