import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { real } from './collect.ts';
import { cheapestFirst, costsKnown, keepCosts } from './costs.ts';
import { type Loaded, loadFile, type Tested } from './load.ts';
import type { Asked, Told } from './messages.ts';
import { Hung, run } from './run.ts';
import { stryker } from './stryker.ts';
import { isAbout, nearestFirst } from './tests.ts';

const paths = inject('mutationTests');

let loaded: readonly Loaded[] = [];
/** Some of the modules were loaded under a mutant. */
let isStale = true;

async function reload(): Promise<void> {
  real.vi.resetModules();
  const files: Loaded[] = [];
  for (const path of paths) files.push(await loadFile(path));
  loaded = files;
  isStale = false;
}

const all = () => loaded.flatMap(({ tests }) => tests);

async function dry({ sources }: Extract<Asked, { kind: 'dry' }>): Promise<Told> {
  stryker.activeMutant = undefined;
  const tests: Extract<Told, { kind: 'dry' }>['tests'][number][] = [];
  const asked = all().filter(({ file }) => sources.some((source) => isAbout(file, source)));
  await run(asked, ({ id, file }, ms, error) => {
    tests.push({ id, file, ms, failure: error === undefined ? null : textOf(error) });
    return true;
  });
  keepCosts(tests);
  return { kind: 'dry', tests, coverage: stryker.mutantCoverage ?? { static: {}, perTest: {} } };
}

const log = (line: unknown) => {
  const file = process.env.ASSAY_MUTATION_LOG;
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
};

const textOf = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error);

interface Run {
  ran: number;
  /** What was run before it, of the same file. */
  before: Tested[];
  failed: { readonly by: string; readonly test: Tested | null; readonly error: unknown } | null;
}

type Mutant = Extract<Asked, { kind: 'mutant' }>;

async function judge(asked: Mutant): Promise<Told> {
  if (isStale && !asked.isStatic) await reload();
  const start = performance.now();
  stryker.hitCount = 0;
  stryker.hitLimit = asked.hitLimit ?? undefined;
  stryker.activeMutant = asked.id;
  const { ran, before, failed } = asked.isStatic ? await runLoading(asked) : await runLoaded(asked);
  const isLimited = asked.hitLimit !== null && (stryker.hitCount ?? 0) > asked.hitLimit;
  stryker.activeMutant = undefined;
  stryker.hitLimit = undefined;
  log({
    id: asked.id,
    source: asked.source,
    ran,
    ms: Math.round(performance.now() - start),
    by: failed?.by,
  });
  if (isLimited) return { kind: 'timeout', reason: `hit more than ${asked.hitLimit} times` };
  if (failed === null) return { kind: 'survived', ran };
  if (failed.error instanceof Hung) return { kind: 'timeout', reason: failed.by };
  const failure = failed.test === null ? null : await failsWithout([...before, failed.test]);
  if (failure !== null) return { kind: 'spoilt', by: failed.by, failure };
  return { kind: 'killed', by: failed.by, failure: textOf(failed.error), ran };
}

async function runLoaded({ tests, source }: Mutant): Promise<Run> {
  const asks = tests === null ? null : new Set(tests);
  const selected = all().filter(({ id, file }) => (asks?.has(id) ?? true) && isAbout(file, source));
  return await untilOneFails(cheapestFirst(selected, costsKnown()));
}

/** Each file of tests is loaded under the mutant, the nearest to its source first. */
async function runLoading({ source }: Mutant): Promise<Run> {
  isStale = true;
  real.vi.resetModules();
  let ran = 0;
  for (const path of nearestFirst(paths, source)) {
    try {
      const { tests } = await loadFile(path);
      const found = await untilOneFails(tests.filter(({ file }) => isAbout(file, source)));
      ran += found.ran;
      if (found.failed) return { ran, before: [], failed: { ...found.failed, test: null } };
    } catch (error) {
      return { ran, before: [], failed: { by: `loading ${path}`, test: null, error } };
    }
  }
  return { ran, before: [], failed: null };
}

async function untilOneFails(selected: readonly Tested[]): Promise<Run> {
  const found: Run = { ran: 0, before: [], failed: null };
  await run(selected, (test, _, error) => {
    found.ran += 1;
    if (found.before[0]?.file !== test.file) found.before = [];
    if (error !== undefined) found.failed = { by: test.id, test, error };
    else found.before.push(test);
    return error === undefined;
  });
  return found;
}

/**
 * A test kills if it fails with the mutant and passes without it, in the same worker; after the tests of its file that
 * came before it, which it may need.
 */
async function failsWithout(tests: readonly Tested[]): Promise<string | null> {
  let failure: string | null = null;
  await run(tests, (_, __, error) => {
    failure = error === undefined ? null : textOf(error);
    return failure === null;
  });
  return failure;
}

real.test('answers the runner until it is told to end', { timeout: 2 ** 31 - 1 }, async () => {
  await reload();
  const channel = new BroadcastChannel(inject('mutationChannel'));
  await new Promise<void>((resolve) => {
    channel.onmessage = async ({ data }) => {
      const { asked } = data as { readonly asked?: Asked };
      if (!asked) return;
      if (asked.kind === 'end') return resolve();
      channel.postMessage({ told: asked.kind === 'dry' ? await dry(asked) : await judge(asked) });
    };
    channel.postMessage({ told: { kind: 'ready' } satisfies Told });
  });
  channel.close();
  // DuckDB takes the process down with a worker that has it open.
  await closeEngines().catch(() => undefined);
});
