import fc from 'fast-check';
import type { Counterexample, FuzzCase, FuzzProperty, FuzzResult } from './fuzz-result.ts';
import { type Held, holdCase, type Laws } from './hold-case.ts';
import type { Broken } from './invariant.ts';

/** A search for inputs that break properties. */
export interface Search {
  readonly cases: fc.Arbitrary<FuzzCase>;
  readonly laws: Laws;
  readonly properties: readonly FuzzProperty[];
  /** Counter-examples that were kept, which are tried first. */
  readonly kept: readonly FuzzCase[];
  readonly runs: number;
  readonly seed: number;
  /** The path of a counter-example to start at; null to search. */
  readonly path: string | null;
  /** The milliseconds for making one counter-example smaller. */
  readonly shrinkTime: number;
}

/** The results of a search, and the inputs and rows that it saw on its way. */
export interface Explored {
  readonly results: readonly FuzzResult[];
  /** The inputs that were tried, of those that the option `runs` asks for. */
  readonly tried: number;
  /** The rows that the step returned for them. */
  readonly rows: number;
}

/**
 * Holds the step to all properties, input after input: each is generated once and the step runs on it once, whatever the
 * number of properties. Then the first input that breaks a property is made smaller for that property alone, so that
 * each has a counter-example of its own.
 */
export async function explore(search: Search): Promise<Explored> {
  const { properties, cases, laws, kept, runs, seed, path } = search;
  const found = new Map<string, Found>();
  const judged = new Map<string, number>();
  let tried = 0;
  let rows = 0;
  const note = async (one: FuzzCase, foundIn: (held: Held, id: string) => Found) => {
    const open = properties.map(({ id }) => id).filter((id) => !found.has(id));
    if (open.length === 0) return;
    tried += 1;
    const held = await holdCase(laws, one, open);
    rows += held.output?.rows.length ?? 0;
    for (const id of held.judged) judged.set(id, (judged.get(id) ?? 0) + 1);
    for (const id of open) if (held.broken.has(id)) found.set(id, foundIn(held, id));
  };
  for (const one of kept) {
    await note(one, (held, id) => ({
      kept: counterexample(one, held, id, { replay: null, found: tried, shrinks: 0, isCut: false }),
    }));
  }
  let run = -1;
  let error: { readonly reason: unknown } | null = null;
  const property = fc.asyncProperty(cases, async (one) => {
    run += 1;
    const at = path ?? String(run);
    // An error is no counter-example: thrown here, it would be made smaller.
    if (error === null) {
      await note(one, () => ({ path: at, at: tried })).catch((reason: unknown) => {
        error = { reason };
      });
    }
  });
  await fc.check(property, path === null ? { seed, numRuns: runs } : { seed, path, numRuns: 1 });
  rethrow(error);
  const results: FuzzResult[] = [];
  for (const one of properties) {
    const broken = found.get(one.id);
    const smaller = broken === undefined ? null : await smallest(search, one.id, broken);
    results.push({
      property: one,
      judged: judged.get(one.id) ?? 0,
      counterexample: smaller === 'unstable' ? null : smaller,
      problem: smaller === 'unstable' ? unstable : null,
    });
  }
  return { results, tried, rows };
}

const unstable =
  'the step broke it for an input, and kept it for the same input the next time: its result depends on something else, such as a clock, a random number or an earlier run.';

function rethrow(error: { readonly reason: unknown } | null): void {
  if (error !== null) throw error.reason;
}

/** Where a property broke: a counter-example that was kept, or the path to one that is still to be made smaller. */
type Found = { readonly kept: Counterexample } | { readonly path: string; readonly at: number };

async function smallest(
  search: Search,
  id: string,
  found: Found,
): Promise<Counterexample | 'unstable'> {
  if ('kept' in found) return found.kept;
  const { cases, laws, seed, shrinkTime } = search;
  let last: { readonly one: FuzzCase; readonly held: Held } | null = null;
  let error: { readonly reason: unknown } | null = null;
  const details = await fc.check(
    fc.asyncProperty(cases, async (one) => {
      // A fault of ours ends the search for a smaller one: it is no counter-example.
      if (error !== null) return true;
      const held = await holdCase(laws, one, [id]).catch((reason: unknown) => {
        error = { reason };
        return null;
      });
      if (!held?.broken.has(id)) return true;
      last = { one, held };
      return false;
    }),
    { seed, path: found.path, numRuns: 1, interruptAfterTimeLimit: shrinkTime },
  );
  rethrow(error);
  if (last === null) return 'unstable';
  const { one, held }: { readonly one: FuzzCase; readonly held: Held } = last;
  return counterexample(one, held, id, {
    replay: { seed, path: details.counterexamplePath ?? found.path },
    found: found.at,
    shrinks: details.numShrinks,
    isCut: details.interrupted,
  });
}

type Rest = Pick<Counterexample, 'replay' | 'found' | 'shrinks' | 'isCut'>;

function counterexample(one: FuzzCase, held: Held, id: string, rest: Rest): Counterexample {
  const broken: Broken = held.broken.get(id) ?? { sentence: 'it broke', shown: [] };
  return { tables: one.tables, made: one.made, output: held.output, broken, ...rest };
}
