import { type KeyObject, sign } from 'node:crypto';
import { canonicalJson } from '../../../../src/store/canonical-json.ts';
import { signedBytes } from '../../../../src/store/evidence/envelope.ts';
import { keyId } from '../../../../src/store/evidence/keys/key-id.ts';
import { promotionStatement } from '../../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../../src/store/evidence/seal-evidence.ts';
import { pair, promotion } from '../example.ts';

/** An envelope that may hold anything. */
export type LooseEnvelope = Record<string, unknown>;

/** The evidence that all others are made of. */
export const good = sealEvidence(promotionStatement(promotion), [pair.privateKey]);

/** Its text. */
export const goodText = Buffer.from(good).toString('utf8');

/** Its envelope. */
export const envelope = (): LooseEnvelope & { payload: string; signatures: Signature[] } =>
  JSON.parse(goodText);

interface Signature {
  keyid: string;
  sig: string;
}

/** The text of its statement. */
export const payloadText = Buffer.from(envelope().payload, 'base64').toString('utf8');

/** Bytes of a text. */
export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** A file with an envelope that differs from the good one. */
export const withEnvelope = (edit: LooseEnvelope): Uint8Array =>
  bytesOf(`${canonicalJson({ ...envelope(), ...edit })}\n`);

/** A signature of a payload. */
export const signatureOf = (payload: Uint8Array, key: KeyObject = pair.privateKey): Signature => ({
  keyid: keyId(key),
  sig: sign(null, signedBytes(payload), key).toString('base64'),
});

/** A file whose payload is signed by the trusted key, though no gate would write it. */
export function signed(payload: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(payload);
  return withEnvelope({ payload: bytes.toString('base64'), signatures: [signatureOf(bytes)] });
}

/** A signed file with a statement that differs from the good one. */
export const withStatement = (edit: Readonly<Record<string, unknown>>): Uint8Array =>
  signed(canonicalJson({ ...promotionStatement(promotion), ...edit }));

/** A signed file with a predicate that differs from the good one. */
export const withPredicate = (edit: Readonly<Record<string, unknown>>): Uint8Array =>
  withStatement({ predicate: { ...promotion, ...edit } });

/** A signed file with counts that differ from the good ones. */
export const withCounts = (edit: Readonly<Record<string, unknown>>): Uint8Array =>
  withPredicate({
    outcome: { ...promotion.outcome, counts: { ...promotion.outcome.counts, ...edit } },
  });
