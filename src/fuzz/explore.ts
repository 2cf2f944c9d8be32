import fc from 'fast-check';
import type { FuzzResult } from './fuzz-result.ts';
import { holdCase } from './hold-case.ts';
import { lanesOf } from './lanes.ts';
import type { Search } from './search.ts';
import { smallest } from './shrink.ts';
import { type Seen, sightings } from './sightings.ts';

/** The results of a search, and the inputs and rows that it saw on its way. */
export interface Explored extends Seen {
  readonly results: readonly FuzzResult[];
}

/** So many times the step may run out of time until the search is given up: it could take hours. */
export const mostLate = 3;

/**
 * Holds the step to all properties, input after input: each is generated once and the step runs on it once, whatever the
 * number of properties. Then the first input that breaks a property is made smaller for that property alone, so that
 * each has a counter-example of its own.
 */
export async function explore(search: Search): Promise<Explored> {
  const { properties, cases, lanes, kept, runs, seed, path } = search;
  const seen = sightings(properties);
  for (const one of kept) {
    const { at, ids } = seen.next();
    if (ids.length > 0) seen.note(at, ids, await holdCase(lanes[0], one, ids), { kept: one });
  }
  const inLanes = lanesOf(lanes);
  const before = kept.length;
  const property = fc.asyncProperty(cases, async (one) => {
    const { at, ids } = seen.next();
    if (ids.length === 0 || seen.seen().late >= mostLate) return;
    const origin = { path: path ?? String(at - before - 1) };
    await inLanes.run(async (laws) => seen.note(at, ids, await holdCase(laws, one, ids), origin));
  });
  await fc.check(property, path === null ? { seed, numRuns: runs } : { seed, path, numRuns: 1 });
  await inLanes.ended();
  const results: FuzzResult[] = [];
  for (const one of properties) {
    const found = seen.found.get(one.id);
    const smaller = found === undefined ? null : await smallest(search, one.id, found);
    results.push({
      property: one,
      judged: seen.judged.get(one.id) ?? 0,
      counterexample: smaller === 'unstable' ? null : smaller,
      problem: smaller === 'unstable' ? unstable : null,
    });
  }
  return { results, ...seen.seen() };
}

const unstable =
  'the step broke it for an input, and kept it for the same input the next time: its result depends on something else, such as a clock, a random number or an earlier run.';
