import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** Returns the name of a key, public or private: SHA-256 of the public half in DER (SPKI), as hexadecimal text. */
export function keyId(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(half.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
