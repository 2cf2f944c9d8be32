import { printArgument } from '../../metric/subject.ts';
import { allOf, counted } from '../../outcome/printable-text.ts';
import type { Suspect } from './suspicion.ts';

/** Suspects a column of numbers that is text because they have a decimal comma. */
export const suspectDecimalComma: Suspect = ({ name, filled, written, doubts }) => {
  const commas = written.comma ?? 0;
  const missing = doubts.missing.reduce((sum, [, rows]) => sum + rows, 0);
  if (commas === 0 || commas + (written.point ?? 0) + missing < filled) return [];
  const which =
    commas === filled
      ? allOf(filled, 'value')
      : `${counted(commas, 'value')} of ${counted(filled, 'value')}`;
  return [
    {
      kind: 'decimal comma',
      column: name,
      rows: commas,
      said: `${which} ${commas === 1 ? 'has' : 'have'} a decimal comma, so that the column is text; write them with a point, or read the file with { decimal: { ${printArgument(name)}: ',' } } once all its numbers have a comma`,
      rule: `column(${printArgument(name)}).notMatches(/^[+-]?\\d+,\\d+$/)`,
    },
  ];
};
