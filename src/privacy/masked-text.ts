/** What stands for a value that must not be shown. */
export const maskedText = '•••';
