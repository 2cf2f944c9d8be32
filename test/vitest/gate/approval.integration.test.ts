import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readApproval } from '../../../src/vitest/gate/approval.ts';

/** Makes a folder with the halves of some keys: `ana.pem` and `ana.pub.pem`. */
function keysOf(...names: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'approval-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const name of names) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const spki = publicKey.export({ type: 'spki', format: 'pem' });
    writeFileSync(join(root, `${name}.pub.pem`), spki);
    writeFileSync(join(root, `${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  return root;
}

const nobody = { approvedBy: [], keys: [] };

test('a name that no policy checks is refused', async () => {
  await expect(readApproval({ approvedBy: ['eve'], keys: [] }, {}, '.')).rejects.toThrow(
    'nobody checks if eve may approve',
  );
  await expect(readApproval(nobody, {}, '.')).resolves.toMatchObject({ approvedBy: [] });
});

test('two approvers have two keys', async () => {
  const root = keysOf('ana');
  const names = ['ana', 'ben'].map((name) => ({ name, key: 'ana.pub.pem' }));
  await expect(readApproval(nobody, { approvers: { names } }, root)).rejects.toThrow(
    'The approvers ana and ben have the same key',
  );
});

test('the certificate of an approver counts within its dates', async () => {
  const root = keysOf('ana');
  const request = ['req', '-x509', '-key', 'ana.pem', '-subj', '/CN=ana', '-days', '1'];
  execFileSync('openssl', [...request, '-out', 'ana.crt'], { cwd: root });
  const names = [{ name: 'ana', key: 'ana.crt' }];
  const given = { approvedBy: ['ana'], keys: ['ana.pem'] };
  const { signedBy } = await readApproval(given, { approvers: { names } }, root);
  expect([...signedBy]).toEqual(['ana']);
  const later = new Date(Date.now() + 2 * 86_400_000);
  await expect(readApproval(given, { approvers: { names } }, root, later)).rejects.toThrow(
    'had expired',
  );
});
