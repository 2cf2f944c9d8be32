import fc from 'fast-check';

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

/** The values that a foreign key may have in a row, given the rows above it. */
export type Candidates = (above: readonly (readonly fc.Value<unknown>[])[]) => readonly unknown[];

/** Puts the value of the row in that a foreign key names; a NULL stays one. Returns null where there is no row to name. */
export function linkedCell(
  cell: fc.Value<unknown>,
  candidates: readonly unknown[],
): fc.Value<unknown> | null {
  const index = indexOf(cell.context);
  if (index === null) return cell;
  if (candidates.length === 0) return null;
  return new fc.Value(candidates[index % candidates.length], cell.context);
}
