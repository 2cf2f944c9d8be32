import type { Contract } from '../contract/contract.ts';
import type { Row } from '../generate/row-domain.ts';
import { maskedOf } from '../plan/disclosure/disclosure.ts';
import { maskedText } from '../privacy/masked-text.ts';
import { looksPersonal } from '../privacy/personal.ts';
import { shownValue } from './shown-value.ts';

/** The text of a cell in a message; null is NULL. */
export type ShowCell = (column: string, value: unknown) => string | null;

/** The cells of generated rows, as they are. */
export const generatedCell: ShowCell = (_, value) => shownValue(value);

/**
 * The cells that came out of a step which may read real data: values of classified columns, and what looks personal, are
 * masked unless they stand in the input, which is generated.
 */
export function maskedCells(
  output: Contract,
  names: readonly string[],
  input: Readonly<Record<string, readonly Row[]>>,
): ShowCell {
  const classified = maskedOf(output, names);
  const generated = new Set(
    Object.values(input).flatMap((rows) =>
      rows.flatMap((row) => Object.values(row).map(shownValue)),
    ),
  );
  return (column, value) => {
    const text = shownValue(value);
    if (text === null || generated.has(text)) return text;
    return classified.has(column) || looksPersonal(text) ? maskedText : text;
  };
}
