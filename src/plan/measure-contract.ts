import { nestedRead } from '../contract/nested-read.ts';
import { columnHints } from '../contract/schema/schema-expectations.ts';
import { type TitledExpectation, titledExpectations } from '../contract/titled-expectations.ts';
import { DatasetError } from '../dataset/dataset.ts';
import { EngineError, type Session } from '../engine/engine.ts';
import { Misled } from '../metric/fixed-point.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { correctPValues } from './correct-p-values.ts';
import { dataDigest } from './data-digest.ts';
import { deriveNumbers } from './derive-numbers.ts';
import { maskedOf } from './disclosure/disclosure.ts';
import { closedDoor, openDoor } from './disclosure/door.ts';
import { byRows, isEmptyDataset } from './measure-elements.ts';
import type { MeasureRequest, PassContext } from './measure-request.ts';
import { openContext } from './open-context.ts';
import { openNested } from './open-nested.ts';
import { measureMetrics, questionsOf } from './plan-passes.ts';
import { emptyQuarantine, writeQuarantine } from './quarantine/quarantine-outcomes.ts';
import { anomalousAmong, type ScoredRun, scoreAnomalies, valuesToKeep } from './score-anomalies.ts';
import { type OpenFacts, openFacts, recallIn } from './states/open-facts.ts';
import { startTrace, type Trace } from './trace.ts';
import { checkExpectations } from './verdict/check-expectations.ts';
import { withFailedCauses } from './verdict/failed-causes.ts';
import { judgeAll } from './verdict/judge-all.ts';
import { missesOf } from './verdict/judged.ts';
import { blameAll } from './violations/blame-rows.ts';

/**
 * Measures the selected expectations of a contract over a dataset, and returns an outcome for each, in the contract's
 * order. Errors of the data and the engine become outcomes, and are never thrown. The caller fills in `location`.
 */
export async function measureContract(
  request: MeasureRequest,
  trace: Trace = startTrace(),
): Promise<readonly Outcome[]> {
  const { groups, refused } = byRows(request);
  const [only, ...others] = groups;
  const isPlain = only === undefined || (others.length === 0 && only.elementsOf === null);
  if (isPlain && refused.size === 0) return measureRows(request, trace);
  const closed = closedDoor(request, trace);
  const found = new Map<string, Outcome>();
  for (const { elementsOf, ids } of groups)
    for (const outcome of await measureRows({ ...request, elementsOf, selected: ids }, trace))
      found.set(outcome.id, outcome);
  return titledExpectations(request.contract).flatMap((one) => {
    const message = refused.get(one.id);
    if (message !== undefined) return [closed.refuse(one, { code: 'NOT_MEASURABLE', message })];
    return found.get(one.id) ?? [];
  });
}

/** Measures expectations that are about the same rows. */
async function measureRows(request: MeasureRequest, trace: Trace): Promise<readonly Outcome[]> {
  const wanted = titledExpectations(request.contract).filter(({ id }) => request.selected.has(id));
  const closed = closedDoor(request, trace);
  const errored = (problem: NonNullable<Outcome['problem']>) =>
    wanted.map((one) => closed.refuse(one, problem));
  if (request.quarantine && nestedRead(request.contract).length > 0) return errored(notQuarantined);
  const occupied = await emptyQuarantine(request);
  if (occupied !== null) return errored(occupied);
  try {
    const hints = columnHints(request.contract.terms.schema);
    const facts = openFacts(request.cache ?? null);
    const isMasked = (name: string) => maskedOf(request.contract, [name]).has(name);
    const recall = recallIn(facts, request.cache ?? null, isMasked);
    const settings = { ...request.settings, onQuery: trace.query, recall };
    const session = await openNested(request, hints, settings);
    try {
      return await measureOn(session, wanted, request, trace, facts);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof Misled)
      return errored({ code: 'DATASET_UNREADABLE', message: error.message });
    if (!(error instanceof DatasetError) && !(error instanceof EngineError)) throw error;
    return errored({ code: error.code, message: error.message });
  }
}

/**
 * Measures in steps: open, check, measure, derive, judge, blame, quarantine, disclose. At the end it confirms that the data did
 * not change.
 */
async function measureOn(
  session: Session,
  wanted: readonly TitledExpectation[],
  request: MeasureRequest,
  trace: Trace,
  facts: OpenFacts,
): Promise<readonly Outcome[]> {
  const door = openDoor(session, request, trace);
  const { context, flush } = await openContext(session, door.masked, request, facts);
  trace.opened(context);
  const { references = new Map() } = request;
  const checked = await checkExpectations(wanted, request.contract, session, references);
  trace.pass('checks');
  const found = await measureMetrics(questionsOf(checked.asked, references), context, trace.pass);
  const derived = deriveNumbers(checked.asked, found, { references, now: session.now });
  const corrected = correctPValues(checked.asked, derived);
  const run = await scoredRun(checked.asked, session, request, door.masked);
  const timed = run === null ? corrected : scoreAnomalies(checked.asked, corrected, run);
  const judged = withFailedCauses(
    judgeAll(wanted, checked, timed, await mayBeEmpty(request, context)),
  );
  const blames = await blameAll(missesOf(judged), session, door.cellsOf, context.rows);
  trace.pass('violations');
  const quarantined = await writeQuarantine(judged, context, request, trace);
  const outcomes = door.disclose(judged, { rows: context.rows, blames, storedOf: quarantined.of });
  const isSame = await flush(trace);
  quarantined.report(isSame);
  if (isSame && run !== null) {
    const values = valuesToKeep(checked.asked, derived, run);
    trace.notice(run.past?.add({ ...run, values }) ?? []);
  }
  if (isSame) return outcomes;
  await emptyQuarantine(request);
  // Nor is what was observed: a report that shows it would not say why it is no verdict.
  return wanted.map((one) => door.refuse(one, dataChanged));
}

/** Returns what anomalies are scored by; null if none is asked for. What may not be shown may not be kept either. */
async function scoredRun(
  asked: Parameters<typeof anomalousAmong>[0],
  { now }: Session,
  { dataset, settings: { root }, past = null, references = new Map() }: MeasureRequest,
  columns: ReadonlySet<string>,
): Promise<ScoredRun | null> {
  if (anomalousAmong(asked).length === 0) return null;
  const snapshot = await dataDigest(dataset, root);
  return { past, at: now.getTime(), snapshot, masks: { columns, looks: true }, references };
}

/** True if there are no rows and the contract allows that. Rows without elements are rows. */
async function mayBeEmpty(request: MeasureRequest, { rows }: PassContext): Promise<boolean> {
  if (request.contract.terms.allowEmpty !== true || rows !== 0) return false;
  return (request.elementsOf ?? null) === null || (await isEmptyDataset(request));
}

const notQuarantined = {
  code: 'NOT_MEASURABLE',
  message:
    "its contract reads fields of columns, as in column('address.zip'), and rows with such columns are not quarantined: run it without a quarantine, or write those expectations in a contract of their own.",
} as const;

const dataChanged = {
  code: 'DATA_CHANGED',
  message:
    'its files changed while they were measured, so that no verdict is about any one state of them: run it again once they are written.',
} as const;

export type { MeasureRequest } from './measure-request.ts';
