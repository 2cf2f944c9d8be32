import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { printNumeric } from '../../value/numeric.ts';
import type { Suspect } from './suspicion.ts';

/** Suspects rows that repeat a value of the column that would be the key without them. */
export const suspectDuplicates: Suspect = ({ name, duplicates }, { rows }) =>
  duplicates === 0
    ? []
    : [
        {
          kind: 'duplicates',
          column: name,
          rows: duplicates,
          said: `${printNumeric(duplicates)} of ${counted(rows, 'row')} ${duplicates === 1 ? 'repeats' : 'repeat'} a value, and it would be the key without them`,
          rule: `column(${printArgument(name)}).unique()`,
        },
      ];
