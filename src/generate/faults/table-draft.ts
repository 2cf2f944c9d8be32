import type { Row, RowDomain } from '../row-domain.ts';
import type { MadeFault } from './fault.ts';

/** A fault in a row whose place in the result is not known yet. */
export type MadeInRow = Omit<MadeFault, 'row'>;

/** A row that a fault was made in. */
interface Slot {
  readonly row: Row;
  /** The columns that no other fault may change; null for all of them. */
  readonly closed: ReadonlySet<string> | null;
  readonly made: readonly MadeInRow[];
}

/**
 * Rows in which faults are being made. No two faults touch one value, so that each is in the result as it was made. Only
 * the rows that are touched are copied.
 */
export interface TableDraft {
  readonly domain: RowDomain;
  /** The number of rows before any fault. */
  readonly count: number;
  /** Returns a row by its place before any fault. */
  readonly row: (at: number) => Row;
  /** True where no fault has touched these columns of a row; without columns, where none has touched the row. */
  readonly isOpen: (at: number, columns?: readonly string[]) => boolean;
  /** Changes a row, whose columns are closed then. */
  readonly change: (
    at: number,
    row: Row,
    made: readonly (MadeInRow & { readonly column: string })[],
  ) => void;
  /** Closes a row to other faults. */
  readonly close: (at: number) => void;
  /** Puts a new row behind that place; -1 is the beginning. */
  readonly insert: (after: number, row: Row, made: MadeInRow) => void;
  /** Moves a row behind that place; -1 is the beginning. */
  readonly move: (at: number, after: number, made: MadeInRow) => void;
  /** Returns the rows with their faults. */
  readonly finish: () => { readonly rows: readonly Row[]; readonly made: readonly MadeFault[] };
}

/** Begins to make faults in rows, which stay as they are. */
export function tableDraft(domain: RowDomain, rows: readonly Row[]): TableDraft {
  const slots = new Map<number, Slot>();
  const inserted = new Map<number, Slot[]>();
  const moved = new Set<number>();
  const row = (at: number): Row => slots.get(at)?.row ?? rows[at] ?? {};
  const slot = (at: number): Slot => slots.get(at) ?? { row: row(at), closed: new Set(), made: [] };
  const insert = (after: number, one: Slot) =>
    inserted.set(after, [...(inserted.get(after) ?? []), one]);
  return {
    domain,
    count: rows.length,
    row,
    isOpen: (at, columns) => {
      const closed = slots.get(at)?.closed;
      if (closed === undefined) return true;
      if (closed === null) return false;
      return columns ? !columns.some((one) => closed.has(one)) : closed.size === 0;
    },
    change: (at, changed, made) => {
      const { closed, made: before } = slot(at);
      const columns = new Set([...(closed ?? []), ...made.map(({ column }) => column)]);
      slots.set(at, { row: changed, closed: columns, made: [...before, ...made] });
    },
    close: (at) => slots.set(at, { ...slot(at), closed: null }),
    insert: (after, one, made) => insert(after, { row: one, closed: null, made: [made] }),
    move: (at, after, made) => {
      moved.add(at);
      insert(after, { row: row(at), closed: null, made: [made] });
      slots.set(at, { ...slot(at), closed: null });
    },
    finish: () => finish(rows, { slots, inserted, moved }),
  };
}

interface Changes {
  readonly slots: ReadonlyMap<number, Slot>;
  readonly inserted: ReadonlyMap<number, readonly Slot[]>;
  readonly moved: ReadonlySet<number>;
}

function finish(rows: readonly Row[], { slots, inserted, moved }: Changes) {
  const result: Row[] = [];
  const made: MadeFault[] = [];
  const add = ({ row, made: own }: Slot) => {
    for (const one of own) made.push({ ...one, row: result.length });
    result.push(row);
  };
  const addAfter = (at: number) => inserted.get(at)?.forEach(add);
  addAfter(-1);
  for (const [at, row] of rows.entries()) {
    const slot = slots.get(at);
    if (slot === undefined) result.push(row);
    else if (!moved.has(at)) add(slot);
    addAfter(at);
  }
  return { rows: result, made };
}
