/**
 * The error of a value that has no SQL type. Its message follows "row 3, column 'x' " and does not contain the value.
 */
export class UnsupportedValue extends Error {}
