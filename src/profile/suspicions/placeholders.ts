import { printArgument } from '../../metric/subject.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { Suspect } from './suspicion.ts';

/** Suspects numbers and days that programs write where one is not known: -1, 9999, 9999-12-31. */
export const suspectPlaceholders: Suspect = ({ name, doubts, filled }) =>
  doubts.placeholders
    .filter(({ rows }) => rows * 2 <= filled)
    .map(({ value, rows }) => {
      const day = typeof value === 'number' ? null : value.toISOString().slice(0, 10);
      const said = `${counted(rows, 'row')} ${rows === 1 ? 'has' : 'have'} ${day ?? value}, far from all others: it may stand for a value that is not known`;
      const called = `column(${printArgument(name)})`;
      return {
        kind: 'placeholder' as const,
        column: name,
        rows,
        said,
        rule: day === null ? `${called}.notIn([${value}])` : placeholderRule(called, day),
      };
    });

const placeholderRule = (called: string, day: string) =>
  day < '2000'
    ? `${called}.after(${printArgument(day)})`
    : `${called}.before(${printArgument(day)})`;
