import { inject } from 'vitest';
import { collect, finish, real, type Suite, type Test } from './collect.ts';
import type { Asked, Coverage, Hits, Told } from './messages.ts';

/** What Stryker's instrumented code reads. */
interface Namespace {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: Coverage | undefined;
}

const shared = globalThis as { __stryker__?: Namespace };
shared.__stryker__ ??= {};
const namespace = shared.__stryker__;

/** A test that takes so much longer than alone waits for what a mutant never does. */
const patience = 60_000;

/** Answers kept by one mutant must not be given to the next one. */
const forgetFacts = () => {
  delete (globalThis as Record<symbol, unknown>)[Symbol.for('assay.facts')];
};

interface Known {
  readonly test: Test;
  readonly id: string;
  readonly file: string;
  /** What it took when nothing was mutated. */
  ms: number;
}

class Hung extends Error {}

const modules = import.meta.glob('../{contract,metric,outcome,oracle,plan}/**/*.test.ts');

let known: readonly Known[] = [];
/** The modules were loaded under a mutant. */
let isStale = false;

async function load(): Promise<void> {
  const cost = new Map(known.map(({ id, ms }) => [id, ms]));
  const found: Known[] = [];
  for (const path of inject('mutationTests')) {
    const module = modules[path];
    if (!module) throw new Error(`${path} is none of the tests that can be loaded.`);
    const file = await collect(path, module);
    const ids = new Set<string>();
    for (const test of testsOf(file)) {
      const id = `${path.replace('../', 'test/')}#${nameOf(test)}`;
      if (ids.has(id)) throw new Error(`Two tests have one name: ${id}`);
      ids.add(id);
      found.push({ test, id, file: path.replace('../', 'test/'), ms: cost.get(id) ?? 0 });
    }
  }
  known = found;
}

async function reload(): Promise<void> {
  real.vi.resetModules();
  await load();
  isStale = false;
}

const testsOf = (suite: Suite): readonly Test[] => [
  ...suite.tests,
  ...suite.suites.flatMap((inner) => testsOf(inner)),
];

const chain = (suite: Suite): readonly Suite[] =>
  suite.parent === null ? [suite] : [...chain(suite.parent), suite];

const nameOf = ({ name, suite }: Test) =>
  [...chain(suite).map((one) => one.name), name].slice(1).join(' > ');

async function within(body: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Hung('It never ends.')), patience);
  });
  try {
    await Promise.race([body(), late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Failed {
  readonly one: Known;
  readonly error: unknown;
}

/** Run tests, suite by suite; `onTest` is told of each, and ends the run where it answers false. */
async function run(
  selected: readonly Known[],
  onTest: (one: Known, ms: number, error: unknown) => boolean,
): Promise<void> {
  const opened = new Map<Suite, unknown>();
  const failures = new Map<Suite, unknown>();
  const hooks = new Map<Suite, Hits>();
  try {
    for (const one of selected) {
      forgetFacts();
      const start = performance.now();
      let failure: unknown;
      for (const suite of chain(one.test.suite)) {
        if (!opened.has(suite)) {
          opened.set(suite, true);
          namespace.currentTestId = `hook of ${one.id}`;
          try {
            for (const hook of suite.before) await within(hook);
          } catch (error) {
            failures.set(suite, error);
          }
          hooks.set(suite, namespace.mutantCoverage?.perTest[`hook of ${one.id}`] ?? {});
          delete namespace.mutantCoverage?.perTest[`hook of ${one.id}`];
        }
        failure ??= failures.get(suite);
      }
      namespace.currentTestId = one.id;
      if (failure === undefined) {
        try {
          await within(one.test.body);
        } catch (error) {
          failure = error ?? new Error('Thrown without an error.');
        }
        await within(finish).catch(() => undefined);
      }
      namespace.currentTestId = undefined;
      attribute(one, hooks);
      if (!onTest(one, performance.now() - start, failure)) break;
    }
  } finally {
    for (const suite of [...opened.keys()].reverse()) {
      for (const hook of suite.after) await within(hook).catch(() => undefined);
    }
    namespace.currentTestId = undefined;
  }
}

/** What a hook covers is covered by each test of its suite. */
function attribute(one: Known, hooks: ReadonlyMap<Suite, Hits>): void {
  const perTest = namespace.mutantCoverage?.perTest;
  if (!perTest) return;
  const own: Hits = { ...perTest[one.id] };
  for (const suite of chain(one.test.suite)) {
    for (const [mutant, hits] of Object.entries(hooks.get(suite) ?? {})) {
      own[mutant] = (own[mutant] ?? 0) + hits;
    }
  }
  perTest[one.id] = own;
}

async function dry(): Promise<Told> {
  namespace.activeMutant = undefined;
  const tests: Extract<Told, { kind: 'dry' }>['tests'][number][] = [];
  await run(known, (one, ms, error) => {
    one.ms = ms;
    tests.push({ id: one.id, file: one.file, ms, failure: error === undefined ? null : textOf(error) });
    return true;
  });
  const coverage = namespace.mutantCoverage ?? { static: {}, perTest: {} };
  return { kind: 'dry', tests, coverage };
}

const textOf = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error);

async function mutant(asked: Extract<Asked, { kind: 'mutant' }>): Promise<Told> {
  const { id, tests, hitLimit, isStatic } = asked;
  if (isStale) await reload();
  namespace.hitCount = 0;
  namespace.hitLimit = hitLimit ?? undefined;
  namespace.activeMutant = id;
  if (isStatic) {
    try {
      await reload();
    } catch (error) {
      return { kind: 'killed', by: 'loading', failure: textOf(error), ran: 1 };
    } finally {
      isStale = true;
    }
  }
  const asks = tests === null ? null : new Set(tests);
  const selected = cheapestFirst(known.filter((one) => asks?.has(one.id) ?? true));
  let failed: Failed | null = null;
  let ran = 0;
  await run(selected, (one, _, error) => {
    ran += 1;
    if (error !== undefined) failed = { one, error };
    return error === undefined;
  });
  const isLimited = hitLimit !== null && (namespace.hitCount ?? 0) > hitLimit;
  namespace.activeMutant = undefined;
  namespace.hitLimit = undefined;
  const found = failed as Failed | null;
  if (isLimited) return { kind: 'timeout', reason: `hit more than ${hitLimit} times` };
  if (found === null) return { kind: 'survived', ran };
  if (found.error instanceof Hung) return { kind: 'timeout', reason: found.one.id };
  return isStatic ? told(found, ran) : await confirmed(found, ran);
}

const told = ({ one, error }: Failed, ran: number): Told => ({
  kind: 'killed',
  by: one.id,
  failure: textOf(error),
  ran,
});

/** A test kills if it fails with the mutant and passes without it, in the same worker. */
async function confirmed(failed: Failed, ran: number): Promise<Told> {
  let again: unknown;
  await run([failed.one], (_, __, error) => {
    again = error;
    return true;
  });
  if (again === undefined) return told(failed, ran);
  return { kind: 'spoilt', by: failed.one.id, failure: textOf(again) };
}

/** Files in the order of what their tests cost, and so the tests of a file, whose hooks run once. */
function cheapestFirst(selected: readonly Known[]): readonly Known[] {
  const byFile = Map.groupBy(selected, ({ file }) => file);
  const sum = (list: readonly Known[]) => list.reduce((total, { ms }) => total + ms, 0);
  return [...byFile.values()]
    .sort((one, other) => sum(one) - sum(other))
    .flatMap((list) => list.toSorted((one, other) => one.ms - other.ms));
}

real.test('answers the runner until it is told to end', { timeout: 2 ** 31 - 1 }, async () => {
  await load();
  const channel = new BroadcastChannel(inject('mutationChannel'));
  await new Promise<void>((resolve) => {
    channel.onmessage = async ({ data }) => {
      const asked = (data as { readonly asked?: Asked }).asked;
      if (!asked) return;
      if (asked.kind === 'end') return resolve();
      channel.postMessage({ told: asked.kind === 'dry' ? await dry() : await mutant(asked) });
    };
    channel.postMessage({ told: { kind: 'ready' } satisfies Told });
  });
  channel.close();
});
