import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { printNumeric } from '../../value/numeric.ts';
import type { Suspect } from './suspicion.ts';

/** Names of columns in which a negative number is as good as another. */
const signed = /temp|delta|change|diff|balance|profit|margin|return|growth|lat|lon|offset|error/i;

/** Suspects rare negative numbers where the others don't come near zero as those of a spread around it do. */
export const suspectNegative: Suspect = ({ name, negative, filled, doubts }) => {
  const isPlaceholder = doubts.placeholders.some(
    ({ value, rows }) => typeof value === 'number' && value < 0 && rows === negative,
  );
  if (negative === 0 || !doubts.isApartFromNegative || isPlaceholder) return [];
  return [
    {
      kind: 'negative',
      column: name,
      rows: negative,
      said: `${printNumeric(negative)} of ${counted(filled, 'value')} ${negative === 1 ? 'is' : 'are'} negative`,
      rule: signed.test(name) ? null : `column(${printArgument(name)}).atLeast(0)`,
    },
  ];
};
