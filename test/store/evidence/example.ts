import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { TrustedKey } from '../../../src/store/evidence/keys/trusted-key.ts';
import type { Promotion } from '../../../src/store/evidence/promotion.ts';
import type { Digest } from '../../../src/store/log/record.ts';

/** A digest of 64 equal digits. */
export const digestOf = (digit: string): Digest => `sha256:${digit.repeat(64)}`;

/** A pair of Ed25519 keys. */
export const pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =
  generateKeyPairSync('ed25519');

/** A pair that nobody trusts. */
export const stranger: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =
  generateKeyPairSync('ed25519');

/** The public key of the pair, as a key that is trusted. */
export const trusted: TrustedKey = { key: pair.publicKey, from: null, until: null };

/** A promotion with everything that it may have. */
export const promotion: Promotion = {
  name: 'trips',
  tag: 'production',
  source: 'candidate',
  snapshot: digestOf('a'),
  replaces: digestOf('b'),
  outcome: {
    digest: digestOf('c'),
    counts: { passed: 12, warned: 1, failed: 0, errored: 0, notRun: 0 },
  },
  contracts: ['trips are priced', 'Fahrten – täglich'],
  policies: { approvers: { atLeast: 1 }, mutationScore: 0.85 },
  approvers: ['Ada Lovelace'],
  commit: '0123456789abcdef0123456789abcdef01234567',
  at: '2026-12-01T10:00:00.000Z',
  log: { sequence: 7, previous: digestOf('d') },
  tool: { name: 'assay', version: '1.2.3' },
};
