import fc from 'fast-check';
import { turned } from '../../../metric/expression.ts';
import { arbitraryOf } from '../arbitrary-of.ts';
import type { Cell } from './cells.ts';
import { isNil } from './compare.ts';
import { narrowed } from './narrowed.ts';
import type { Column, PlacedRelation, Table } from './table.ts';

/**
 * Makes the values of a row keep the relations of its columns: values change places, or one is drawn again from what the
 * other leaves. Fixed columns stay as they are. What can't be made to is left, for the filter of the relation to refuse.
 */
export function relate(
  { columns, relations }: Table,
  row: Cell[],
  isFixed: (at: number) => boolean,
  random: fc.Random,
): void {
  for (let passes = relations.length ** 2 + 1; passes > 0; passes--) {
    const broken = relations.filter(({ filter }) => !filter.accepts(row));
    if (broken.length === 0) return;
    for (const relation of broken) {
      if (!relation.filter.accepts(row)) mend(columns, relation, row, isFixed, random);
    }
  }
}

function mend(
  columns: readonly Column[],
  relation: PlacedRelation,
  row: Cell[],
  isFixed: (at: number) => boolean,
  random: fc.Random,
): void {
  const { left, op, right } = relation;
  if (op !== '=' && op !== '<>' && !isFixed(left) && !isFixed(right)) {
    if (swapped(columns, relation, row)) return;
  }
  if (!isFixed(right) && redrawn(columns[right], row, right, turned[op], row[left]?.value, random))
    return;
  if (!isFixed(left)) redrawn(columns[left], row, left, op, row[right]?.value, random);
}

/** Lets two values change places where each may stand in the other's. */
function swapped(columns: readonly Column[], relation: PlacedRelation, row: Cell[]): boolean {
  const { left, right, filter } = relation;
  const [one, other] = [row[left], row[right]];
  const canSwap =
    one &&
    other &&
    columns[left]?.scalar?.accepts(other.value) &&
    columns[right]?.scalar?.accepts(one.value);
  if (!canSwap) return false;
  [row[left], row[right]] = [
    new fc.Value(other.value, undefined),
    new fc.Value(one.value, undefined),
  ];
  if (filter.accepts(row)) return true;
  [row[left], row[right]] = [one, other];
  return false;
}

/** Draws a value from those that keep a relation to a constant. */
function redrawn(
  column: Column | undefined,
  row: Cell[],
  at: number,
  op: PlacedRelation['op'],
  limit: unknown,
  random: fc.Random,
): boolean {
  const domain = column?.domain.domain;
  if (!column || !domain || isNil(limit)) return false;
  if (op === '=' && column.scalar?.accepts(limit)) {
    row[at] = new fc.Value(limit, undefined);
    return true;
  }
  const left = domain.faker === null ? narrowed(domain, op, limit) : null;
  if (left)
    row[at] = arbitraryOf(left, { ...column.making, tallies: [] }).generate(random, undefined);
  else if (op === '<>') row[at] = column.arbitrary.generate(random, undefined);
  return left !== null;
}
