import type { EngineValue, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { Quantile } from '../../outcome/profile/profile-document.ts';
import type { Questions } from '../ask.ts';
import { type Cell, onlyValue } from './cells.ts';
import { shares } from './column-questions.ts';
import { finiteNumber } from './numbers.ts';

/** The share of a column's values that may be sorted to find quantiles among them. */
const mostSorted = 0.25;

/** A value by its place among all values of a column, in order. */
interface Placed {
  readonly cell: Cell;
  /** The place within its cell, from 0. */
  readonly within: number;
}

/** Finds the values next to each quantile by the counts of cells. */
function placedIn(cells: readonly Cell[]): ReadonlyMap<number, Placed> {
  const all = cells.reduce((sum, { count }) => sum + count, 0);
  const places = [...new Set(shares.flatMap((share) => neighbours(share, all)))];
  const found = new Map<number, Placed>();
  let [passed, at] = [0, 0];
  for (const place of places.toSorted((one, other) => one - other)) {
    for (let cell = cells[at]; cell && passed + cell.count <= place; cell = cells[at]) {
      passed += cell.count;
      at += 1;
    }
    const cell = cells[at];
    if (cell) found.set(place, { cell, within: place - passed });
  }
  return found;
}

function neighbours(share: number, all: number): readonly [number, number] {
  const place = share * (all - 1);
  return [Math.floor(place), Math.ceil(place)];
}

/** Quantiles that are known but for the values of some cells. */
export interface SoughtQuantiles {
  /** The question for those values; none if all are known. */
  readonly question: Questions;
  /** Returns the quantiles, from the answer. */
  read(answer: EngineValue): readonly Quantile[];
}

/**
 * Finds quantiles by the counts of cells, and asks for the values of cells that have room for several. Where these hold much of
 * the column, all of its values are asked.
 */
export function soughtQuantiles(
  session: Session,
  name: string,
  cells: readonly Cell[],
  isWhole: boolean,
): SoughtQuantiles {
  const of = column(name);
  const all = cells.reduce((sum, { count }) => sum + count, 0);
  const placed = placedIn(cells);
  const open = [...placed].filter(([, { cell }]) => onlyValue(cell, isWhole) === null);
  const some = [...new Set(open.map(([, { cell }]) => cell))];
  const sorted = some.reduce((sum, { count }) => sum + count, 0);
  const ask = (sql: string): Questions => ({ quantiles: sql });
  if (all === 0) return { question: {}, read: () => [] };
  if (sorted > all * mostSorted) {
    const sql = session.dialect.profile({ kind: 'quantiles', of, at: shares }, session);
    return { question: ask(sql), read: quantilesIn };
  }
  const starts = new Map<Cell, number>();
  some.reduce((sum, cell) => {
    starts.set(cell, sum);
    return sum + cell.count;
  }, 0);
  const places = open.map(([, { cell, within }]) => (starts.get(cell) ?? 0) + within);
  const item = { kind: 'placed', of, cells: some, places } as const;
  return {
    question: some.length === 0 ? {} : ask(session.dialect.profile(item, session)),
    read: (answer) => {
      const list = Array.isArray(answer) ? answer : [];
      const values = new Map(open.map(([place], at) => [place, finiteNumber(list[at])]));
      const valueAt = (place: number) => {
        const found = placed.get(place);
        return values.get(place) ?? (found ? onlyValue(found.cell, isWhole) : null);
      };
      return shares.flatMap((share): readonly Quantile[] => {
        const [low, high] = neighbours(share, all);
        const [one, other] = [valueAt(low), valueAt(high)];
        if (one === null || other === null) return [];
        return [[share, one + (other - one) * (share * (all - 1) - low)]];
      });
    },
  };
}

/** Reads quantiles as the engine interpolates them. */
export function quantilesIn(answer: EngineValue): readonly Quantile[] {
  const found = Array.isArray(answer) ? answer : [];
  return shares.flatMap((share, at): readonly Quantile[] => {
    const value = finiteNumber(found[at]);
    return value === null ? [] : [[share, value]];
  });
}
