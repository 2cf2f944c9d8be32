import type fc from 'fast-check';

/** A value in its place, with what it shrinks by. */
export type Cell = fc.Value<unknown>;

/** The cells of rows, each row in the order of the columns. */
export type Cells = readonly (readonly Cell[])[];
