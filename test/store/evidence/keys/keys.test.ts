import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { EvidenceError } from '../../../../src/store/evidence/evidence-error.ts';
import { keyId } from '../../../../src/store/evidence/keys/key-id.ts';
import { signingKey } from '../../../../src/store/evidence/keys/signing-key.ts';
import { trustedKey } from '../../../../src/store/evidence/keys/trusted-key.ts';
import { pair } from '../example.ts';

const privatePem = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const publicPem = spki(pair.publicKey);
const locked = String(
  pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
);
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A certificate of openssl, for a key that was thrown away, of the year 2026. */
const certificate = `-----BEGIN CERTIFICATE-----
MIHKMH4CAQEwBQYDK2VwMBIxEDAOBgNVBAMMB3JlbGVhc2UwHhcNMjYwMTAxMDAw
MDAwWhcNMjYxMjMxMjM1OTU5WjASMRAwDgYDVQQDDAdyZWxlYXNlMCowBQYDK2Vw
AyEAMEa65BTeNiB61ke/ddaIV+SEJxyC2wOfB0omyG5efeowBQYDK2VwA0EA1wOb
4Eo26ackjLIBMRvUO98hxWdZ3u1Z5cnNpW1rvENfqGRJUdjd1+XKsxazJjqhk32+
DrcRlh8B6KxjaCoxCw==
-----END CERTIFICATE-----
`;

describe('the key that evidence is signed by', () => {
  test('it is read from PEM', () => {
    expect(keyId(signingKey(privatePem, 'key.pem'))).toBe(keyId(pair.publicKey));
  });

  test.each([
    ['a public key', publicPem],
    ['a key with a passphrase', locked],
    ['an elliptic curve key', String(ec.privateKey.export({ type: 'pkcs8', format: 'pem' }))],
    ['a key that is cut', privatePem.slice(0, 60)],
    ['nothing', ''],
  ])('%s is refused, and not quoted', (_, pem) => {
    refused(() => signingKey(pem, 'key.pem'), /^key\.pem has no Ed25519 private key/, pem);
  });
});

describe('a key that is trusted', () => {
  test('it is read from PEM, and has no dates', () => {
    const { key, from, until } = trustedKey(publicPem, 'key.pem');
    expect([keyId(key), from, until]).toEqual([keyId(pair.publicKey), null, null]);
  });

  test('a certificate limits it by its dates', () => {
    expect(trustedKey(certificate, 'key.pem')).toMatchObject({
      from: new Date('2026-01-01T00:00:00Z'),
      until: new Date('2026-12-31T23:59:59Z'),
    });
  });

  test.each([
    ['a private key', privatePem, /has a private key/],
    ['a private key with a passphrase', locked, /has a private key/],
    ['a private key beside the public one', publicPem + privatePem, /has a private key/],
    ['two keys', publicPem + publicPem, /not one public key/],
    ['a key that is cut', publicPem.slice(0, 60), /not one public key/],
    ['a key with a wrong character', publicPem.replace('MCow', 'MC*w'), /not one public key/],
    ['nothing', '', /not one public key/],
    ['an elliptic curve key', spki(ec.publicKey), /another kind/],
    ['an RSA key', spki(rsa.publicKey), /another kind/],
  ])('%s is refused, and not quoted', (_, pem, says) => {
    refused(() => trustedKey(pem, 'key.pem'), says, pem);
  });
});

function spki(key: KeyObject): string {
  return String(key.export({ type: 'spki', format: 'pem' }));
}

function refused(read: () => unknown, says: RegExp, pem: string): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(EvidenceError);
    const { code, message, stack, cause } = error as EvidenceError;
    expect([code, message, cause]).toEqual([
      'EVIDENCE_KEY',
      expect.stringMatching(says),
      undefined,
    ]);
    for (const line of pem.split('\n').filter((one) => one.length > 20 && !one.startsWith('-')))
      expect(stack).not.toContain(line.slice(0, 20));
    return;
  }
  throw new Error('It was not refused.');
}
