import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { printNumeric } from '../../value/numeric.ts';
import type { Suspect } from './suspicion.ts';

/** The rows and the share of them up to which a value is rare. */
const [mostRows, mostShare] = [3, 0.002] as const;

/** The most rare values of a column that are spoken of: where there are more, they are its nature. */
const mostValues = 3;

/** Remarks on values that few rows have among few values: it is no fault by itself, but it may be a slip. */
export const suspectRare: Suspect = ({ name, filled, values, counts, isPersonal }) => {
  if (values === null || counts === null || isPersonal) return [];
  const rare = counts.filter(([, rows]) => rows <= mostRows && rows <= filled * mostShare);
  if (rare.length === 0 || rare.length > mostValues || counts.length - rare.length < 2) return [];
  return rare.map(([value, rows]) => ({
    kind: 'rare',
    column: name,
    rows,
    said: `${printNumeric(rows)} of ${counted(filled, 'row')} ${rows === 1 ? 'has' : 'have'} ${printArgument(String(value))}, which is rare: is it meant?`,
    rule: null,
    values: [String(value)],
  }));
};
