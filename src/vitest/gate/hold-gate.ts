import { canonicalJson, documentBytes } from '../../store/canonical-json.ts';
import type { GatePolicies } from '../../store/config/gate-policies.ts';
import { knownState } from '../../store/known-state.ts';
import { checkName, checkTag } from '../../store/names.ts';
import { checkedFiles } from '../../store/snapshot/data-files.ts';
import { readSnapshot, resolveDigest } from '../../store/snapshot/read-snapshot.ts';
import type { Snapshot } from '../../store/snapshot/snapshot-record.ts';
import type { Store } from '../../store/store.ts';
import { StoreError } from '../../store/store-error.ts';
import { storedReport } from '../../store/stored-report.ts';
import { readApproval } from './approval.ts';
import type { BegunGate } from './begun-gate.ts';
import { deprecation } from './deprecation.ts';
import type { GateContext } from './gate-context.ts';
import type { GateOptions } from './gate-options.ts';
import type { GateResult } from './gate-result.ts';
import type { GatedCall } from './gated-call.ts';
import { judgeGate } from './judge/judge-gate.ts';
import { checking } from './judge/judged-run.ts';
import { ofOtherTime } from './of-other-time.ts';
import { othersOf } from './others-of.ts';
import { recordPromotion, recordRefusal } from './record-decision.ts';
import { reportOnSnapshot } from './report-on-snapshot.ts';
import { type ContractsRun, runContracts } from './run-contracts.ts';
import { placeOfStore } from './same-store.ts';

/** Holds a snapshot of a store to a gate; see {@link gate}. */
export async function holdGate(
  store: Store,
  options: GateOptions,
  policies: GatePolicies,
): Promise<GateResult> {
  const gate = await begin(store, options, policies);
  const deprecated = deprecation(gate.state, gate.snapshot);
  if (deprecated !== null) {
    const reasons = [deprecated];
    const record = await recordRefusal(gate, { report: null, outcome: null, reasons });
    return { ...withoutReport(gate), state: 'refused', reasons, record };
  }
  const found = await readSnapshot(store, gate.state, gate.snapshot);
  const files = await checkedFiles(store, found, { read: true });
  const paths = files.filter(({ file }) => file.path !== null).map(({ path }) => path);
  const run = await contractsOf(gate, contextOf(gate, found, paths));
  // What the contracts read is what was recorded, if it still is: times of change decide if it has to be read again.
  await checkedFiles(store, found, { read: false });
  return decided(gate, run);
}

async function begin(
  store: Store,
  options: GateOptions,
  policies: GatePolicies,
): Promise<BegunGate> {
  const { name, from, to, approvedBy = [], key = [] } = options;
  checkTag(to);
  const state = await knownState(store, checkName(name));
  const given = { approvedBy: [approvedBy].flat(), keys: [key].flat() };
  return {
    store,
    options,
    policies,
    state,
    snapshot: resolveDigest(state, from),
    tag: state.tags.get(to) ?? null,
    approval: await readApproval(given, policies, store.root),
  };
}

function contextOf(
  { store, options, policies, state, snapshot }: BegunGate,
  { format, options: reading }: Snapshot,
  paths: readonly string[],
): GateContext {
  return {
    name: options.name,
    from: options.from,
    digest: snapshot,
    tags: Object.fromEntries([...state.tags].map(([tag, one]) => [tag, one.snapshot])),
    store: placeOfStore(store.location, store.root),
    files: { format, options: canonicalJson(reading), paths },
    others: othersOf(options, policies, state),
    mutationScore: policies.mutationScore ?? null,
  };
}

/** The run of the contracts, or why there is none. */
type Run = ContractsRun | { readonly problem: string };

async function contractsOf(
  { store, options: { contracts = [], config, reporters } }: BegunGate,
  context: GateContext,
): Promise<Run> {
  try {
    return await runContracts({
      root: store.root,
      config,
      contracts: [contracts].flat(),
      reporters,
      context,
    });
  } catch (error) {
    if (error instanceof StoreError && error.code === 'GATE_UNJUDGED')
      return { problem: error.message };
    throw error;
  }
}

async function decided(gate: BegunGate, run: Run): Promise<GateResult> {
  const { policies, state, approval, options } = gate;
  if ('problem' in run) {
    const reasons = [{ policy: 'contracts', message: run.problem }] as const;
    return { ...withoutReport(gate), state: 'unjudged', reasons };
  }
  const { calls } = run;
  const judged = {
    name: options.name,
    to: options.to,
    report: run.report,
    calls,
    tags: new Set(state.tags.keys()),
    itself: new Set(
      [...state.tags].flatMap(([tag, one]) => (one.snapshot === gate.snapshot ? [tag] : [])),
    ),
    ...approval,
  };
  const { notes, reasons, ...verdict } = judgeGate(judged, policies);
  const report = reportOnSnapshot(run.report, calls);
  const result = {
    ...withoutReport(gate),
    report,
    notes: [...notes, ...ofOtherTime(report)],
    leftOut: leftOutOf(calls),
  };
  if (verdict.state === 'unjudged') return { ...result, state: 'unjudged', reasons };
  const outcome = await gate.store.putDocument('outcomes', documentBytes(storedReport(report)));
  if (verdict.state === 'refused') {
    const record = await recordRefusal(gate, { report, outcome, reasons });
    return { ...result, state: 'refused', reasons, record };
  }
  const contracts = [...new Set(checking(judged).map(({ contract }) => contract))];
  const record = await recordPromotion(gate, { report, outcome, contracts });
  if (record.kind === 'promote') return { ...result, state: 'promoted', record };
  return {
    ...result,
    state: 'refused',
    record,
    reasons: record.reasons.map((message) => ({ policy: 'data', message })),
  };
}

/** Returns a result of a gate before its contracts ran. */
const withoutReport = ({ options, snapshot, tag }: BegunGate) => ({
  name: options.name,
  from: options.from,
  to: options.to,
  snapshot,
  replaces: tag?.snapshot ?? null,
  report: null,
  notes: [],
  leftOut: [],
});

const leftOutOf = (calls: readonly GatedCall[]) =>
  calls.flatMap(({ contract, dataset, leftOut }) =>
    leftOut === null ? [] : [{ contract, dataset, reason: leftOut }],
  );
