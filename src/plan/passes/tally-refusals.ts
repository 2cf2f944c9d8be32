import type { JudgeListener, JudgeRefusal } from '../../metric/row-judge.ts';

/** A reason why a judge refuses rows, with the number of them. */
export interface RefusedRows extends JudgeRefusal {
  readonly rows: number;
}

/** The most messages that are counted apart: one may be made anew for each row. */
const counted = 1000;

/** The counts of what a judge says of the rows that it refuses. */
export interface RefusalTally {
  readonly add: NonNullable<JudgeListener['refused']>;
  /** Returns the reasons, the most frequent first; of equal ones, the first met. */
  readonly result: () => readonly RefusedRows[];
}

/** Counts rows by what a judge says of them. A row counts once for each message and place; positions in lists are one place. */
export function tallyRefusals(): RefusalTally {
  const found = new Map<string, { readonly reason: JudgeRefusal; rows: number }>();
  return {
    add: (reasons) => {
      const ofRow = new Set<string>();
      for (const { path: full, ...said } of reasons) {
        const path = full.map((part) => (/^\d+$/.test(part) ? '[]' : part));
        const key = JSON.stringify([said.message, path]);
        if (ofRow.has(key)) continue;
        ofRow.add(key);
        const known = found.get(key);
        if (known) known.rows += 1;
        else if (found.size < counted) found.set(key, { reason: { ...said, path }, rows: 1 });
      }
    },
    result: () =>
      [...found.values()]
        .map(({ reason, rows }) => ({ ...reason, rows }))
        .sort((one, other) => other.rows - one.rows),
  };
}
