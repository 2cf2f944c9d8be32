import type { FuzzCase, FuzzProperty } from './fuzz-result.ts';
import type { Held } from './hold-case.ts';

/** The input that broke a property first. */
export interface Found {
  /** Its number among all, from 1. */
  readonly at: number;
  readonly held: Held;
  /** The input itself if it was kept in a file, else its path among the generated ones. */
  readonly origin: { readonly kept: FuzzCase } | { readonly path: string };
}

/** Counts of what a search saw. */
export interface Seen {
  /** The inputs that were tried, of those that the option `runs` asks for. */
  readonly tried: number;
  /** The inputs for which the step ended with a table. */
  readonly ended: number;
  /** The inputs for which it was stopped by its limit of time. */
  readonly late: number;
  /** The rows of the inputs. */
  readonly given: number;
  /** The rows that the step returned for them. */
  readonly rows: number;
}

/** All that a search has seen. */
export interface Sightings {
  readonly found: ReadonlyMap<string, Found>;
  /** The number of inputs by which each property could be judged. */
  readonly judged: ReadonlyMap<string, number>;
  readonly seen: () => Seen;
  /** Returns the number of the next input, and the properties that no input has broken yet. */
  readonly next: () => { readonly at: number; readonly ids: readonly string[] };
  /** Notes the result of an input. Of several that break a property, the first of all inputs counts, whichever ended first. */
  readonly note: (at: number, ids: readonly string[], held: Held, origin: Found['origin']) => void;
}

/** Begins to note what inputs show. */
export function sightings(properties: readonly FuzzProperty[]): Sightings {
  const found = new Map<string, Found>();
  const judged = new Map<string, number>();
  let count = 0;
  let seen: Seen = { tried: 0, ended: 0, late: 0, given: 0, rows: 0 };
  return {
    found,
    judged,
    seen: () => seen,
    next: () => {
      count += 1;
      const ids = properties.map(({ id }) => id).filter((id) => !found.has(id));
      return { at: count, ids };
    },
    note: (at, ids, held, origin) => {
      seen = {
        tried: seen.tried + 1,
        ended: seen.ended + (held.output === null ? 0 : 1),
        late: seen.late + (held.isLate ? 1 : 0),
        given: seen.given + held.given,
        rows: seen.rows + (held.output?.rows.length ?? 0),
      };
      for (const id of held.judged) judged.set(id, (judged.get(id) ?? 0) + 1);
      for (const id of ids) {
        const isFirst = at < (found.get(id)?.at ?? Infinity);
        if (held.broken.has(id) && isFirst) found.set(id, { at, held, origin });
      }
    },
  };
}
