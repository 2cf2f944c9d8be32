import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { printNumeric } from '../../value/numeric.ts';
import { formPatterns } from '../text-formats.ts';
import type { Suspect } from './suspicion.ts';

/** The least share of texts that are numbers for the others to be faults. */
const mostly = 0.9;

/** Suspects the few texts that are no numbers of a column that would be one of numbers without them. */
export const suspectNoNumbers: Suspect = ({ name, filled, written, doubts }) => {
  const { point = 0, comma = 0, padded = 0 } = written;
  const missing = doubts.missing.reduce((sum, [, rows]) => sum + rows, 0);
  const rows = filled - point - comma - missing;
  // Codes are no numbers, though most of them look so.
  if (point + comma < filled * mostly || rows <= 0 || padded > 0) return [];
  const pattern = formPatterns[comma > point ? 'comma' : 'point'] ?? /^/;
  return [
    {
      kind: 'number',
      column: name,
      rows,
      said: `${printNumeric(rows)} of ${counted(filled, 'value')} ${rows === 1 ? 'is' : 'are'} no number that DOUBLE holds, as the others are`,
      rule: `column(${printArgument(name)}).matches(${pattern})`,
    },
  ];
};
