import type { Contract } from '../../contract/contract.ts';
import { columnLabel } from '../../contract/schema/zod-words.ts';
import { GenerateError } from '../generate-error.ts';
import type { Because } from './resolved.ts';

/** The error of rules that exclude each other: the sentence about the column, and the rules as their tests are named. */
export function contradiction({ name }: Contract, { sentence, rules }: Because): GenerateError {
  const named = rules.map(({ title, place }) => {
    const at = place === null ? '' : ` (${place.file}:${place.line})`;
    return `\n  ${title}${at}`;
  });
  return new GenerateError(
    'CONTRADICTION',
    `No rows can be made for the contract '${name}'. ${sentence} Change one of these rules:${named.join('')}`,
  );
}

/** The error of a column of which no value is known. */
export const notGenerated = ({ name }: Contract, column: string): GenerateError =>
  new GenerateError(
    'NOT_GENERATED',
    `No rows can be made for the contract '${name}': ${columnLabel(column)} has a schema of which no value is left, and takes no NULL. A required part of it is a z.never(), or it holds itself without end.`,
  );
