import { type Dataset, DatasetError } from '../../src/dataset/dataset.ts';
import type { Outcome, State } from '../../src/outcome/outcome.ts';
import type { PastRuns } from '../../src/plan/past-runs.ts';
import { asMuch, measureAll, now } from '../support/measured.ts';
import { contractOf } from './assay.ts';
import type { Case } from './case.ts';
import { withLedger } from './ledger.ts';
import { referenceIn, referencesOf } from './references.ts';
import { isOfSchema } from './schema.ts';
import type { Found } from './verdict.ts';
import { type Kept, keptOf } from './versions.ts';

/** What came out of cases, by their ids. */
export type AllFound = ReadonlyMap<string, Found>;

/** How cases are run. */
export interface Running {
  /** Each has a contract of its own; else those over one table of one source share one, as a user's checks do. */
  readonly alone?: boolean;
  /** However little there is, the planner takes it for much and goes its ways around a scan. */
  readonly asMuch?: boolean;
  /** Makes another dataset of the same data, which is read in place of it. */
  readonly through?: (data: Dataset, one: Case) => Promise<Dataset>;
  /** Is given all that is measured, with the folder that relative paths in it start from. */
  readonly onOutcomes?: (outcomes: readonly Outcome[], root: string) => void;
}

/** Run cases through the API, over files that were written to a folder. */
export async function runInProcess(
  cases: readonly Case[],
  folder: string,
  running: Running = {},
): Promise<AllFound> {
  const groups = Map.groupBy(cases, (one) => (running.alone ? one.id : sharedBy(one)));
  const found = new Map<string, Found>();
  for (const group of groups.values()) {
    for (const entry of await runSafely(group, folder, running)) found.set(...entry);
  }
  return found;
}

/** Data and rules may be as bad as they like; an error in their place is an outcome, and one that is thrown is none. */
async function runSafely(
  group: readonly Case[],
  folder: string,
  running: Running,
): Promise<AllFound> {
  try {
    return await runTogether(group, folder, running);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return new Map(group.map(({ id }) => [id, { state: 'crash', detail }]));
  }
}

/** A rule of the schema is part of what can't be shared. */
const sharedBy = ({ data, source, run, check, id }: Case): string =>
  JSON.stringify([data, source, run, isAlone(check) ? id : null]);

/** Earlier runs, and a reference, are those of a single check. */
const isAlone = (check: Case['check']): boolean =>
  check.kind === 'like earlier runs' ||
  check.kind === 'no erased subjects' ||
  referenceIn(check) !== null ||
  (isOfSchema(check) && check.kind !== 'schema');

const day = 86_400_000;

/** Earlier runs with these values, the last of them a day ago. */
const runsBefore = (values: readonly number[]): PastRuns => ({
  valuesOf: () => ({
    values: values.map((value, at) => ({
      at: now.getTime() - (values.length - at) * day,
      snapshot: `of day ${at}`,
      value,
    })),
    runs: values.length,
    others: 0,
    isKept: true,
  }),
  add: () => [],
});

async function runTogether(
  group: readonly Case[],
  folder: string,
  running: Running,
): Promise<AllFound> {
  const found = new Map<string, Found>();
  const sound = group.filter((one) => {
    const refusal = refusalOf(one);
    if (refusal !== null) found.set(one.id, refusal);
    return refusal === null;
  });
  const [first] = sound;
  if (first === undefined) return found;
  const checks = sound.map(({ check }) => check);
  const few = running.asMuch ? asMuch : undefined;
  const kept = await keptOrRefused(first, folder, running);
  if ('state' in kept) return new Map(sound.map(({ id }) => [id, kept]));
  const { dataset, other, root } = kept;
  const references = await referencesOf(first, folder, { few, dataset, root, other });
  const release = await withLedger(first.check, folder);
  const outcomes = await measureAll(contractOf(first, checks), dataset, {
    root,
    ...(few && { few }),
    ...(references && { references }),
    ...(first.check.kind === 'like earlier runs' && { past: runsBefore(first.check.earlier) }),
  }).finally(release);
  running.onOutcomes?.(outcomes, root);
  const ofSchema = outcomes.filter(({ origin }) => origin === 'schema');
  const declared = outcomes.filter(({ origin }) => origin === 'declared')[Symbol.iterator]();
  for (const one of sound) {
    const own = isOfSchema(one.check) ? undefined : declared.next().value;
    found.set(one.id, foundIn(own ? [own] : [], ofSchema, one));
  }
  return found;
}

/** What can't be kept is refused when it is recorded, and there is nothing to read then. */
async function keptOrRefused(
  one: Case,
  folder: string,
  { through }: Running,
): Promise<Kept | Found> {
  try {
    const kept = await keptOf(one, folder);
    return through ? { ...kept, dataset: await through(kept.dataset, one) } : kept;
  } catch (error) {
    if (error instanceof DatasetError) return { state: 'error', detail: String(error) };
    throw error;
  }
}

/** What is refused where it is declared is no pass, and no data is needed to know. */
function refusalOf(one: Case): Found | null {
  try {
    contractOf(one);
    return null;
  } catch (error) {
    return { state: 'error', detail: String(error) };
  }
}

/** The state of what decides: the check's own outcome, those of the schema where the schema judges it, or all. */
function foundIn(
  own: readonly Outcome[],
  ofSchema: readonly Outcome[],
  { check, decides }: Case,
): Found {
  const isOwn = decides === 'check' && !isOfSchema(check);
  return worstOf(isOwn ? own : [...own, ...ofSchema]);
}

const order: readonly State[] = ['notRun', 'errored', 'failed', 'warned', 'passed'];

const words: Readonly<Record<State, Found['state']>> = {
  notRun: 'error',
  errored: 'error',
  failed: 'fail',
  warned: 'warn',
  passed: 'pass',
};

/** The worst state, with what is told of it; none at all is an error. */
export function worstOf(outcomes: readonly Outcome[]): Found {
  const worst = order.find((state) => outcomes.some((outcome) => outcome.state === state));
  const told = outcomes.filter(({ state }) => state === worst);
  return {
    state: words[worst ?? 'notRun'],
    detail: told
      .map(({ title, state, observed, problem }) =>
        [title, state, observed, problem?.code, problem?.message].filter(Boolean).join(', '),
      )
      .join('\n'),
  };
}
