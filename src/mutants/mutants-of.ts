import { resolve } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { listOf, nestedRead } from '../contract/nested-read.ts';
import { columnHints } from '../contract/schema/schema-expectations.ts';
import { type TitledExpectation, titledExpectations } from '../contract/titled-expectations.ts';
import { type Dataset, DatasetError } from '../dataset/dataset.ts';
import { type CopiedRows, EngineError, type Session } from '../engine/engine.ts';
import type { Fault } from '../generate/faults/fault.ts';
import { unreadText } from '../outcome/words/unread.ts';
import type { MeasureRequest } from '../plan/measure-request.ts';
import { openNested } from '../plan/open-nested.ts';
import type { MeasuredReference, References } from '../plan/references.ts';
import { startTrace } from '../plan/trace.ts';
import type { Unmeasured } from '../plan/unmeasured.ts';
import { unreadIn } from '../plan/unreadable/unread-in.ts';
import type { ReferenceDatasets } from '../reference/compared-metrics.ts';
import { resolveReferences } from '../reference/resolve-references.ts';
import { baselinePathOf } from '../run/baseline-path-of.ts';
import { closeAfter } from '../run/engine-use.ts';
import { checkReference, type ReferenceOption } from '../run/reference-option.ts';
import { argumentProblem } from '../run/run-arguments.ts';
import { checkRunOptions, type RunOptions, type RunSettings } from '../run/run-options.ts';
import { environmentSettings, requestSettings } from '../run/run-settings.ts';
import { judgeMutants } from './judge-mutants.ts';
import { judgeRows } from './judge-rows.ts';
import type { Mutant, MutantReport, Rate } from './mutant.ts';
import {
  type CheckedMutants,
  checkMutantOptions,
  type MutantOptions,
  mutantOptionNames,
} from './mutant-options.ts';
import { MutantsError } from './mutants-error.ts';
import { ownReferences } from './own-references.ts';
import { type PlannedMutant, planEdits, planRows } from './plan-mutants.ts';
import { columnScores, scoreOf } from './scores.ts';
import { suggestFor } from './suggest.ts';

/** The options of `mutantsOf`: those of a run, and those of mutants. */
export interface MutantsOptions extends RunOptions, ReferenceOption, MutantOptions {
  /** The folder that relative paths start from. The default is the working directory. */
  readonly root?: string;
}

/**
 * Finds out which faults of the data a contract would catch. Each fault that fits is made in a copy of the rows, one at a
 * time and at several rates, and the contract is checked against it. The data itself is never changed. It needs data that
 * passes: an expectation that fails already can catch nothing, and is listed in `unasked`.
 *
 * Drift and changes are measured against the references of a run; those that have none, against the unchanged data. A value
 * of the data is only in a suggestion if a report may show it.
 *
 * @throws {MutantsError} for an option or an argument that can't be as it is, and for data that can't be read or changed.
 *
 * @example
 * const report = await mutantsOf(flights, parquet('data/flights/*.parquet'), { rates: ['1%'] });
 * for (const { change, suggestion } of report.mutants)
 *   if (suggestion) console.log(`${change}: add ${suggestion.code}`);
 */
export async function mutantsOf(
  contract: Contract,
  dataset: Dataset,
  options: MutantsOptions = {},
): Promise<MutantReport> {
  const problem = argumentProblem('await mutantsOf', contract, dataset);
  if (problem !== null) throw new MutantsError('ARGUMENT_INVALID', problem);
  const ofElements = nestedRead(contract).find((one) => listOf(one) !== null);
  if (ofElements)
    throw new MutantsError(
      'ARGUMENT_INVALID',
      `Contract '${contract.name}' reads column('${ofElements.name}'): mutants change columns and fields of objects, and no elements of lists. Write that expectation in a contract of its own.`,
    );
  const own = checkRunOptions(options, ['reference', 'root', ...mutantOptionNames]);
  const checked = checkMutantOptions(options);
  const references = checkReference(options.reference);
  const root = resolve(options.root ?? process.cwd());
  const settings = { now: new Date().toISOString(), ...environmentSettings(process.env), ...own };
  return closeAfter(() =>
    asMutantsError(() => makeMutants({ contract, dataset, references, root, settings, checked })),
  );
}

interface Making {
  readonly contract: Contract;
  readonly dataset: Dataset;
  readonly references: ReferenceDatasets;
  readonly root: string;
  readonly settings: RunSettings & { readonly now: string };
  readonly checked: CheckedMutants;
}

async function asMutantsError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DatasetError) && !(error instanceof EngineError)) throw error;
    throw new MutantsError('DATA_UNUSABLE', error.message);
  }
}

async function makeMutants(making: Making): Promise<MutantReport> {
  const { contract, dataset, root, settings } = making;
  const request: MeasureRequest = {
    contract,
    dataset,
    selected: new Set(titledExpectations(contract).map(({ id }) => id)),
    ...requestSettings({ ...settings, cache: false }, root, process.env),
  };
  const started = performance.now();
  const given = await givenReferences(making, request);
  const hints = columnHints(contract.terms.schema);
  const session = await openNested(request, hints, request.settings);
  try {
    const copy = await copyOf(session, dataset, making.checked.seed);
    try {
      const report = await scored(making, session, copy, given);
      return { ...report, durationMs: Math.round(performance.now() - started) };
    } finally {
      await copy.close();
    }
  } finally {
    await session.close();
  }
}

/** Returns the references that the run has. The others are left to the unchanged data. */
async function givenReferences(
  { contract, references, root, settings }: Making,
  request: MeasureRequest,
): Promise<References> {
  const path = baselinePathOf(contract, settings, root);
  const { references: found } = await resolveReferences(
    request,
    { datasets: references, baselines: { mode: 'none', path, root } },
    startTrace(),
  );
  return new Map([...found].filter(([, one]) => !lacksBaseline(one)));
}

/** True for a baseline that is not recorded, or not for all that is compared with it. */
const lacksBaseline = (one: MeasuredReference | Unmeasured): boolean =>
  ('problem' in one ? [one] : [...(one.problems?.values() ?? [])]).some(({ problem }) =>
    problem.code.startsWith('BASELINE_'),
  );

async function copyOf(session: Session, { label }: Dataset, seed: number): Promise<CopiedRows> {
  if (session.problemCount > 0)
    throw new MutantsError(
      'DATA_UNUSABLE',
      `${label} has ${unreadText(unreadIn(session))} that can't be read: fix them first, so that the mutants are of all the data.`,
    );
  if (!session.changes)
    throw new MutantsError(
      'DATA_UNUSABLE',
      `The engine '${session.engine}' of ${label} can't change copies of rows: give the data as files.`,
    );
  return session.changes.copy(seed);
}

async function scored(
  { contract, dataset, checked }: Making,
  session: Session,
  copy: CopiedRows,
  given: References,
): Promise<Omit<MutantReport, 'durationMs'>> {
  const [counted] = await session.query(`select count(*) as n from ${copy.relation}`);
  const rows = Number(counted?.n);
  if (rows === 0)
    throw new MutantsError('DATA_UNUSABLE', `${dataset.label} has no rows that could be changed.`);
  const references = new Map([...(await ownReferences(contract, copy, { session })), ...given]);
  const judging = { session, contract, references };
  const { asked, unasked } = await askable(copy, titledExpectations(contract), judging);
  if (asked.length === 0)
    throw new MutantsError(
      'NOTHING_TO_SCORE',
      `No expectation of the contract '${contract.name}' holds for ${dataset.label}, so that none can catch a fault: check the data first.`,
    );
  const planned = await plannedOf({ contract, session, copy, rows, checked });
  if (planned.length === 0)
    throw new MutantsError(
      'NOTHING_TO_SCORE',
      `No fault changes anything in ${dataset.label}: choose other faults or greater rates.`,
    );
  const found = await judgeMutants(planned, asked, copy, judging);
  const survivors = planned.filter((one) => {
    const { by = [], problems = [] } = found.get(one) ?? {};
    return by.length + problems.length === 0;
  });
  const suggestions = await suggestFor(survivors, rows, copy, judging);
  const mutants = planned.map((one): Mutant => {
    const { by = [], problems = [] } = found.get(one) ?? {};
    const { fault, column, rate, change, what, changed } = one;
    const [problem = null] = by.length > 0 ? [] : problems;
    const suggestion = suggestions.get(one) ?? null;
    const bySeverity = by.toSorted(
      (a, b) => Number(a.severity === 'warn') - Number(b.severity === 'warn'),
    );
    const state = stateOf(
      by.map(({ severity }) => severity),
      problem,
      suggestion !== null,
    );
    return {
      fault,
      column,
      rate,
      change,
      what,
      changed,
      state,
      by: bySeverity,
      suggestion,
      problem,
    };
  });
  const caughtOne = new Set(mutants.flatMap(({ by }) => by.map(({ id }) => id)));
  return {
    contract: contract.name,
    dataset: dataset.label,
    rows,
    seed: checked.seed,
    rates: checked.rates,
    ...scoreOf(mutants),
    columns: columnScores(mutants),
    mutants,
    unasked,
    idle: asked.filter(({ id }) => !caughtOne.has(id)).map(({ title }) => title),
  };
}

function stateOf(
  severities: readonly ('error' | 'warn')[],
  problem: string | null,
  isSuggested: boolean,
): Mutant['state'] {
  if (severities.includes('error')) return 'failed';
  if (severities.length > 0) return 'warned';
  if (problem !== null) return 'undecided';
  return isSuggested ? 'survived' : 'undetectable';
}

interface Wanted {
  readonly contract: Contract;
  readonly session: Session;
  readonly copy: CopiedRows;
  readonly rows: number;
  readonly checked: CheckedMutants;
}

async function plannedOf({ checked, ...of }: Wanted): Promise<readonly PlannedMutant[]> {
  const { faults, hasLost, rates } = checked;
  const planning = { ...of, faults: faults as readonly Fault[], rates: rates as readonly Rate[] };
  const edits = await planEdits(planning);
  return [...edits, ...planRows(planning, edits, hasLost)];
}

/** Returns the expectations that hold for the data as it is, and why the others can't catch anything. */
async function askable(
  copy: CopiedRows,
  all: readonly TitledExpectation[],
  judging: Parameters<typeof judgeRows>[2],
): Promise<{ asked: readonly TitledExpectation[]; unasked: MutantReport['unasked'] }> {
  const {
    skipped = [],
    past = [],
    others = [],
  } = Object.groupBy(all, ({ node }) => {
    if (node.mode === 'skip') return 'skipped';
    return node.metric.derived?.by.past === undefined ? 'others' : 'past';
  });
  const judged = await judgeRows(copy.relation, others, judging);
  const asked: TitledExpectation[] = [];
  const unasked = [
    ...skipped.map(({ title }) => ({ title, reason: 'its contract skips it' })),
    ...past.map(({ title }) => ({
      title,
      reason: 'it compares with earlier runs, and a mutant is none',
    })),
  ];
  for (const one of judged) {
    const { title } = one.one;
    if (one.kind === 'judged' && one.verdict.holds) asked.push(one.one);
    else if (one.kind === 'judged')
      unasked.push({ title, reason: 'it does not hold for the data as it is' });
    else if (one.kind === 'problem') unasked.push({ title, reason: one.problem.message });
    else unasked.push({ title, reason: 'it has nothing to judge' });
  }
  return { asked, unasked };
}
