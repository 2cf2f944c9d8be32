import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyId } from '../../../src/store/evidence/keys/key-id.ts';
import { promotionStatement } from '../../../src/store/evidence/promotion-statement.ts';
import { sealEvidence } from '../../../src/store/evidence/seal-evidence.ts';
import { pypiPackages } from '../../support/pypi-packages.ts';
import { pair, promotion, stranger } from './example.ts';

const run = promisify(execFile);
const statement = promotionStatement(promotion);

let packages = '';
const folder = mkdtempSync(join(tmpdir(), 'assay-in-toto-'));
beforeAll(async () => {
  packages = await pypiPackages([
    'in-toto-attestation==0.9.3',
    'securesystemslib==1.6.0',
    'cryptography==50.0.2',
  ]);
  writeFileSync(
    join(folder, 'release.pem'),
    pair.publicKey.export({ type: 'spki', format: 'pem' }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

async function readByInToto(evidence: Uint8Array) {
  writeFileSync(join(folder, 'evidence.json'), evidence);
  const script = join(import.meta.dirname, 'in_toto_read.py');
  const { stdout } = await run('python3', [script, 'evidence.json', 'release.pem'], {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' },
  });
  return JSON.parse(stdout);
}

describe('in-toto-attestation and securesystemslib', () => {
  test('they read the statement, and verify the signature', async () => {
    expect(await readByInToto(sealEvidence(statement, [pair.privateKey]))).toEqual({
      verified: [keyId(pair.publicKey)],
      payloadType: 'application/vnd.in-toto+json',
      statement,
    });
  });

  test('they verify no signature of another key, and none of another payload', async () => {
    const byStranger = sealEvidence(statement, [stranger.privateKey]);
    expect((await readByInToto(byStranger)).verified).toEqual([]);
    const text = Buffer.from(sealEvidence(statement, [pair.privateKey])).toString('utf8');
    const other = sealEvidence(promotionStatement({ ...promotion, tag: 'staging' }), []);
    const { payload } = JSON.parse(Buffer.from(other).toString('utf8'));
    const swapped = text.replace(/"payload":"[^"]*"/, `"payload":"${payload}"`);
    expect((await readByInToto(Buffer.from(swapped))).verified).toEqual([]);
    expect(readFileSync(join(folder, 'evidence.json'), 'utf8')).not.toBe(text);
  });
});
