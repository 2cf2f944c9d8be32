import { type KeyObject, sign } from 'node:crypto';
import { canonicalJson, documentBytes } from '../canonical-json.ts';
import { type Envelope, payloadType, type Signature, signedBytes } from './envelope.ts';
import { EvidenceError } from './evidence-error.ts';
import { keyId } from './keys/key-id.ts';
import type { Statement } from './statement.ts';
import { readEnvelope } from './verify/read-envelope.ts';
import { readStatement } from './verify/read-statement.ts';

/**
 * Returns the bytes of an evidence file: a statement in a DSSE envelope, signed by each key. The same statement and keys
 * give the same bytes. Without a key it is unsigned, which verification refuses unless it is allowed.
 *
 * @throws {EvidenceError} `EVIDENCE_KEY` for anything but Ed25519 private keys, and for a statement that verification
 * refuses what it would say
 */
export function sealEvidence(statement: Statement, keys: readonly KeyObject[]): Uint8Array {
  const payload = Buffer.from(canonicalJson(statement), 'utf8');
  const distinct = new Map(keys.map((key) => [checkedId(key), key]));
  const signatures = [...distinct]
    .map(([keyid, key]): Signature => ({ keyid, sig: signatureOf(payload, key) }))
    .sort((a, b) => (a.keyid < b.keyid ? -1 : 1));
  const envelope: Envelope = { payload: payload.toString('base64'), payloadType, signatures };
  const bytes = documentBytes(envelope);
  // What verification would refuse is not written.
  readStatement(readEnvelope(bytes).payload);
  return bytes;
}

const signatureOf = (payload: Uint8Array, key: KeyObject): string =>
  sign(null, signedBytes(payload), key).toString('base64');

function checkedId(key: KeyObject): string {
  if (key.type === 'private' && key.asymmetricKeyType === 'ed25519') return keyId(key);
  throw new EvidenceError(
    'EVIDENCE_KEY',
    "Evidence is signed by Ed25519 private keys only: make one with 'openssl genpkey -algorithm ed25519'.",
  );
}
