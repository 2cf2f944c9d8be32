import fc from 'fast-check';
import type { Cell, Cells } from './cells.ts';

/** Which of the rows of another table a foreign key names: a number, of which the remainder by their count is taken. */
interface Index {
  readonly index: number;
}

/**
 * Indexes into rows that are not drawn yet. The values are put in later, and again whenever the other table shrinks.
 */
export class IndexArbitrary extends fc.Arbitrary<unknown> {
  override generate(random: fc.Random): fc.Value<unknown> {
    return indexed(random.nextInt(0, 0xffff));
  }

  override canShrinkWithoutContext(_value: unknown): _value is unknown {
    return false;
  }

  override shrink(_value: unknown, context: unknown): fc.Stream<fc.Value<unknown>> {
    return fc.stream(smaller(indexOf(context) ?? 0));
  }
}

function* smaller(index: number): IterableIterator<fc.Value<unknown>> {
  if (index > 0) yield indexed(0);
  for (let left = Math.floor(index / 2); left >= 1; left = Math.floor(left / 2))
    yield indexed(index - left);
}

const indexed = (index: number): fc.Value<unknown> => new fc.Value<unknown>(undefined, { index });

const indexOf = (context: unknown): number | null =>
  typeof context === 'object' && context !== null && 'index' in context
    ? (context as Index).index
    : null;

/** The rows that a foreign key may name. */
export interface Link {
  /** The values that it may have in a row, given the rows above it. */
  readonly candidates: (above: Cells) => readonly unknown[];
  /** The column of its own table that it names; null where it names another table. */
  readonly ownKey: number | null;
  /** The value for a row that has no row to name; null where a value is required. */
  readonly nil: { readonly value: unknown } | null;
}

/** The foreign keys of a table by the places of their columns. */
export type Links = ReadonlyMap<number, Link>;

/**
 * Puts the values in that the foreign keys of a row name. Where there is no row to name, a NULL is put in, or the key of
 * the row itself. Returns null where neither can be.
 */
export function linkedRow(row: readonly Cell[], links: Links, above: Cells): Cell[] | null {
  if (links.size === 0) return [...row];
  const linked = row.map((cell, at) => {
    const link = links.get(at);
    const index = indexOf(cell.context);
    if (!link || index === null) return cell;
    const value = linkedValue(link, index, row, above);
    return value && new fc.Value(value.value, cell.context);
  });
  const whole = linked.filter((cell) => cell !== null);
  return whole.length < linked.length ? null : whole;
}

function linkedValue(link: Link, index: number, row: readonly Cell[], above: Cells) {
  const values = link.candidates(above);
  if (values.length > 0) return { value: values[index % values.length] };
  const own = link.ownKey === null ? undefined : row[link.ownKey];
  return link.nil ?? (own ? { value: own.value } : null);
}
