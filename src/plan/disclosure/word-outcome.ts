import type { Session } from '../../engine/engine.ts';
import { columnsNamedBy } from '../../metric/metric-reads.ts';
import type { Evidence, Outcome, State } from '../../outcome/outcome.ts';
import { anomalyText } from '../../outcome/words/anomaly-text.ts';
import { judgedNoun } from '../../outcome/words/judged-noun.ts';
import { recountText } from '../../outcome/words/remarks.ts';
import { unreadText } from '../../outcome/words/unread.ts';
import { exactNumber } from '../../value/numeric.ts';
import type { Measured } from '../measure-request.ts';
import type { QuarantineOf } from '../quarantine/quarantine.ts';
import type { Compared } from '../references.ts';
import { floatNotes } from '../verdict/float-notes.ts';
import type { Judged } from '../verdict/judged.ts';
import type { Blame } from '../violations/miss.ts';
import { type Masks, maskDistribution, revealsValue } from './masking.ts';
import { showDrift } from './show-drift.ts';
import { segmentText, showSample } from './show-sample.ts';
import { wordRefusals } from './word-refusals.ts';
import { exactText, wordVerdict } from './word-verdict.ts';

/** Everything known about an expectation, before any of it is shown. */
export interface Finding {
  readonly judged: Judged;
  readonly blame: Blame | undefined;
  /** The quarantine's result for it. */
  readonly stored: QuarantineOf | undefined;
}

/** Puts a finding into words, with masked values. `base` has the fields that do not depend on it. */
export function wordOutcome(
  { judged, blame, stored }: Finding,
  base: Outcome,
  session: Pick<Session, 'engine' | 'columns' | 'fieldNotes'>,
  masks: Masks,
): Outcome {
  switch (judged.kind) {
    case 'problem':
      return {
        ...base,
        state: judged.isNotRun ? 'notRun' : 'errored',
        problem: judged.problem,
        drift: showDrift(judged.drift, judged.one.node.metric, session.columns, masks),
        durationMs: judged.durationMs,
      };
    case 'absent':
      return absentOutcome(judged.column, base, session.engine);
    case 'young':
      return youngOutcome(judged, base, session.engine);
    case 'judged': {
      const outcome = judgedOutcome(judged, base, session, masks);
      return withQuarantine(withBlame(outcome, judged, blame, masks), stored);
    }
  }
}

function absentOutcome(column: string, base: Outcome, by: string): Outcome {
  const notes = [`column '${column}' is absent, which the schema allows`];
  const evidence = { exactness: 'exact', by, pass: null, interval: null, notes } as const;
  return { ...base, state: 'passed', of: 0, evidence };
}

/** It passes without a number, as its contract says, and the reader learns that nothing was judged. */
function youngOutcome(
  { problem: { message }, durationMs }: Extract<Judged, { kind: 'young' }>,
  base: Outcome,
  by: string,
): Outcome {
  const notes = [`nothing was judged, as .allowYoung() says: ${message}`];
  const evidence = { exactness: 'exact', by, pass: null, interval: null, notes } as const;
  return { ...base, state: 'passed', evidence, durationMs };
}

type JudgedKind = Extract<Judged, { kind: 'judged' }>;

function judgedOutcome(
  judged: JudgedKind,
  base: Outcome,
  { columns, fieldNotes }: Pick<Session, 'columns' | 'fieldNotes'>,
  masks: Masks,
): Outcome {
  const { one, measured, pass, verdict, durationMs } = judged;
  const { notes, despite, ...worded } = wordVerdict(one.node, verdict, masks, judgedNoun(base));
  const { shown } = verdict;
  const ofSegment = shown?.drift
    ? [`the drift shown is of the segment ${segmentText(one.node, shown, masks)}`]
    : [];
  const unread = observedUnread(judged);
  const said = measured.objections ?? [];
  const says = wordRefusals(said, one.node.metric, masks, judgedNoun(base));
  const all = [
    ...notes,
    ...(unread === null ? [] : [`${unread} can't be read`]),
    ...[...columnsNamedBy(one.node.metric)].flatMap((name) => fieldNotes?.get(name) ?? []),
    ...floatNotes(one.node.metric, columns),
    ...measured.notes,
    ...ofSegment,
  ];
  return {
    ...base,
    ...worded,
    observed: observedAmongPast(judged, masks) ?? unread ?? worded.observed,
    state: stateOf(judged),
    sql: measured.sql,
    distribution: maskDistribution(measured.distribution ?? null, masks),
    drift: showDrift(shown?.drift ?? measured.drift ?? null, one.node.metric, columns, masks),
    byFile: measured.byFile ?? null,
    reference: wordReference(measured.reference ?? null, masks),
    evidence: { ...evidenceOf(measured, pass, all, says), ...(despite !== null && { despite }) },
    durationMs,
  };
}

/** Returns what was scored in words; null if nothing was, or the median of the runs may not be shown. */
function observedAmongPast({ one: { node }, measured }: JudgedKind, masks: Masks): string | null {
  const { scored = null } = measured;
  if (scored === null || revealsValue(scored.metric, scored.runs, scored.median, masks))
    return null;
  return anomalyText({ ...scored, unit: scored.metric.unit }, node.bound);
}

/** Returns what could not be read in words, where fields are counted beside records; null elsewhere. */
const observedUnread = ({ measured: { unread = null } }: JudgedKind): string | null =>
  unread && unreadText(unread);

function stateOf({ verdict: { holds, isEmpty }, one: { node } }: JudgedKind): State {
  if (holds) return 'passed';
  return node.severity === 'warn' && !isEmpty ? 'warned' : 'failed';
}

const evidenceOf = (
  { exactness, by, interval }: Measured,
  pass: string | null,
  notes: readonly string[],
  says: readonly string[],
): Evidence => ({
  exactness,
  by,
  pass,
  interval: interval ? { low: exactNumber(interval.low), high: exactNumber(interval.high) } : null,
  notes,
  ...(says.length > 0 && { says }),
});

/** Returns the reference of an outcome. Its number is masked as one of the data is. */
function wordReference(compared: Compared | null, masks: Masks): Outcome['reference'] {
  if (compared === null) return null;
  const { kind, name, one } = compared;
  const { value = null, of = 0 } = one?.observed ?? {};
  const isShown = one !== null && value !== null && !revealsValue(one.metric, of, value, masks);
  return { kind, name, value: isShown ? exactText(value, one.metric) : null };
}

function withBlame(
  outcome: Outcome,
  { one }: JudgedKind,
  blame: Blame | undefined,
  masks: Masks,
): Outcome {
  if (blame === undefined) return outcome;
  const { found, sql, values, recounted = null } = blame;
  const rows = found && showSample(one.node, found, masks);
  const sample = rows && (values === undefined ? rows : { ...rows, values });
  const notes = recounted === null ? [] : [recountText(recounted)];
  return withNotes({ ...outcome, sample, sql }, notes);
}

/** Adds the quarantine's result to an outcome. A failure to write is an error, since somebody relies on the file. */
function withQuarantine(outcome: Outcome, found: QuarantineOf | undefined): Outcome {
  if (found === undefined) return outcome;
  const { stored, notes, problem } = found;
  const noted = withNotes(outcome, notes);
  return problem === null
    ? { ...noted, quarantine: stored }
    : { ...noted, state: 'errored', problem };
}

/** Adds notes to an outcome. */
const withNotes = (outcome: Outcome, notes: readonly string[]): Outcome => ({
  ...outcome,
  evidence: outcome.evidence && {
    ...outcome.evidence,
    notes: [...outcome.evidence.notes, ...notes],
  },
});
