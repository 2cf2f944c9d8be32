import { countStates, type Report } from '../../outcome/report.ts';
import { shortDigest } from '../../store/digest.ts';
import { promotionStatement } from '../../store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../store/evidence/seal-evidence.ts';
import { digestOfRecord } from '../../store/log/append.ts';
import type { NameState } from '../../store/log/name-state.ts';
import type {
  Digest,
  GateEvidence,
  LogRecord,
  PromoteEntry,
  RefuseEntry,
} from '../../store/log/record.ts';
import { gitCommit } from '../../store/snapshot/git-commit.ts';
import { StoreError } from '../../store/store-error.ts';
import { packageVersion } from '../../system/package-version.ts';
import type { BegunGate } from './begun-gate.ts';
import { deprecation } from './deprecation.ts';
import type { GateReason } from './gate-reason.ts';

type DecisionRecord = (LogRecord & PromoteEntry) | (LogRecord & RefuseEntry);

/**
 * Appends the record of a promotion, which moves the tag if it still is where it was when the gate began. The evidence
 * names the record, so that it is made for each try to append it. A snapshot that was deprecated meanwhile is refused.
 *
 * @throws {StoreError} `STORE_CONFLICT` if the tag was moved meanwhile, `SNAPSHOT_PURGED` if the data was deleted.
 */
export async function recordPromotion(
  gate: BegunGate,
  judged: {
    readonly report: Report;
    readonly outcome: Digest;
    readonly contracts: readonly string[];
  },
): Promise<DecisionRecord> {
  const { store, options, snapshot, tag, approval } = gate;
  const { name, from, to } = options;
  const commit = await gitCommit(store.root);
  const common = evidenceOf(gate, judged);
  const entry = async (state: NameState): Promise<PromoteEntry | RefuseEntry> => {
    refuseMoved(gate, state);
    const deprecated = deprecation(state, snapshot);
    if (deprecated !== null) return refusal(gate, common, [deprecated]);
    const statement = promotionStatement({
      name,
      tag: to,
      source: from,
      snapshot,
      replaces: tag?.snapshot ?? null,
      outcome: { digest: judged.outcome, counts: common.counts },
      contracts: judged.contracts,
      policies: common.policies,
      approvers: approval.approvedBy,
      commit,
      at: new Date().toISOString(),
      log: {
        sequence: (state.head?.sequence ?? 0) + 1,
        previous: state.head === null ? null : digestOfRecord(state.head),
      },
      tool: { name: 'assay', version: packageVersion() },
    });
    const evidence = await store.putDocument('evidence', sealEvidence(statement, approval.keys));
    return {
      kind: 'promote',
      snapshot,
      source: from,
      moves: [{ tag: to, to: snapshot, from: tag?.snapshot ?? null }],
      ...common,
      evidence,
    };
  };
  return appended(gate, entry);
}

/**
 * Appends a decision. If the store does not know if the record landed, the log is read again: a decision that is in it has
 * landed.
 */
async function appended(
  { store, options: { name } }: BegunGate,
  entry: (state: NameState) => Promise<PromoteEntry | RefuseEntry>,
): Promise<DecisionRecord> {
  let tried: PromoteEntry | RefuseEntry | null = null;
  try {
    return decision(
      await store.append(name, async (state) => {
        tried = await entry(state);
        return tried;
      }),
    );
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'STORE_UNKNOWN') throw error;
    const landed = (await store.log(name).catch(() => [])).find((one) => isSame(one, tried));
    if (landed !== undefined) return decision(landed);
    throw error;
  }
}

/** True for the record of an entry. Its evidence names the number of the record, and the time. */
const isSame = (record: LogRecord, entry: PromoteEntry | RefuseEntry | null): boolean =>
  record.kind === 'promote' && record.evidence !== null && record.evidence === entry?.evidence;

/** Appends the record of a refusal. */
export async function recordRefusal(
  gate: BegunGate,
  judged: {
    readonly report: Report | null;
    readonly outcome: Digest | null;
    readonly reasons: readonly GateReason[];
  },
): Promise<LogRecord & RefuseEntry> {
  const entry = refusal(gate, evidenceOf(gate, judged), judged.reasons);
  const record = decision(await gate.store.append(gate.options.name, () => entry));
  if (record.kind === 'refuse') return record;
  throw new StoreError('STORE_BROKEN', 'A refusal was recorded as a promotion.');
}

const evidenceOf = (
  { approval, policies }: BegunGate,
  { report, outcome }: { readonly report: Report | null; readonly outcome: Digest | null },
): GateEvidence => ({
  outcome,
  counts: report?.counts ?? countStates([]),
  evidence: null,
  approvers: approval.approvedBy,
  policies: { ...policies },
});

const refusal = (
  { snapshot, options: { from, to } }: BegunGate,
  evidence: GateEvidence,
  reasons: readonly GateReason[],
): RefuseEntry => ({
  kind: 'refuse',
  snapshot,
  source: from,
  tag: to,
  reasons: reasons.map(({ message }) => message),
  ...evidence,
});

/** Throws if the tag is not where it was when the gate began, though it may name the same snapshot again. */
function refuseMoved({ options: { name, to }, tag, snapshot }: BegunGate, state: NameState): void {
  const now = state.tags.get(to);
  if (state.purged.has(snapshot))
    throw new StoreError(
      'SNAPSHOT_PURGED',
      `The data of ${name}@${shortDigest(snapshot)} was deleted while the contracts ran. Nothing was promoted.`,
    );
  if (now?.sequence === tag?.sequence) return;
  throw new StoreError(
    'STORE_CONFLICT',
    `${name}@${to} was moved to ${now === undefined ? 'nothing' : shortDigest(now.snapshot)} while the contracts ran on ${shortDigest(snapshot)}: nothing was promoted. Look at assay log ${name}, and promote again if it still should be.`,
  );
}

function decision(record: LogRecord): DecisionRecord {
  if (record.kind === 'promote' || record.kind === 'refuse') return record;
  throw new StoreError('STORE_BROKEN', `A decision was recorded as a ${record.kind}.`);
}
