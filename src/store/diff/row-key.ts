import { identifier } from '../../dataset/sql/quote.ts';
import type { ColumnDescription } from '../../engine/engine.ts';
import { closest } from '../../value/closest.ts';
import { DiffError } from './diff-error.ts';
import { exactValue } from './exact-value.ts';
import type { OpenBoth, OpenSide } from './open-both.ts';

/** A column of a key, as one expression for both sides. */
export interface KeyColumn {
  readonly column: string;
  readonly sql: string;
}

/**
 * Returns the columns of a key. Integers, and decimals, of different widths are compared as numbers.
 *
 * @throws {DiffError} `DIFF_KEY_UNKNOWN` for a column that a side does not have, or has with another type.
 */
export function rowKeyOf(
  names: readonly string[],
  { before, after }: Pick<OpenBoth, 'before' | 'after'>,
  shownName: (name: string) => string,
): readonly KeyColumn[] {
  return [...new Set(names)].map((name) => {
    const was = columnOf(before, name, shownName);
    const is = columnOf(after, name, shownName);
    const sql = identifier(name);
    if (was.type === is.type) return { column: name, sql: exactValue(sql, is.type) };
    const wide = widerType(was, is);
    if (wide !== null) return { column: name, sql: `cast(${sql} as ${wide})` };
    throw new DiffError(
      'DIFF_KEY_UNKNOWN',
      `The key's column '${shownName(name)}' is ${was.type.split('(')[0]} in ${before.label} and ${is.type.split('(')[0]} in ${after.label}, so that its rows can't be matched: give another key, or none to compare whole rows.`,
    );
  });
}

/** Returns a type that holds every value of two types of numbers; null if there is none. */
function widerType(one: ColumnDescription, other: ColumnDescription): string | null {
  if (isWhole(one) && isWhole(other)) return 'hugeint';
  const [left, right] = [digitsOf(one), digitsOf(other)];
  if (left === null || right === null) return null;
  const scale = Math.max(left.scale, right.scale);
  const width = Math.max(left.whole, right.whole) + scale;
  return width <= 38 ? `decimal(${width}, ${scale})` : null;
}

const isWhole = ({ family, type }: ColumnDescription) =>
  family === 'integer' && type !== 'UHUGEINT';

/** Returns the digits of a decimal type, before the point and after it; null for another type. */
function digitsOf({ type }: ColumnDescription) {
  const [, width, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  return scale === undefined
    ? null
    : { whole: Number(width) - Number(scale), scale: Number(scale) };
}

function columnOf(
  { label, columns }: OpenSide,
  wanted: string,
  shownName: (name: string) => string,
): ColumnDescription {
  const found = columns.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = columns.map(({ name }) => name);
  const near = closest(wanted, names);
  throw new DiffError(
    'DIFF_KEY_UNKNOWN',
    `${label} has no column '${wanted}', which the key names.${near === undefined ? '' : ` Did you mean '${shownName(near)}'?`}`,
  );
}
