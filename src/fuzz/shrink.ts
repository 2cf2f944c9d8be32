import fc from 'fast-check';
import type { Counterexample, FuzzCase } from './fuzz-result.ts';
import { type Held, holdCase, type Laws } from './hold-case.ts';
import type { Broken } from './invariant.ts';
import { toJson } from './kept/kept-value.ts';
import type { Search } from './search.ts';
import type { Found } from './sightings.ts';

/**
 * Makes the input that broke a property smaller, for that property alone, by fast-check. The result is `'unstable'` if the
 * step keeps the property for the same input now.
 */
export async function smallest(
  search: Search,
  id: string,
  found: Found,
): Promise<Counterexample | 'unstable'> {
  const { cases, seed, shrinkTime } = search;
  const [laws] = search.lanes;
  if ('kept' in found.origin) {
    const rest = { replay: null, found: found.at, shrinks: 0, isCut: false };
    return counterexample(found.origin.kept, found.held, id, rest);
  }
  const { path } = found.origin;
  let last: { readonly one: FuzzCase; readonly held: Held } | null = null;
  let error: { readonly reason: unknown } | null = null;
  let isCut = false;
  const end = performance.now() + shrinkTime;
  const hold = holdOnce(laws, id);
  const details = await fc.check(
    fc.asyncProperty(cases, async (one) => {
      // A fault of ours ends the search for a smaller one: it is no counter-example.
      if (error !== null) return true;
      // After the limit all candidates pass untried, so that the search ends with the smallest one so far.
      isCut ||= last !== null && performance.now() > end;
      if (isCut) return true;
      const held = await hold(one).catch((reason: unknown) => {
        error = { reason };
        return null;
      });
      if (!held?.broken.has(id)) return true;
      last = { one, held };
      return false;
    }),
    { seed, path, numRuns: 1 },
  );
  if (error !== null) throw (error as { readonly reason: unknown }).reason;
  if (last === null) return 'unstable';
  const { one, held }: { readonly one: FuzzCase; readonly held: Held } = last;
  return counterexample(one, held, id, {
    replay: { seed, path: details.counterexamplePath ?? path },
    found: found.at,
    shrinks: details.numShrinks,
    isCut,
  });
}

/**
 * Holds each dataset to a property once. Half of the smaller inputs and more are the same rows: faults that were drawn in
 * another way, but made the same.
 */
function holdOnce(laws: Laws, id: string): (one: FuzzCase) => Promise<Held> {
  const known = new Map<string, Promise<Held>>();
  return (one) => {
    const key = JSON.stringify(toJson(one.tables));
    const held = known.get(key) ?? holdCase(laws, one, [id]);
    known.set(key, held);
    return held;
  };
}

type Rest = Pick<Counterexample, 'replay' | 'found' | 'shrinks' | 'isCut'>;

function counterexample(one: FuzzCase, held: Held, id: string, rest: Rest): Counterexample {
  const broken: Broken = held.broken.get(id) ?? { sentence: 'it broke', shown: [] };
  return { tables: one.tables, made: one.made, output: held.output, broken, ...rest };
}
