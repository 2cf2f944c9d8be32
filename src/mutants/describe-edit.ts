import type { Edit, EditOf } from '../value/edit.ts';
import { printDuration } from '../value/quantity.ts';
import type { Rate } from './mutant.ts';

const words: { readonly [Kind in Edit['kind']]: (edit: EditOf<Kind>) => string } = {
  constant: ({ value }) => `set to ${shown(value)}`,
  scale: ({ by }) => (by === -1 ? 'with the other sign' : `times ${by}`),
  shift: ({ by }) => `moved by ${by < 0 ? '-' : ''}${printDuration(Math.abs(by))}`,
  surround: ({ before, after }) =>
    `with ${[before && `${shown(before)} before`, after && `${shown(after)} after`].filter(Boolean).join(' and ')}`,
  replace: ({ from, to }) => `with ${shown(to)} for ${shown(from)}`,
  case: ({ to }) => `in ${to} case`,
  truncate: ({ share }) => `cut to ${percent(share)} of their length`,
  mojibake: () => 'as UTF-8 that is read as Latin-1',
  decompose: () => 'with accents apart from their letters',
  dateFormat: ({ to }) => `written as ${to}`,
  numberFormat: ({ decimal, thousands }) =>
    `written with ${[`'${decimal}' for decimals`, thousands && `'${thousands}' for thousands`].filter(Boolean).join(' and ')}`,
  booleanFormat: ({ yes, no }) => `written as ${shown(yes)} and ${shown(no)}`,
  column: ({ name }) => `swapped with "${name}"`,
};

/** Returns what an edit does to values, as the end of a sentence: `times 1000`. */
export const describeEdit = (edit: Edit): string =>
  (words[edit.kind] as (edit: Edit) => string)(edit);

/** Returns a rate as the beginning of a sentence: `1% of`, `1 value of`. */
export const describeRate = (rate: Rate, one: string): string =>
  rate === 'one row' ? one : percent(rate);

const percent = (share: number) => `${Number((share * 100).toPrecision(4))}%`;

/** The characters that a terminal does not show, or shows as nothing. */
const unseen = /[\p{C}\p{Z}]/gu;

function shown(value: EditOf<'constant'>['value']): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  if (typeof value !== 'string') return Object.is(value, -0) ? '-0' : String(value);
  const seen = value.replace(unseen, (one) =>
    one === ' ' ? one : `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
  return `'${seen}'`;
}
