import { verify } from 'node:crypto';
import { signedBytes } from '../envelope.ts';
import { EvidenceError } from '../evidence-error.ts';
import { keyId } from '../keys/key-id.ts';
import type { TrustedKey } from '../keys/trusted-key.ts';
import type { OpenedEnvelope } from './read-envelope.ts';

/** A trusted key that signed, and its name. */
export interface Signer extends TrustedKey {
  readonly id: string;
}

/**
 * Verifies every signature of an envelope, and returns the keys that signed: each has to be trusted, and to fit.
 *
 * @throws {EvidenceError}
 */
export function checkSignatures(
  { payload, signatures }: OpenedEnvelope,
  keys: readonly TrustedKey[],
): readonly Signer[] {
  const trusted = new Map(keys.map((one) => [checkedId(one), one]));
  const signed = signedBytes(payload);
  return signatures.map(({ keyid, bytes }) => {
    const signer = trusted.get(keyid);
    if (signer === undefined)
      throw new EvidenceError(
        'EVIDENCE_FOREIGN_KEY',
        `The evidence is signed by the key ${keyid}, which was not given.`,
      );
    if (!verify(null, signed, signer.key, bytes))
      throw new EvidenceError(
        'EVIDENCE_SIGNATURE',
        `The signature by the key ${keyid} does not fit: the payload was changed, or another key signed it.`,
      );
    return { ...signer, id: keyid };
  });
}

function checkedId({ key }: TrustedKey): string {
  if (key.type === 'public' && key.asymmetricKeyType === 'ed25519') return keyId(key);
  throw new EvidenceError('EVIDENCE_KEY', 'Evidence is verified by Ed25519 public keys only.');
}

/**
 * Refuses a signer whose key was not valid at a time.
 *
 * @throws {EvidenceError} `EVIDENCE_KEY_NOT_YET_VALID`, `EVIDENCE_KEY_EXPIRED`
 */
export function checkValidity({ id, from, until }: Signer, at: string): void {
  const time = Date.parse(at);
  // Written so that a date that is none refuses as well.
  if (from !== null && !(time >= from.getTime()))
    throw new EvidenceError(
      'EVIDENCE_KEY_NOT_YET_VALID',
      `The evidence is of ${at}, and the key ${id} was not valid yet.`,
    );
  if (until !== null && !(time <= until.getTime()))
    throw new EvidenceError(
      'EVIDENCE_KEY_EXPIRED',
      `The evidence is of ${at}, and the key ${id} had expired by then.`,
    );
}
