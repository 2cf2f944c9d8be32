/** The text that replaces a masked value. */
export const maskedText = '•••';
