import { isDeepStrictEqual } from 'node:util';
import type { LogRecord } from '../../log/record.ts';
import { EvidenceError } from '../evidence-error.ts';
import type { VerifiedEvidence } from './verified-evidence.ts';

/**
 * Compares evidence with the log of its dataset, all of which has to be given: the promotion has to be there, with this
 * evidence. Evidence of another store, or that was replaced, is refused.
 *
 * @throws {EvidenceError}
 */
export function compareWithLog(
  { digest, statement: { predicate } }: VerifiedEvidence,
  records: readonly LogRecord[],
): void {
  const { name, tag, snapshot, log, outcome } = predicate;
  const record = records.find(({ sequence }) => sequence === log.sequence);
  if (record?.kind !== 'promote' || record.name !== name)
    throw new EvidenceError(
      'EVIDENCE_NO_RECORD',
      `The log of the store has no promotion as record ${log.sequence}: the evidence is of another store, or the log was changed.`,
    );
  const move = record.moves.find((one) => one.tag === tag);
  if (record.snapshot !== snapshot || move?.to !== snapshot)
    throw new EvidenceError(
      'EVIDENCE_OTHER_SNAPSHOT',
      `Record ${log.sequence} of the log promoted another snapshot, or to another tag, than the evidence says.`,
    );
  if (record.evidence !== digest)
    throw new EvidenceError(
      'EVIDENCE_REPLAYED',
      `Record ${log.sequence} of the log names other evidence than this file.`,
    );
  const stated = [log.previous, predicate.replaces, predicate.source, outcome.digest];
  const recorded = [record.previous, move.from, record.source, record.outcome];
  const data = [outcome.counts, predicate.approvers, predicate.policies];
  if (
    !isDeepStrictEqual(stated, recorded) ||
    !isDeepStrictEqual(data, [record.counts, record.approvers, record.policies])
  )
    throw new EvidenceError(
      'EVIDENCE_OTHER_RECORD',
      `Record ${log.sequence} of the log differs from the evidence: in what it follows, what it replaced, its source, outcome, counts, approvers or policies.`,
    );
}
