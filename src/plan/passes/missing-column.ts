import type { ColumnDescription } from '../../engine/engine.ts';
import { visible } from '../../outcome/printable-text.ts';
import { closest } from '../../value/closest.ts';

/**
 * Returns a name as messages show it, with its odd characters visible. A very long one suggests that the file has
 * another format, and a part of it may be half of a value.
 */
export const shownName = (name: string): string =>
  name.length > 80
    ? `(a name of ${name.length} characters)`
    : visible(name).replaceAll(oddSpace, escaped);

const oddSpace = /(?! )\p{Zs}/gu;
const escaped = (character: string) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** Returns a name without spaces at its ends, and without characters that nobody sees. */
const seen = (name: string) =>
  name
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\p{Zs}/gu, ' ')
    .trim()
    .normalize('NFKC');

/** Returns the sentence for a column that the dataset does not have, with the one that was probably meant. */
export function missingColumn(name: string, columns: readonly ColumnDescription[]): string {
  const names = columns.map((column) => column.name);
  return `the dataset has no column '${name}': ${hintOf(name, names)}`;
}

function hintOf(name: string, names: readonly string[]): string {
  const spelled = names.find((one) => one.toLowerCase() === name.toLowerCase());
  if (spelled !== undefined) return `it has '${shownName(spelled)}', and case counts`;
  const odd = names.find((one) => seen(one).toLowerCase() === seen(name).toLowerCase());
  if (odd !== undefined)
    return `it has '${shownName(odd)}', whose spaces and invisible characters count`;
  const first = names
    .slice(0, 12)
    .map((one) => `'${shownName(one)}'`)
    .join(', ');
  // Of short names each is near to the others.
  const near = name.length > 3 ? closest(name, names) : undefined;
  const meant = near === undefined ? '' : ` (did you mean '${shownName(near)}'?)`;
  return `it has ${first || 'none'}${names.length > 12 ? ', …' : ''}${meant}`;
}
