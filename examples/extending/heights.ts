import { changesOf, type Fault } from 'assay/generate';

/** Heights in feet, and heights of 0 where nobody measured one. */
export const heights: Fault = {
  kind: 'fault',
  name: 'heights',
  description: 'heights in feet, or 0 where none was measured',
  changes: (column) =>
    column.name === 'height'
      ? changesOf(column, [
          { kind: 'scale', by: 3.28084 },
          { kind: 'constant', value: 0 },
        ])
      : [],
};
