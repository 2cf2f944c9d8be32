import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { EvidenceError } from '../evidence-error.ts';

/** A public key whose signatures are accepted. */
export interface TrustedKey {
  /** The Ed25519 public key. */
  readonly key: KeyObject;
  /** The time from which its signatures count; null for no limit. */
  readonly from: Date | null;
  /** The time until which they count; null for no limit. */
  readonly until: Date | null;
}

/**
 * Returns the Ed25519 public key of a PEM file's text: of a public key, or of an X.509 certificate, whose dates limit it.
 * Nothing else of a certificate counts. `place` names the file in messages, which never quote the text.
 *
 * @throws {EvidenceError} `EVIDENCE_KEY`
 */
export function trustedKey(pem: string, place: string): TrustedKey {
  const labels = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label ?? '');
  if (labels.some((label) => label.endsWith('PRIVATE KEY')))
    throw refused(
      `${place} has a private key, which is not needed here and should stay where it is: give the public key, which 'openssl pkey -pubout' writes.`,
    );
  const trusted = labels.length === 1 ? parsed(pem, labels[0] === 'CERTIFICATE') : null;
  if (trusted === null)
    throw refused(`${place} is not one public key, or one certificate, in PEM.`);
  if (trusted.key.asymmetricKeyType !== 'ed25519')
    throw refused(`${place} has a key of another kind: evidence is signed by Ed25519.`);
  return trusted;
}

function parsed(pem: string, isCertificate: boolean): TrustedKey | null {
  try {
    if (!isCertificate) return { key: createPublicKey(pem), from: null, until: null };
    const { publicKey, validFromDate, validToDate } = new X509Certificate(pem);
    return { key: publicKey, from: validFromDate, until: validToDate };
  } catch {
    return null;
  }
}

const refused = (message: string) => new EvidenceError('EVIDENCE_KEY', message);
