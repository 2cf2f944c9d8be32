import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyId } from '../../../src/store/evidence/keys/key-id.ts';
import type { Promotion } from '../../../src/store/evidence/promotion.ts';
import { promotionStatement } from '../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../src/store/evidence/seal-evidence.ts';
import { verifyEvidence } from '../../../src/store/evidence/verify/verify-evidence.ts';
import { pair, promotion, stranger, trusted } from './example.ts';

const statement = promotionStatement(promotion);
const sealed = sealEvidence(statement, [pair.privateKey]);
const own = keyId(pair.publicKey);

test('evidence by a trusted key is verified', () => {
  expect(verifyEvidence(sealed, { keys: [trusted], name: 'trips' })).toEqual({
    digest: `sha256:${createHash('sha256').update(sealed).digest('hex')}`,
    statement,
    signers: [own],
    unverified: [],
  });
});

test('one of several trusted keys is enough', () => {
  const keys = [{ ...trusted, key: stranger.publicKey }, trusted];
  expect(verifyEvidence(sealed, { keys }).signers).toEqual([own]);
});

test('two signatures are verified by two keys', () => {
  const both = sealEvidence(statement, [pair.privateKey, stranger.privateKey]);
  const keys = [{ ...trusted, key: stranger.publicKey }, trusted];
  expect(verifyEvidence(both, { keys }).signers).toEqual([own, keyId(stranger.publicKey)].sort());
});

test('a key is valid on its first and its last moment', () => {
  const at = new Date(promotion.at);
  expect(verifyEvidence(sealed, { keys: [{ ...trusted, from: at, until: at }] }).signers).toEqual([
    own,
  ]);
});

test('unsigned evidence is verified where it is allowed, and has no signer', () => {
  const unsigned = sealEvidence(statement, []);
  expect(verifyEvidence(unsigned, { keys: [], allowUnsigned: true })).toMatchObject({
    signers: [],
    unverified: [],
  });
  expect(verifyEvidence(unsigned, { keys: [trusted], allowUnsigned: true }).signers).toEqual([]);
});

test('a signature that no key was given for is named, where that is allowed', () => {
  expect(verifyEvidence(sealed, { keys: [], allowUnsigned: true })).toMatchObject({
    signers: [],
    unverified: [own],
  });
});

const others: Readonly<Record<string, Partial<Promotion>>> = {
  'the first promotion to a tag': { replaces: null },
  'no commit': { commit: null },
  'nobody who approved': { approvers: [] },
  'no policies': { policies: {} },
  'nested policies': { policies: { a: [{ b: [null, true, 'ü', 1.5e-7] }], '': {} } },
  'missed bounds that a policy lets pass': {
    outcome: { ...promotion.outcome, counts: { ...promotion.outcome.counts, failed: 2 } },
  },
  'contracts of other data that were left out': {
    outcome: { ...promotion.outcome, counts: { ...promotion.outcome.counts, notRun: 8 } },
  },
  'the first record of a log': { log: { sequence: 1, previous: null } },
};

test.each(Object.entries(others))('evidence of a promotion with %s is verified', (_, edit) => {
  const wanted = promotionStatement({ ...promotion, ...edit });
  const bytes = sealEvidence(wanted, [pair.privateKey]);
  expect(verifyEvidence(bytes, { keys: [trusted] }).statement).toEqual(wanted);
});
