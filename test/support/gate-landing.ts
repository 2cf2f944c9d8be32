import { countStates, type Report } from '../../src/outcome/report.ts';
import { documentBytes } from '../../src/store/canonical-json.ts';
import { resolveDigest } from '../../src/store/snapshot/read-snapshot.ts';
import type { Store } from '../../src/store/store.ts';
import type { BegunGate } from '../../src/vitest/gate/begun-gate.ts';
import { recordPromotion } from '../../src/vitest/gate/record-decision.ts';

/** A gate whose contracts ran, and hold: what is left is to record it. */
export interface JudgedGate {
  readonly gate: BegunGate;
  readonly report: Report;
}

/** Begins a gate as `gate()` does, with a report in place of a run of Vitest. */
export async function judgedGate(
  store: Store,
  name: string,
  from: string,
  to: string,
): Promise<JudgedGate> {
  const state = await store.state(name);
  return {
    gate: {
      store,
      options: { name, from, to },
      policies: {},
      state,
      snapshot: resolveDigest(state, from),
      tag: state.tags.get(to) ?? null,
      approval: { approvedBy: [], keys: [], signedBy: new Set() },
    },
    report: passedReport(name),
  };
}

/** Stores the outcome and the evidence, and appends the record that moves the tag, as `gate()` does after the run. */
export async function landGate({ gate, report }: JudgedGate): ReturnType<typeof recordPromotion> {
  const outcome = await gate.store.putDocument('outcomes', documentBytes(report));
  return recordPromotion(gate, { report, outcome, contracts: [gate.options.name] });
}

const passedReport = (contract: string): Report => ({
  format: 'assay-report',
  version: 2,
  now: '2026-12-01T12:00:00.000Z',
  startedAt: new Date().toISOString(),
  durationMs: 12,
  state: 'passed',
  counts: { ...countStates([]), passed: 1 },
  problems: [],
  contracts: [
    {
      contract,
      dataset: `snapshot('${contract}@candidate')`,
      file: 'trips.contract.ts',
      terms: { owner: null, description: null, version: null, classification: null, links: {} },
      state: 'passed',
      rows: 2,
      files: 1,
      snapshot: null,
      engineMs: 1,
      passes: [],
      outcomes: [],
    },
  ],
  fuzz: [],
});
