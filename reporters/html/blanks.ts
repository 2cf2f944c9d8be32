import { type Child, el } from './element.ts';

/**
 * Renders a value with quotes and marks for the blanks at its ends, which nobody would see otherwise; a value without such blanks
 * as it is.
 */
export function withBlanks(value: string): Child {
  const inner = value.trim();
  if (inner === value) return value;
  const start = value.length - value.trimStart().length;
  const [before, after] =
    inner === '' ? [value, ''] : [value.slice(0, start), value.slice(start + inner.length)];
  return ["'", mark(before), inner, mark(after), "'"];
}

const mark = (blanks: string): Child =>
  blanks === '' ? null : el('mark', { title: namesOf(blanks) }, blanks);

/** Returns the blanks in words: `'a blank'`, `'U+00A0'`. */
const namesOf = (blanks: string): string =>
  [...new Set(blanks)]
    .map((one) =>
      one === ' '
        ? 'a blank'
        : `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    )
    .join(', ');
