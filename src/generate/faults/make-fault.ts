import { isDeepStrictEqual } from 'node:util';
import type { Row } from '../row-domain.ts';
import { applyEdit } from './apply-edit.ts';
import type { FaultPlace } from './fit-faults.ts';
import { moveRow, nearlyRepeatRow, repeatRow } from './make-row-fault.ts';
import type { TableDraft } from './table-draft.ts';

/** The row of a fault, by its distance from the last one, and a number that chooses among what is left open. */
export interface FaultSpot {
  readonly row: number;
  readonly choice: number;
}

/** Rows that are looked at: where so many in a row have nothing to change, as ASCII has for an encoding, others hardly do. */
const reach = 10_000;

/**
 * Makes a fault at a place in a draft: in the row of the spot, or in the nearest before it in which it changes something
 * that no fault has touched. Returns false if none of 10,000 rows is such a one.
 */
export function makeFault(
  draft: TableDraft,
  fault: string,
  place: FaultPlace,
  { row, choice }: FaultSpot,
): boolean {
  const { count } = draft;
  for (let tried = 0; tried < Math.min(count, reach); tried += 1) {
    // From the end, since rows are left out at the beginning as a list shrinks: the fault stays in its row.
    const at = count - 1 - ((row + tried) % count);
    if (makeAt(draft, fault, place, at, choice)) return true;
  }
  return false;
}

const rowFaults = { repeat: repeatRow, nearly: nearlyRepeatRow, move: moveRow } as const;

function makeAt(
  draft: TableDraft,
  fault: string,
  place: FaultPlace,
  at: number,
  choice: number,
): boolean {
  return place.kind === 'row'
    ? rowFaults[place.change](draft, fault, at, choice)
    : changeCell(draft, fault, place, at);
}

type CellPlace = Extract<FaultPlace, { kind: 'cell' }>;

function changeCell(draft: TableDraft, fault: string, { column, change }: CellPlace, at: number) {
  const { edit, violates } = change;
  const columns = edit.kind === 'column' ? [column, edit.name] : [column];
  if (!draft.isOpen(at, columns)) return false;
  const row = draft.row(at);
  const before = row[column];
  const after = applyEdit(edit, before, row);
  if (isSame(before, after)) return false;
  const changed: Row =
    edit.kind === 'column'
      ? { ...row, [column]: after, [edit.name]: before }
      : { ...row, [column]: after };
  const made = columns.map((one) => ({
    fault,
    column: one,
    before: row[one],
    after: changed[one],
    violates: one === column ? violates : [],
  }));
  draft.change(at, changed, made);
  return true;
}

/** NULL is written in several ways. */
const isSame = (before: unknown, after: unknown) =>
  Object.is(before, after) || isDeepStrictEqual(before ?? null, after ?? null);
