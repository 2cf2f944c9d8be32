import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import { printNumeric } from '../../value/numeric.ts';
import type { Suspect } from './suspicion.ts';

/** The least share of texts in a format for the others to be malformed. */
const mostly = 0.9;

const words: Readonly<Record<string, string>> = { email: 'e-mail address', uuid: 'UUID' };
const zodNames: Readonly<Record<string, string>> = { email: 'email', uuid: 'guid' };

/** Suspects texts that lack the format which most of the column has. */
export const suspectMalformed: Suspect = ({ name, filled, written }) =>
  Object.entries(words).flatMap(([format, word]) => {
    const rows = filled - (written[format] ?? 0);
    if (rows === 0 || rows > filled * (1 - mostly)) return [];
    return [
      {
        kind: 'format' as const,
        column: name,
        rows,
        said: `${printNumeric(rows)} of ${counted(filled, 'value')} ${rows === 1 ? 'is' : 'are'} no ${word}, as the others are`,
        rule: `column(${printArgument(name)}).format(${printArgument(zodNames[format] ?? format)})`,
      },
    ];
  });
