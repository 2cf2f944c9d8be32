import { column } from '../../metric/expression.ts';
import { looksPersonal } from '../../privacy/personal.ts';
import { approximate, compareNumeric, exactNumber, type Numeric } from '../../value/numeric.ts';
import type { PassContext } from '../measure-request.ts';
import { presentItem } from '../passes/distinct-values.ts';
import type { Item } from '../select.ts';
import { statesOf } from './item-states.ts';

/** The least and the greatest value of a column in a piece. */
export interface ValueRange {
  readonly least: Numeric;
  readonly greatest: Numeric;
}

/**
 * Returns the range of each piece, in order; null for a piece without a value. Instants are in microseconds. An
 * infinite instant has no number, so that end is infinite.
 */
export async function rangesOf(
  name: string,
  context: PassContext,
): Promise<readonly (ValueRange | null)[]> {
  const min: Item = { aggregate: { kind: 'min', of: column(name) }, where: [] };
  const max: Item = { aggregate: { kind: 'max', of: column(name) }, where: [] };
  const present = presentItem(column(name));
  const states = await statesOf([min, max, present], context.pieces, context);
  return context.pieces.map((_, at) => {
    const [least, greatest, count] = [min, max, present].map((item) => states.get(item)?.[at]);
    if (approximate(count ?? 0) === 0) return null;
    return { least: least ?? -Infinity, greatest: greatest ?? Infinity };
  });
}

/** Returns the range of all pieces together; null if none has a value. */
export function totalRange(ends: readonly (ValueRange | null)[]): ValueRange | null {
  return ends.reduce((all, end) => {
    if (all === null || end === null) return all ?? end;
    return {
      least: compareNumeric(end.least, all.least) < 0 ? end.least : all.least,
      greatest: compareNumeric(end.greatest, all.greatest) > 0 ? end.greatest : all.greatest,
    };
  }, null);
}

/** True if an end looks like a card number. Those may not appear in a query or an answer. */
export const rangesLookPersonal = (ends: readonly (ValueRange | null)[]): boolean =>
  ends.some(
    (end) =>
      end !== null && [end.least, end.greatest].some((value) => looksPersonal(exactNumber(value))),
  );

/** True if no two pieces can have a value in common. */
export function areDisjoint(ends: readonly (ValueRange | null)[]): boolean {
  const inOrder = ends
    .filter((end) => end !== null)
    .toSorted((one, other) => compareNumeric(one.least, other.least));
  return inOrder.every((end, at) => {
    const before = inOrder[at - 1];
    return before === undefined || compareNumeric(before.greatest, end.least) < 0;
  });
}
