import { titledExpectations } from '../../../contract/titled-expectations.ts';
import { isRed, type Outcome } from '../../../outcome/outcome.ts';
import { runSelected, type Selection } from '../../../run/run-selected.ts';
import type { GateContext, OtherSnapshot } from '../gate-context.ts';
import type { OtherOutcomes } from '../gated-call.ts';
import { isMetricOf } from '../judge/champion.ts';
import { snapshotAt } from './pin-dataset.ts';

/** A contract that was checked against the promoted snapshot, with what it found. */
export interface CheckedSelection extends Selection {
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Checks a contract against the other snapshots that the policies of a gate compare with, in the expectations that they
 * need. Nothing of it is recorded: no baseline, no history, no violating rows.
 */
export async function measureOthers(
  checked: CheckedSelection,
  gate: GateContext,
): Promise<Readonly<Record<string, OtherOutcomes>>> {
  const others: Record<string, OtherOutcomes> = {};
  for (const one of gate.others) others[one.tag] = await measureOther(checked, gate, one);
  return others;
}

async function measureOther(
  { outcomes, ...selection }: CheckedSelection,
  gate: GateContext,
  { digest, missed, metrics }: OtherSnapshot,
): Promise<OtherOutcomes> {
  const only = new Set(
    titledExpectations(selection.contract).flatMap(({ id, title, node: { name } }) => {
      const outcome = outcomes.get(id);
      const isMissed = outcome?.state === 'failed' || outcome?.state === 'warned';
      const isMetric = metrics.some((metric) => isMetricOf({ metric }, { id, title, name }));
      return (missed && isMissed) || isMetric ? [id] : [];
    }),
  );
  if (only.size === 0) return [];
  const { quarantine: _, ...settings } = selection.settings;
  const run = await runSelected({
    ...selection,
    dataset: snapshotAt(gate, digest, selection.dataset.label),
    only,
    settings: { ...settings, history: false },
    baselines: 'none',
    onRecording: undefined,
  });
  const found = run.outcomes.filter(({ id }) => only.has(id));
  return unreadable(found) ?? found;
}

/** Returns the problem of a snapshot in which nothing could be judged; null if something was. */
function unreadable(outcomes: readonly Outcome[]): { readonly problem: string } | null {
  const [first] = outcomes;
  const isNone = outcomes.every((one) => isRed(one) && one.state !== 'failed');
  return first?.problem && isNone ? { problem: first.problem.message } : null;
}
