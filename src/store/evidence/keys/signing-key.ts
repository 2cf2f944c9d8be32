import { createPrivateKey, type KeyObject } from 'node:crypto';
import { EvidenceError } from '../evidence-error.ts';

/**
 * Returns the Ed25519 private key of a PEM file's text. `place` names the file in messages, which never quote the text.
 *
 * @throws {EvidenceError} `EVIDENCE_KEY`
 */
export function signingKey(pem: string, place: string): KeyObject {
  const key = privateKey(pem);
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new EvidenceError(
    'EVIDENCE_KEY',
    `${place} has no Ed25519 private key without a passphrase: make one with 'openssl genpkey -algorithm ed25519'.`,
  );
}

function privateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    // The error may quote what it could not read.
    return null;
  }
}
