import type { EvidenceErrorCode } from '../../../../src/store/evidence/evidence-error.ts';
import type { VerifyEvidenceOptions } from '../../../../src/store/evidence/verify/verify-evidence.ts';

/** A file that has to be refused. */
export interface BadEvidence {
  readonly bytes: Uint8Array;
  /** The code that it is refused with. */
  readonly code: EvidenceErrorCode;
  /** A part of the sentence that says why. */
  readonly says: RegExp;
  /** Options that differ from the trusted key alone. */
  readonly options?: Partial<VerifyEvidenceOptions>;
}
