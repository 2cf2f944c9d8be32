import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/store/canonical-json.ts';
import { signedBytes } from '../../../src/store/evidence/envelope.ts';
import { EvidenceError } from '../../../src/store/evidence/evidence-error.ts';
import { keyId } from '../../../src/store/evidence/keys/key-id.ts';
import type { Promotion } from '../../../src/store/evidence/promotion.ts';
import { promotionStatement } from '../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../src/store/evidence/seal-evidence.ts';
import { pair, promotion, stranger } from './example.ts';

const statement = promotionStatement(promotion);
const opened = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString('utf8'));

test('a statement names the snapshot as its subject and says what was promoted', () => {
  expect(statement).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'trips', digest: { sha256: 'a'.repeat(64) } }],
    predicateType: 'urn:assay:promotion:1',
    predicate: promotion,
  });
});

test('the pre-authentication encoding is that of DSSE', () => {
  expect(Buffer.from(signedBytes(Buffer.from('hellö'))).toString('utf8')).toBe(
    'DSSEv1 28 application/vnd.in-toto+json 6 hellö',
  );
});

test('an envelope has the canonical statement and a signature of it by each key', () => {
  const bytes = sealEvidence(statement, [stranger.privateKey, pair.privateKey, pair.privateKey]);
  const { payload, payloadType, signatures } = opened(bytes);
  const text = Buffer.from(payload, 'base64');
  expect(text.toString('utf8')).toBe(canonicalJson(statement));
  expect(payloadType).toBe('application/vnd.in-toto+json');
  const ids = [keyId(pair.publicKey), keyId(stranger.privateKey)].sort();
  expect(signatures.map(({ keyid }: { keyid: string }) => keyid)).toEqual(ids);
  for (const { keyid, sig } of signatures) {
    const { publicKey } = keyid === keyId(pair.publicKey) ? pair : stranger;
    expect(verify(null, signedBytes(text), publicKey, Buffer.from(sig, 'base64'))).toBe(true);
  }
});

test('the same promotion and key give the same bytes', () => {
  const once = sealEvidence(statement, [pair.privateKey]);
  expect(sealEvidence(structuredClone(statement), [pair.privateKey])).toEqual(once);
});

test('without a key an envelope has no signature', () => {
  expect(opened(sealEvidence(statement, [])).signatures).toEqual([]);
});

test.each([
  ['a public key', pair.publicKey],
  ['a key of another kind', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
])('%s signs nothing', (_, key) => {
  expect(() => sealEvidence(statement, [key])).toThrow(EvidenceError);
});

test.each<[string, Partial<Promotion>, string]>([
  [
    'something that could not be judged',
    { outcome: { ...promotion.outcome, counts: { ...promotion.outcome.counts, errored: 1 } } },
    'EVIDENCE_COUNTS',
  ],
  ['an approver without a name', { approvers: [''] }, 'EVIDENCE_VALUE'],
  ['more than evidence holds', { policies: { text: 'x'.repeat(800_000) } }, 'EVIDENCE_TEXT'],
])('%s is not written, since verification refuses it', (_, edit, code) => {
  expect(() =>
    sealEvidence(promotionStatement({ ...promotion, ...edit }), [pair.privateKey]),
  ).toThrow(expect.objectContaining({ code }));
});
