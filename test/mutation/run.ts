import { finish, type Suite } from './collect.ts';
import { costsKnown } from './costs.ts';
import { chain, type Tested } from './load.ts';
import type { Hits } from './messages.ts';
import { stryker } from './stryker.ts';

/** A test that takes this long, and so much longer than without a mutant, waits for what never comes. */
const patience = { ms: 120_000, times: 40 };

export class Hung extends Error {
  override readonly name = 'Hung';
}

/** What was found out under one mutant must not be known under the next one. */
function forgetFacts(): void {
  delete (globalThis as Record<symbol, unknown>)[Symbol.for('assay.facts')];
}

/** Told of each test that was run; nothing more is run once it answers false. */
export type OnTest = (test: Tested, ms: number, error: unknown) => boolean;

/** Run tests with the hooks of their suites, one after the other. */
export async function run(tests: readonly Tested[], onTest: OnTest): Promise<void> {
  const opened = new Map<Suite, Opened>();
  try {
    for (const one of tests) {
      forgetFacts();
      const start = performance.now();
      const error = await failureOf(one, opened);
      attribute(one, opened);
      if (!onTest(one, performance.now() - start, error)) break;
    }
  } finally {
    // What a module made while it loaded is not made again: where no hook makes it, none takes it away before the end.
    for (const suite of [...opened.keys()].reverse().filter(({ before }) => before.length > 0)) {
      for (const hook of suite.after) await within(hook).catch(() => undefined);
    }
  }
}

/** A suite whose hooks have run, what they hit, and how they failed. */
interface Opened {
  readonly hits: Hits;
  readonly error: unknown;
}

async function failureOf(one: Tested, opened: Map<Suite, Opened>): Promise<unknown> {
  const limit = (costsKnown()[one.id] ?? 60_000) * patience.times;
  for (const suite of chain(one.test.suite)) {
    const done = opened.get(suite) ?? (await openSuite(suite, limit));
    opened.set(suite, done);
    if (done.error !== undefined) return done.error;
  }
  const error = await errorOf(one.id, [one.test.body], limit);
  await within(finish).catch(() => undefined);
  return error;
}

async function openSuite(suite: Suite, limit: number): Promise<Opened> {
  const id = 'hooks';
  const error = await errorOf(id, suite.before, limit);
  const hits = stryker.mutantCoverage?.perTest[id] ?? {};
  delete stryker.mutantCoverage?.perTest[id];
  return { hits, error };
}

async function errorOf(
  id: string,
  bodies: readonly (() => unknown)[],
  limit: number,
): Promise<unknown> {
  stryker.currentTestId = id;
  try {
    for (const body of bodies) await within(body, limit);
    return undefined;
  } catch (error) {
    return error ?? new Error('Nothing was thrown, as an error.');
  } finally {
    stryker.currentTestId = undefined;
  }
}

async function within(body: () => unknown, limit = 0): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const hung = () => reject(new Hung('It never ends.'));
    timer = setTimeout(hung, Math.max(patience.ms, limit));
  });
  try {
    await Promise.race([body(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a hook hits is hit by each test of its suite. */
function attribute({ id, test }: Tested, opened: ReadonlyMap<Suite, Opened>): void {
  const perTest = stryker.mutantCoverage?.perTest;
  if (!perTest) return;
  const own: Hits = { ...perTest[id] };
  for (const suite of chain(test.suite)) {
    for (const [mutant, hits] of Object.entries(opened.get(suite)?.hits ?? {})) {
      own[mutant] = (own[mutant] ?? 0) + hits;
    }
  }
  perTest[id] = own;
}
