import { generateKeyPairSync, sign } from 'node:crypto';
import { canonicalJson } from '../../../../src/store/canonical-json.ts';
import { keyId } from '../../../../src/store/evidence/keys/key-id.ts';
import { promotionStatement } from '../../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../../src/store/evidence/seal-evidence.ts';
import { pair, promotion, stranger, trusted } from '../example.ts';
import type { BadEvidence } from './case.ts';
import { envelope, good, payloadText, signatureOf, withEnvelope } from './made.ts';

const { signatures } = envelope();
const payload = Buffer.from(payloadText);
const statement = promotionStatement(promotion);
const other = Buffer.from(canonicalJson(promotionStatement({ ...promotion, tag: 'staging' })));
const { publicKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { publicKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { publicKey: ed448 } = generateKeyPairSync('ed448');
const both = [signatureOf(payload), signatureOf(payload, stranger.privateKey)].sort((a, b) =>
  a.keyid < b.keyid ? -1 : 1,
);

/** Signatures that do not show what they should. */
export const badSignatures: Readonly<Record<string, BadEvidence>> = {
  'signatures stripped': {
    bytes: withEnvelope({ signatures: [] }),
    code: 'EVIDENCE_UNSIGNED',
    says: /no signature/,
  },
  'evidence that was never signed': {
    bytes: sealEvidence(statement, []),
    code: 'EVIDENCE_UNSIGNED',
    says: /no signature/,
  },
  'a signature by a stranger': {
    bytes: sealEvidence(statement, [stranger.privateKey]),
    code: 'EVIDENCE_FOREIGN_KEY',
    says: /which was not given/,
  },
  "a stranger's signature beside": {
    bytes: withEnvelope({ signatures: both }),
    code: 'EVIDENCE_FOREIGN_KEY',
    says: /which was not given/,
  },
  'a signature by a stranger, though unsigned evidence is allowed': {
    bytes: sealEvidence(statement, [stranger.privateKey]),
    code: 'EVIDENCE_FOREIGN_KEY',
    says: /which was not given/,
    options: { allowUnsigned: true },
  },
  'two signatures in another order': {
    bytes: withEnvelope({ signatures: both.toReversed() }),
    code: 'EVIDENCE_SIGNATURE_FORM',
    says: /not in the order/,
  },
  "a stranger's signature under the trusted key's name": {
    bytes: withEnvelope({
      signatures: [{ ...signatureOf(payload, stranger.privateKey), keyid: keyId(pair.publicKey) }],
    }),
    code: 'EVIDENCE_SIGNATURE',
    says: /does not fit/,
  },
  'the signature of another statement': {
    bytes: withEnvelope({ signatures: [signatureOf(other)] }),
    code: 'EVIDENCE_SIGNATURE',
    says: /does not fit/,
  },
  'another statement under the signature': {
    bytes: withEnvelope({ payload: other.toString('base64') }),
    code: 'EVIDENCE_SIGNATURE',
    says: /does not fit/,
  },
  'a signature of zeros': {
    bytes: withEnvelope({
      signatures: signatures.map(({ keyid }) => ({
        keyid,
        sig: Buffer.alloc(64).toString('base64'),
      })),
    }),
    code: 'EVIDENCE_SIGNATURE',
    says: /does not fit/,
  },
  'a signature of the payload alone, without its type': {
    bytes: withEnvelope({
      signatures: signatures.map(({ keyid }) => ({
        keyid,
        sig: sign(null, payload, pair.privateKey).toString('base64'),
      })),
    }),
    code: 'EVIDENCE_SIGNATURE',
    says: /does not fit/,
  },
  'no key': {
    bytes: good,
    code: 'EVIDENCE_NO_KEY',
    says: /No public key was given/,
    options: { keys: [] },
  },
  'an RSA key': {
    bytes: good,
    code: 'EVIDENCE_KEY',
    says: /Ed25519 public keys only/,
    options: { keys: [{ key: rsa, from: null, until: null }] },
  },
  'an elliptic curve key': {
    bytes: good,
    code: 'EVIDENCE_KEY',
    says: /Ed25519 public keys only/,
    options: { keys: [{ key: ec, from: null, until: null }] },
  },
  'an Ed448 key': {
    bytes: good,
    code: 'EVIDENCE_KEY',
    says: /Ed25519 public keys only/,
    options: { keys: [{ key: ed448, from: null, until: null }] },
  },
  'the private key': {
    bytes: good,
    code: 'EVIDENCE_KEY',
    says: /Ed25519 public keys only/,
    options: { keys: [{ key: pair.privateKey, from: null, until: null }] },
  },
  'a key that had expired': {
    bytes: good,
    code: 'EVIDENCE_KEY_EXPIRED',
    says: /had expired/,
    options: { keys: [{ ...trusted, until: new Date('2026-12-01T09:59:59.999Z') }] },
  },
  'a key that was not valid yet': {
    bytes: good,
    code: 'EVIDENCE_KEY_NOT_YET_VALID',
    says: /not valid yet/,
    options: { keys: [{ ...trusted, from: new Date('2026-12-01T10:00:00.001Z') }] },
  },
  'a key whose dates are none': {
    bytes: good,
    code: 'EVIDENCE_KEY_EXPIRED',
    says: /had expired/,
    options: { keys: [{ ...trusted, until: new Date('never') }] },
  },
  'evidence of another dataset': {
    bytes: good,
    code: 'EVIDENCE_OTHER_NAME',
    says: /another dataset/,
    options: { name: 'fares' },
  },
};
