import { counted } from '../../outcome/printable-text.ts';
import type { Suspect } from './suspicion.ts';

/** Suspects a column without a value: what should be in it is not, or nobody needs it. */
export const suspectEmpty: Suspect = ({ name, filled }, { rows }) =>
  filled > 0
    ? []
    : [
        {
          kind: 'empty',
          column: name,
          rows,
          said: `it has no value in ${counted(rows, 'row')}`,
          rule: null,
        },
      ];
