import type { TextLine } from './text-line.ts';

const keyOf = ({ part, format, rows, dialect = '' }: TextLine) =>
  `${part} ${format} ${rows} ${dialect}`;

/** The lines that were there, with those measured anew in their place or at the end. */
export function merged(old: readonly TextLine[], found: readonly TextLine[]): readonly TextLine[] {
  return [...new Map([...old, ...found].map((line) => [keyOf(line), line])).values()];
}
