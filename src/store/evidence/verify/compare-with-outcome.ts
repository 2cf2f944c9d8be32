import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { countStates } from '../../../outcome/report.ts';
import { digestOf } from '../../digest.ts';
import type { OutcomeCounts } from '../../log/record.ts';
import { EvidenceError } from '../evidence-error.ts';
import type { VerifiedEvidence } from './verified-evidence.ts';

const state = z.enum(['passed', 'warned', 'failed', 'errored', 'notRun']);
const count = z.int().min(0);

/** The part of an outcome document that evidence repeats. */
const outcomeSchema = z.object({
  counts: z.strictObject({
    passed: count,
    warned: count,
    failed: count,
    errored: count,
    notRun: count,
  }),
  contracts: z.array(z.object({ outcomes: z.array(z.object({ state })) })),
});

/**
 * Compares evidence with the outcome document of its store; null if the store has none of that digest. The counts have
 * to be those of the document's outcomes, and not only those that it says.
 *
 * @throws {EvidenceError}
 */
export function compareWithOutcome(
  { statement: { predicate } }: VerifiedEvidence,
  bytes: Uint8Array | null,
): void {
  const { digest, counts } = predicate.outcome;
  if (bytes === null)
    throw new EvidenceError('EVIDENCE_NO_OUTCOME', `The store has no outcome document ${digest}.`);
  if (digestOf(bytes) !== digest)
    throw new EvidenceError(
      'EVIDENCE_OTHER_OUTCOME',
      `The outcome document of the store has not the digest ${digest}: it was changed.`,
    );
  const found = countsOf(bytes);
  if (found === null || found.some((one) => !isDeepStrictEqual(one, counts)))
    throw new EvidenceError(
      'EVIDENCE_OTHER_COUNTS',
      `The outcome document ${digest} has other counts than the evidence says, or none.`,
    );
}

/** Returns the counts that a document says, and those of its outcomes; null if it is no outcome document. */
function countsOf(bytes: Uint8Array): readonly OutcomeCounts[] | null {
  try {
    const { counts, contracts } = outcomeSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
    return [counts, countStates(contracts.flatMap(({ outcomes }) => outcomes))];
  } catch {
    return null;
  }
}
