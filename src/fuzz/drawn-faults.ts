import { counted } from '../outcome/printable-text.ts';

/** Counts of the faults that were drawn, and of those that changed something. */
export interface DrawnFaults {
  readonly note: (fault: string, isMade: boolean) => void;
  /** The first fault that was drawn often and changed nothing; null where there is none. */
  readonly useless: () => string | null;
  /** Sentences about faults that were drawn too seldom to say so. */
  readonly notes: () => readonly string[];
}

/** So many times a fault is drawn until it is held to change nothing at all. */
const often = 20;

/** Begins to count the faults of these names; others are no one's wish. */
export function drawnFaults(names: readonly string[]): DrawnFaults {
  const counts = new Map(names.map((name) => [name, { drawn: 0, made: 0 }]));
  const unmade = () => [...counts].filter(([, { made }]) => made === 0);
  return {
    note: (fault, isMade) => {
      const count = counts.get(fault);
      if (count === undefined) return;
      count.drawn += 1;
      if (isMade) count.made += 1;
    },
    useless: () => unmade().find(([, { drawn }]) => drawn >= often)?.[0] ?? null,
    notes: () =>
      unmade()
        .filter(([, { drawn }]) => drawn < often)
        .map(
          ([fault, { drawn }]) =>
            `The fault '${fault}' was drawn ${counted(drawn, 'time')}, and changed nothing.`,
        ),
  };
}
