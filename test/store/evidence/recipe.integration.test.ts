import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvidenceError } from '../../../src/store/evidence/evidence-error.ts';
import { signingKey } from '../../../src/store/evidence/keys/signing-key.ts';
import { trustedKey } from '../../../src/store/evidence/keys/trusted-key.ts';
import { verifyEvidence } from '../../../src/store/evidence/verify/verify-evidence.ts';
import { promoteIn } from './promoted.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/evidence.md'), 'utf8');
const [before = '', recipe = ''] = page.split('## With openssl and sha256sum alone\n');
const commandsOf = (text: string) =>
  [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands ?? '');

const scratch = mkdtempSync(join(tmpdir(), 'assay-recipe-'));
const original = join(scratch, 'original');

beforeAll(async () => {
  mkdirSync(join(original, 'node_modules'), { recursive: true });
  await promoteIn(original);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs the page's commands in a copy of the promotion, which is edited before. */
function follow(edit: (folder: string) => void = () => {}) {
  const folder = mkdtempSync(join(scratch, 'copy-'));
  cpSync(original, folder, { recursive: true });
  edit(folder);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', commandsOf(recipe).join('\n')], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const replaced = (file: string, from: RegExp, to: string) => (folder: string) => {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toMatch(from);
  writeFileSync(join(folder, file), text.replace(from, to));
};

/** Another statement, in base64, in place of the payload. */
const otherPayload = (folder: string) => {
  const evidence = JSON.parse(readFileSync(join(folder, 'evidence.json'), 'utf8'));
  const statement = Buffer.from(evidence.payload, 'base64').toString('utf8');
  const payload = Buffer.from(statement.replace('production', 'elsewhere!')).toString('base64');
  replaced('evidence.json', /"payload":"[^"]*"/, `"payload":"${payload}"`)(folder);
};

describe('the commands of docs/evidence.md', () => {
  test('they verify evidence by openssl, sha256sum, base64 and printf alone', () => {
    const { status, stdout, stderr } = follow();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Signature Verified Successfully');
    expect(stdout).toContain('"predicateType":"urn:assay:promotion:1"');
    expect(stdout).toMatch(/outcomes\/sha256\/[0-9a-f]{64}\.json: OK/);
    expect(commandsOf(recipe)).toHaveLength(3);
    expect(commandsOf(recipe).join()).not.toMatch(/\b(?:node|npx|assay (?!\{)|python|jq)\b/);
  });

  test.each<[string, (folder: string) => void]>([
    ['another payload', otherPayload],
    ['another payload type', replaced('evidence.json', /in-toto\+json/, 'in-toto+xml')],
    ['a changed signature', replaced('evidence.json', /"sig":"..../, '"sig":"AAAA')],
    ['a changed key name', replaced('evidence.json', /"keyid":"..../, '"keyid":"0000')],
    ['no signature', replaced('evidence.json', /\[\{"keyid.*\}\]/, '[]')],
    ['a changed byte of the data', replaced('trips.csv', /7\.5/, '7.6')],
    [
      'evidence that the log does not name',
      replaced(
        '.assay/log/trips/00000002/record.json',
        /"evidence":"sha256:..../,
        '"evidence":"sha256:0000',
      ),
    ],
    [
      'another key',
      (folder) => {
        const openssl = (...args: readonly string[]) =>
          execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
        openssl('genpkey', '-algorithm', 'ed25519', '-out', 'another.pem');
        openssl('pkey', '-in', 'another.pem', '-pubout', '-out', 'release.pem');
      },
    ],
    [
      'a changed outcome document',
      (folder) =>
        execFileSync('bash', ['-c', "sed -i 's/warned/failed/' .assay/outcomes/sha256/*.json"], {
          cwd: folder,
        }),
    ],
  ])('they fail for %s', (_, edit) => {
    expect(follow(edit).status).toBe(1);
  });

  test('the keys that the page makes are read, and its certificate has dates', () => {
    const folder = mkdtempSync(join(scratch, 'keys-'));
    const [keys = ''] = commandsOf(before);
    execFileSync('bash', ['-c', `set -e; ${keys}`], { cwd: folder });
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-key',
        'private.pem',
        '-subj',
        '/CN=release',
        '-days',
        '30',
        '-out',
        'cert.pem',
      ],
      { cwd: folder },
    );
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    const key = signingKey(read('private.pem'), 'private.pem');
    const plain = trustedKey(read('release.pem'), 'release.pem');
    const dated = trustedKey(read('cert.pem'), 'cert.pem');
    expect(dated.key.equals(plain.key)).toBe(true);
    expect(key.asymmetricKeyType).toBe('ed25519');
    expect(Number(dated.until) - Number(dated.from)).toBe(30 * 86_400_000);
  });

  test('what the commands refuse is refused by Assay as well', () => {
    const folder = mkdtempSync(join(scratch, 'both-'));
    cpSync(original, folder, { recursive: true });
    const key = trustedKey(readFileSync(join(folder, 'release.pem'), 'utf8'), 'release.pem');
    const verify = () =>
      verifyEvidence(readFileSync(join(folder, 'evidence.json')), { keys: [key] });
    expect(verify().statement.predicate.tag).toBe('production');
    otherPayload(folder);
    expect(verify).toThrow(EvidenceError);
  });
});
