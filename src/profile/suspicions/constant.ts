import { counted } from '../../outcome/printable-text.ts';
import { compareNumeric } from '../../value/numeric.ts';
import type { Suspect } from './suspicion.ts';

/** The rows from which it is worth a remark that all hold the same. */
const enough = 20;

/** Remarks on a column with one value in all rows. */
export const suspectConstant: Suspect = ({ name, filled, min, max, counts, family, unusual }) => {
  const isOne =
    family === 'text'
      ? counts?.length === 1
      : unusual === 0 && min !== null && max !== null && compareNumeric(min, max) === 0;
  if (filled < enough || !isOne) return [];
  return [
    {
      kind: 'constant',
      column: name,
      rows: filled,
      said: `it has the same value in ${counted(filled, 'row')}`,
      rule: null,
    },
  ];
};
