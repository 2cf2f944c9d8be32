import type { ExpectationNode } from '../contract/expectation.ts';
import { columnHints } from '../contract/schema/schema-expectations.ts';
import { type TitledExpectation, titledExpectations } from '../contract/titled-expectations.ts';
import { DatasetError } from '../dataset/dataset.ts';
import { EngineError, type Session } from '../engine/engine.ts';
import { openDataset } from '../engine/engines.ts';
import { Misled } from '../metric/fixed-point.ts';
import { metricKey } from '../metric/metric.ts';
import type { Evidence, Outcome, State } from '../outcome/outcome.ts';
import { unanswered } from '../outcome/unanswered.ts';
import { approximate, exactNumber } from '../value/numeric.ts';
import { maskedOf, screenOn, unmaskedNote } from './disclosure/disclosure.ts';
import { type Masks, maskDistribution, noMasks } from './disclosure/masking.ts';
import { reproducible } from './disclosure/reproducible.ts';
import { isUnmeasured, type Measured, type MeasureRequest } from './measure-request.ts';
import { openContext } from './open-context.ts';
import { measureMetrics, questionsOf, type Timed } from './plan-passes.ts';
import { type Concluded, emptyQuarantine, putAside } from './quarantine/quarantine-outcomes.ts';
import { startTrace, type Trace } from './trace.ts';
import { comparedNaN } from './verdict/compared-nan.ts';
import { floatNotes } from './verdict/float-notes.ts';
import { type JudgeOptions, judge, type Verdict } from './verdict/judge-bound.ts';
import { type Precondition, preconditions } from './verdict/preconditions.ts';
import { blameAll } from './violations/blame-rows.ts';
import type { Blame } from './violations/samples.ts';

/**
 * Measure the selected expectations of a contract over a dataset: one outcome each, in the contract's order. What data
 * and engine do wrong becomes an outcome that says so; it never throws for them. `location` is the caller's to fill.
 */
export async function measure(
  request: MeasureRequest,
  trace: Trace = startTrace(),
): Promise<readonly Outcome[]> {
  const wanted = titledExpectations(request.contract).filter(({ id }) => request.selected.has(id));
  const screened = screenOn(trace, request, null);
  const errored = (problem: NonNullable<Outcome['problem']>) =>
    wanted.map((one) => screened({ ...blank(one, request), problem }));
  const occupied = await emptyQuarantine(request);
  if (occupied !== null) return errored(occupied);
  try {
    const hints = columnHints(request.contract.terms.schema);
    const settings = { ...request.settings, onQuery: trace.query };
    const session = await openDataset(request.dataset, hints, settings);
    try {
      return await measureOn(session, wanted, request, trace);
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

async function measureOn(
  session: Session,
  wanted: readonly TitledExpectation[],
  request: MeasureRequest,
  trace: Trace,
): Promise<readonly Outcome[]> {
  const { contract } = request;
  const names = session.columns.map(({ name }) => name);
  const screened = screenOn(trace, request, session.columns);
  const masked = maskedOf(contract, names);
  // What is kept for later stays masked, whatever is shown of it now.
  const masks: Masks = request.unmask ? noMasks : { columns: masked, looks: true };
  const { context, flush } = await openContext(session, masked, request);
  trace.opened(context);
  const check = preconditions(contract, session);
  const refusals = new Map<TitledExpectation, Precondition>();
  for (const one of wanted) refusals.set(one, await check(one.node));
  const measurable = wanted.filter((one) => refusals.get(one) === null);
  const nodes = measurable.map(({ node }) => node);
  const compared = await comparedNaN(nodes, session);
  const questions = questionsOf([...nodes, ...compared.questions]);
  trace.pass('checks');
  const timed = await measureMetrics(questions, context, trace.pass);
  const { rows } = context;
  const isVacuous = contract.terms.allowEmpty === true && rows === 0;
  const concluded = wanted.map((one): Concluded => {
    const base = { ...blank(one, request), rows };
    const precondition = refusals.get(one) ?? compared.problemOf(one.node, timed);
    if (precondition !== null) return { outcome: refuse(base, precondition, session), miss: null };
    const found = timed.get(metricKey(one.node.metric));
    return conclude(one.node, base, found, { emptyAllowed: isVacuous, masks }, session.columns);
  });
  const misses = concluded.flatMap(({ miss }) => miss ?? []);
  const blames = await blameAll(misses, session, masks, rows);
  trace.pass('violations');
  const aside = await putAside(concluded, context, request, trace);
  const outcomes = concluded.map(({ outcome, miss }) => {
    const blame = miss === null ? undefined : blames.get(miss);
    const whole = blame === undefined ? outcome : blamed(outcome, blame);
    return screened(unmaskedNote(reproducible(aside.on(whole, miss), session, masked), request));
  });
  const isSame = await flush(trace);
  aside.tell(isSame);
  if (isSame) return outcomes;
  await emptyQuarantine(request);
  // Nor is what was observed: a report that shows it would not say why it is no verdict.
  return wanted.map((one) => screened({ ...blank(one, request), problem: dataChanged }));
}

const dataChanged = {
  code: 'DATA_CHANGED',
  message:
    'its files changed while they were measured, so that no verdict is about any one state of them: run it again once they are written.',
} as const;

/** An outcome of which nothing is known yet: it stands as an error until something is. */
const blank = (one: TitledExpectation, { contract, dataset }: MeasureRequest): Outcome => ({
  ...unanswered(one, { contract: contract.name, dataset: dataset.label }),
  state: 'errored',
  problem: null,
});

function refuse(
  base: Outcome,
  precondition: NonNullable<Precondition>,
  { engine }: Session,
): Outcome {
  if ('problem' in precondition) return { ...base, problem: precondition.problem };
  const notes = [`column '${precondition.absent}' is absent, which the schema allows`];
  const evidence = { exactness: 'exact', by: engine, pass: null, interval: null, notes } as const;
  return { ...base, state: 'passed', of: 0, evidence };
}

function conclude(
  node: ExpectationNode,
  base: Outcome,
  timed: Timed | undefined,
  options: JudgeOptions,
  columns: Session['columns'],
): Concluded {
  if (timed === undefined) throw new Error(`${node.metric.label} was planned and not measured.`);
  const { result, pass, durationMs } = timed;
  if (isUnmeasured(result))
    return { outcome: { ...base, problem: result.problem, durationMs }, miss: null };
  const verdict = judge(node, result, options);
  const { observed, value, of, share, segments, violations } = verdict;
  const notes = [...verdict.notes, ...floatNotes(node.metric, columns)];
  return {
    outcome: {
      ...base,
      state: stateOf(verdict, node),
      observed,
      value,
      of,
      share,
      segments,
      violations,
      sql: result.sql,
      distribution: maskDistribution(result.distribution ?? null, options.masks),
      byFile: result.byFile ?? null,
      evidence: evidence(result, pass, notes),
      durationMs,
    },
    miss: verdict.holds
      ? null
      : { node, measured: result, segments: verdict.missed, violations: countOf(node, result) },
  };
}

/** How many rows violate it, or are counted against it. */
const countOf = ({ metric }: ExpectationNode, { segments: [one] }: Measured): number | null =>
  metric.violating === null || one === undefined || one.value === null
    ? null
    : approximate(one.value);

const blamed = (outcome: Outcome, { sample, sql, notes = [] }: Blame): Outcome => ({
  ...outcome,
  sample,
  sql,
  evidence: outcome.evidence && {
    ...outcome.evidence,
    notes: [...outcome.evidence.notes, ...notes],
  },
});

function stateOf({ holds, isEmpty }: Verdict, { severity }: ExpectationNode): State {
  if (holds) return 'passed';
  return severity === 'warn' && !isEmpty ? 'warned' : 'failed';
}

const evidence = (
  { exactness, by, interval, notes }: Measured,
  pass: string | null,
  more: readonly string[],
): Evidence => ({
  exactness,
  by,
  pass,
  interval: interval ? { low: exactNumber(interval.low), high: exactNumber(interval.high) } : null,
  notes: [...more, ...notes],
});

export type { MeasureRequest } from './measure-request.ts';
