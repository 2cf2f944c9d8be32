import type { JudgedRow, UnjudgedReason } from '../../metric/row-judge.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { JudgedNoun } from '../../outcome/words/judged-noun.ts';
import type { Unmeasured } from '../measure-request.ts';
import { shownName } from './missing-column.ts';

/** The rows that a judge could not judge. */
export interface UnjudgedRows {
  readonly add: (row: JudgedRow, reason: UnjudgedReason) => void;
  /** Returns true for such a row, and counts it. Each is asked for once. */
  readonly take: (row: JudgedRow) => boolean;
  /** A sentence for each reason, with the number of rows. */
  readonly notes: (noun: JudgedNoun) => readonly string[];
  /** Returns the problem where no row was judged, if any had to be; else null. */
  readonly problem: (judged: number, noun: JudgedNoun) => Unmeasured | null;
}

/** Counts the rows that a judge could not judge, by the reason. */
export function unjudgedRows(): UnjudgedRows {
  const open = new Map<JudgedRow, UnjudgedReason>();
  const left = new Map<string, UnjudgedReason & { readonly rows: number }>();
  return {
    add: (row, reason) => {
      open.set(row, reason);
    },
    take: (row) => {
      const reason = open.get(row);
      if (reason === undefined) return false;
      open.delete(row);
      const rows = (left.get(reason.column)?.rows ?? 0) + 1;
      left.set(reason.column, { ...reason, rows });
      return true;
    },
    notes: (noun) =>
      [...left.values()].map(
        ({ column, why, rows }) =>
          `${counted(rows, noun)} whose '${shownName(column)}' ${why} ${rows === 1 ? 'is' : 'are'} not judged`,
      ),
    problem: (judged, noun) => {
      const [first] = left.values();
      if (judged > 0 || first === undefined) return null;
      const { column, why } = first;
      const message = `no ${noun} could be judged, since '${shownName(column)}' ${why}.`;
      return { problem: { code: 'COLUMN_TYPE', message }, column };
    },
  };
}
