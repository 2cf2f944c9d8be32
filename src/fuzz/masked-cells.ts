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
  const generated = new Set<string | null>(generatedTexts(input));
  return (column, value) => {
    const text = shownValue(value);
    if (text === null || generated.has(text)) return text;
    return classified.has(column) || looksPersonal(text) ? maskedText : text;
  };
}

/** The values of generated tables as a message shows them, and texts as they are. */
export const generatedTexts = (
  input: Readonly<Record<string, readonly Row[]>>,
): readonly string[] =>
  Object.values(input).flatMap((rows) =>
    rows.flatMap((row) =>
      Object.values(row).flatMap((value) => [
        shownValue(value) ?? 'NULL',
        ...(typeof value === 'string' ? [value] : []),
      ]),
    ),
  );

/** Masks what a sentence quotes and is not known: an engine quotes the value that it could not convert. */
export const maskedQuotes = (sentence: string, known: ReadonlySet<string>): string =>
  sentence.replaceAll(
    /(?<![\p{L}\p{N}])(['"])(.*?)\1(?![\p{L}\p{N}])/gsu,
    (quoted, quote: string, inside: string) =>
      known.has(inside) ? quoted : `${quote}${maskedText}${quote}`,
  );
