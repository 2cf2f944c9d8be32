import { z } from 'zod';
import { canonicalJson } from '../../canonical-json.ts';
import { type Envelope, payloadType } from '../envelope.ts';
import { EvidenceError } from '../evidence-error.ts';
import { checkShape } from './check-shape.ts';
import { readJson } from './read-json.ts';

const envelopeSchema = z.strictObject({
  payload: z.string(),
  payloadType: z.literal(payloadType, { error: 'EVIDENCE_PAYLOAD_TYPE' }),
  signatures: z.array(
    z.strictObject({
      keyid: z.string().regex(/^[0-9a-f]{64}$/, { error: 'EVIDENCE_SIGNATURE_FORM' }),
      sig: z.string(),
    }),
  ),
});

/** A signature of an envelope, decoded. */
export interface OpenedSignature {
  readonly keyid: string;
  readonly bytes: Uint8Array;
}

/** An envelope, decoded. */
export interface OpenedEnvelope {
  readonly payload: Uint8Array;
  /** In the order of the keys' names; none is there twice. */
  readonly signatures: readonly OpenedSignature[];
}

/**
 * Returns what is in an evidence file. Nothing of it is verified yet.
 *
 * @throws {EvidenceError} for anything but a DSSE envelope as `sealEvidence` writes it
 */
export function readEnvelope(bytes: Uint8Array): OpenedEnvelope {
  const value = readJson(bytes, 'The evidence', (one) => `${canonicalJson(one)}\n`);
  const envelope: Envelope = checkShape(value, envelopeSchema, 'envelope');
  const signatures = envelope.signatures.map(({ keyid, sig }) => ({
    keyid,
    bytes: decoded(sig, 'A signature'),
  }));
  checkSignatures(signatures);
  return { payload: decoded(envelope.payload, 'The payload'), signatures };
}

/** Base64 can be written in several ways, of which one is canonical. */
function decoded(text: string, what: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  throw new EvidenceError('EVIDENCE_BASE64', `${what} of the envelope is no canonical base64.`);
}

function checkSignatures(signatures: readonly OpenedSignature[]): void {
  if (signatures.some(({ bytes }) => bytes.length !== 64))
    throw new EvidenceError(
      'EVIDENCE_SIGNATURE_FORM',
      'A signature of the envelope has not the 64 bytes of a signature by Ed25519.',
    );
  const ids = signatures.map(({ keyid }) => keyid);
  if (ids.some((id, at) => at > 0 && id <= (ids[at - 1] ?? '')))
    throw new EvidenceError(
      'EVIDENCE_SIGNATURE_FORM',
      'The signatures of the envelope are not in the order of their keys, or a key signed twice.',
    );
}
