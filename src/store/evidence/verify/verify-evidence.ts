import { digestOf } from '../../digest.ts';
import { EvidenceError } from '../evidence-error.ts';
import type { TrustedKey } from '../keys/trusted-key.ts';
import { checkSignatures, checkValidity, type Signer } from './check-signatures.ts';
import { type OpenedEnvelope, readEnvelope } from './read-envelope.ts';
import { readStatement } from './read-statement.ts';
import type { VerifiedEvidence } from './verified-evidence.ts';

/** The options of `verifyEvidence`. */
export interface VerifyEvidenceOptions {
  /** The keys whose signatures count. One of them has to have signed; all that signed have to be among them. */
  readonly keys: readonly TrustedKey[];
  /** True to accept evidence without a signature, and signatures that no key was given for. The default is false. */
  readonly allowUnsigned?: boolean;
  /** The dataset that the evidence has to be about. By default it may be any. */
  readonly name?: string;
}

/**
 * Verifies the bytes of an evidence file: its form, its signatures, and that its statement is one about a promotion.
 * It knows of no store: `compareWithLog` and `compareWithOutcome` compare the evidence with one.
 *
 * @throws {EvidenceError} for everything that it does not know
 */
export function verifyEvidence(
  bytes: Uint8Array,
  options: VerifyEvidenceOptions,
): VerifiedEvidence {
  const envelope = readEnvelope(bytes);
  const signers = signersOf(envelope, options);
  const statement = readStatement(envelope.payload);
  for (const signer of signers) checkValidity(signer, statement.predicate.at);
  const { name } = statement.predicate;
  if (options.name !== undefined && options.name !== name)
    throw new EvidenceError(
      'EVIDENCE_OTHER_NAME',
      'The evidence is about another dataset than the one that was asked for.',
    );
  return {
    digest: digestOf(bytes),
    statement,
    signers: signers.map(({ id }) => id),
    unverified: signers.length > 0 ? [] : envelope.signatures.map(({ keyid }) => keyid),
  };
}

function signersOf(
  envelope: OpenedEnvelope,
  { keys, allowUnsigned = false }: VerifyEvidenceOptions,
): readonly Signer[] {
  if (keys.length === 0 && !allowUnsigned)
    throw new EvidenceError(
      'EVIDENCE_NO_KEY',
      'No public key was given that the signature of the evidence could be verified by.',
    );
  if (envelope.signatures.length === 0 && !allowUnsigned)
    throw new EvidenceError('EVIDENCE_UNSIGNED', 'The evidence has no signature.');
  return keys.length === 0 ? [] : checkSignatures(envelope, keys);
}
