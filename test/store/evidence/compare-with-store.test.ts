import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/store/canonical-json.ts';
import { digestOf as sha256 } from '../../../src/store/digest.ts';
import { promotionStatement } from '../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../src/store/evidence/seal-evidence.ts';
import { compareWithLog } from '../../../src/store/evidence/verify/compare-with-log.ts';
import { compareWithOutcome } from '../../../src/store/evidence/verify/compare-with-outcome.ts';
import { verifyEvidence } from '../../../src/store/evidence/verify/verify-evidence.ts';
import type { Digest, LogRecord, PromoteEntry } from '../../../src/store/log/record.ts';
import { digestOf, pair, promotion, trusted } from './example.ts';

const states = [...Array<string>(12).fill('passed'), 'warned'];
const document = {
  counts: promotion.outcome.counts,
  contracts: [{ outcomes: states.map((state) => ({ state })) }],
};
const bytesOf = (value: unknown) => Buffer.from(canonicalJson(value));

const verified = (outcome: Digest) =>
  verifyEvidence(
    sealEvidence(
      promotionStatement({ ...promotion, outcome: { ...promotion.outcome, digest: outcome } }),
      [pair.privateKey],
    ),
    { keys: [trusted] },
  );
const evidence = verified(sha256(bytesOf(document)));
const { predicate } = evidence.statement;

const chained = {
  format: 'assay-log',
  version: 1,
  store: 'a store',
  name: 'trips',
  sequence: 7,
  previous: digestOf('d'),
  at: promotion.at,
  nonce: 'n',
} as const;
const promoted: PromoteEntry = {
  kind: 'promote',
  snapshot: predicate.snapshot,
  source: predicate.source,
  moves: [{ tag: 'production', to: predicate.snapshot, from: predicate.replaces }],
  outcome: predicate.outcome.digest,
  counts: predicate.outcome.counts,
  evidence: evidence.digest,
  approvers: predicate.approvers,
  policies: predicate.policies,
};
const record = (edit: Partial<PromoteEntry> & { previous?: Digest; name?: string }): LogRecord => ({
  ...chained,
  ...promoted,
  ...edit,
});
const rollback: LogRecord = {
  ...chained,
  kind: 'rollback',
  snapshot: predicate.snapshot,
  moves: promoted.moves,
  reason: null,
};
const other = digestOf('e');

test('the log has the promotion, and the store its outcome', () => {
  expect(() => compareWithLog(evidence, [{ ...rollback, sequence: 6 }, record({})])).not.toThrow();
  expect(() => compareWithOutcome(evidence, bytesOf(document))).not.toThrow();
});

test.each([
  ['no record', [], 'EVIDENCE_NO_RECORD'],
  ['a record of another number', [{ ...record({}), sequence: 8 }], 'EVIDENCE_NO_RECORD'],
  ['a rollback under the number', [rollback], 'EVIDENCE_NO_RECORD'],
  ['a record of another dataset', [record({ name: 'fares' })], 'EVIDENCE_NO_RECORD'],
  ['another snapshot', [record({ snapshot: other })], 'EVIDENCE_OTHER_SNAPSHOT'],
  [
    'a tag that got another snapshot',
    [record({ moves: [{ tag: 'production', to: other, from: predicate.replaces }] })],
    'EVIDENCE_OTHER_SNAPSHOT',
  ],
  [
    'another tag',
    [record({ moves: [{ tag: 'staging', to: predicate.snapshot, from: null }] })],
    'EVIDENCE_OTHER_SNAPSHOT',
  ],
  ['other evidence', [record({ evidence: other })], 'EVIDENCE_REPLAYED'],
  ['no evidence', [record({ evidence: null })], 'EVIDENCE_REPLAYED'],
  ['another record before it', [record({ previous: other })], 'EVIDENCE_OTHER_RECORD'],
  ['another outcome', [record({ outcome: other })], 'EVIDENCE_OTHER_RECORD'],
  [
    'other counts',
    [record({ counts: { ...promoted.counts, failed: 1 } })],
    'EVIDENCE_OTHER_RECORD',
  ],
  ['other approvers', [record({ approvers: [] })], 'EVIDENCE_OTHER_RECORD'],
  ['other policies', [record({ policies: {} })], 'EVIDENCE_OTHER_RECORD'],
  ['another source', [record({ source: 'nightly' })], 'EVIDENCE_OTHER_RECORD'],
  [
    'another snapshot replaced',
    [record({ moves: [{ tag: 'production', to: predicate.snapshot, from: null }] })],
    'EVIDENCE_OTHER_RECORD',
  ],
] as const)('a log with %s is refused', (_, records, code) => {
  expect(() => compareWithLog(evidence, records)).toThrow(expect.objectContaining({ code }));
});

test('a document that is missing, changed, or has other counts is refused', () => {
  const refused = (bytes: Uint8Array | null, code: string, by = evidence) =>
    expect(() => compareWithOutcome(by, bytes)).toThrow(expect.objectContaining({ code }));
  refused(null, 'EVIDENCE_NO_OUTCOME');
  refused(Buffer.concat([bytesOf(document), Buffer.from(' ')]), 'EVIDENCE_OTHER_OUTCOME');
  const documents = [
    { ...document, counts: { ...document.counts, failed: 1 } },
    { ...document, contracts: [{ outcomes: [{ state: 'failed' }] }] },
    { ...document, contracts: [] },
    { counts: document.counts },
    [],
  ];
  for (const one of documents.map(bytesOf))
    refused(one, 'EVIDENCE_OTHER_COUNTS', verified(sha256(one)));
  const text = Buffer.from('not JSON');
  refused(text, 'EVIDENCE_OTHER_COUNTS', verified(sha256(text)));
});
