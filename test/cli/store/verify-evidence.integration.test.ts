import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyId } from '../../../src/store/evidence/keys/key-id.ts';
import { outcome, type Promoted, promoteIn } from '../../store/evidence/promoted.ts';
import { assay, project, projects } from '../command.ts';

let folder: string;
let made: Promoted;

beforeAll(async () => {
  folder = project();
  made = await promoteIn(folder);
  const { publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'other.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const evidence = readFileSync(join(folder, 'evidence.json'), 'utf8');
  writeFileSync(join(folder, 'tampered.json'), evidence.replace(/"sig":"./, '"sig":"_'));
  writeFileSync(
    join(folder, 'stripped.json'),
    evidence.replace(/"signatures":.*\]/, '"signatures":[]'),
  );
});
afterAll(() => rmSync(projects, { recursive: true }));

const verify = (...args: readonly string[]) => assay(folder, 'verify-evidence', ...args);

describe('assay verify-evidence', () => {
  test('it says what was verified, and by which key, and what was not', () => {
    const { status, stdout, stderr } = verify('evidence.json', '--key', 'release.pem');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.replaceAll(/[0-9a-f]{12,}/g, '…')).toMatchInlineSnapshot(`
      "evidence.json says that trips@… was promoted to production
        at 2026-12-01 10:00:00 UTC, from candidate
        snapshot sha256:…
        outcome sha256:…
        2 passed, 1 warned, by 1 contract: trips
        approved by ada
      verified:
        its form: a canonical in-toto statement of one promotion, without anything
        unknown
        its signature by the key …
      not verified:
        that a store has this promotion, since no --store was given
        that the data still is what was recorded: assay log NAME --verify reads it
      "
    `);
    expect(stdout).toContain(`key ${keyId(made.publicKey)}`);
    expect(stdout).toContain(made.snapshot);
  });

  test('it compares with a store', () => {
    const ran = verify(
      '--key',
      'other.pem',
      '--key',
      'release.pem',
      '--store',
      '.assay',
      '--name',
      'trips',
      'evidence.json',
    );
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('the log of .assay names it');
    expect(ran.stdout).not.toContain('!');
  });

  test.each([
    [['evidence.json'], 64, /Give the public key/],
    [['--key', 'release.pem'], 64, /missing required argument/],
    [['evidence.json', '--key', 'release.pem', '--name', '../x'], 64, /can't be the name/],
    [['missing.json', '--key', 'release.pem'], 2, /missing\.json can't be read/],
    [['.', '--key', 'release.pem'], 2, /\. can't be read/],
    [['evidence.json', '--key', 'missing.pem'], 2, /missing\.pem can't be read/],
    [['evidence.json', '--key', 'other.pem'], 1, /EVIDENCE_FOREIGN_KEY/],
    [['evidence.json', '--key', 'private.pem'], 1, /has a private key.*EVIDENCE_KEY/],
    [['evidence.json', '--key', 'trips.csv'], 1, /EVIDENCE_KEY/],
    [['tampered.json', '--key', 'release.pem'], 1, /EVIDENCE_BASE64/],
    [['stripped.json', '--key', 'release.pem'], 1, /EVIDENCE_UNSIGNED/],
    [['trips.csv', '--key', 'release.pem'], 1, /EVIDENCE_JSON/],
    [['evidence.json', '--key', 'release.pem', '--name', 'fares'], 1, /EVIDENCE_OTHER_NAME/],
    [['evidence.json', '--key', 'release.pem', '--store', 'nowhere'], 5, /no store at nowhere/],
    [['stripped.json', '--allow-unsigned', '--store', '.assay'], 1, /EVIDENCE_REPLAYED/],
  ])('%j ends with %i', (args, code, says) => {
    const { status, stdout, stderr } = verify(...args);
    expect({ status, stdout, stderr }).toEqual({
      status: code,
      stdout: '',
      stderr: expect.stringMatching(says),
    });
    const [, secret = ''] = readFileSync(join(folder, 'private.pem'), 'utf8').split('\n');
    expect(stderr).not.toContain(secret);
  });

  test('unsigned evidence is read where it is allowed, and it says so', () => {
    const { status, stdout } = verify('stripped.json', '--allow-unsigned');
    expect(status).toBe(0);
    expect(stdout).toContain('who made it, since it is unsigned');
    expect(verify('evidence.json', '--allow-unsigned').stdout.replace(/\s+/g, ' ')).toContain(
      'since no --key was given',
    );
  });

  test('a store with another outcome document is refused', () => {
    const outcomes = join(folder, '.assay/outcomes/sha256');
    const [file = ''] = readdirSync(outcomes);
    const store = ['evidence.json', '--key', 'release.pem', '--store', '.assay'] as const;
    writeFileSync(join(outcomes, file), `${outcome} `);
    expect(verify(...store)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('EVIDENCE_OTHER_OUTCOME'),
    });
    rmSync(join(outcomes, file));
    expect(verify(...store)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('EVIDENCE_NO_OUTCOME'),
    });
    writeFileSync(join(outcomes, file), outcome);
    expect(verify(...store).status).toBe(0);
  });

  test('what became of the snapshot is noticed', async () => {
    const { store, snapshot } = made;
    const lines = () =>
      verify('evidence.json', '--key', 'release.pem', '--store', '.assay')
        .stdout.replace(/\n {2}/g, ' ')
        .split('\n')
        .filter((line) => line.startsWith('!'));
    writeFileSync(join(folder, 'later.csv'), 'id,fare\n2,9\n');
    const { digest: later } = await store.create('trips', 'later.csv');
    await store.append('trips', () => ({
      kind: 'erase',
      key: 'b'.repeat(16),
      subjects: [{ column: 'id', hmacs: ['a'.repeat(64)] }],
      reason: 'asked for',
      created: [],
      moves: [{ tag: 'production', to: later, from: snapshot }],
      deprecated: [{ snapshot, files: [], deadline: '2027-01-01T00:00:00.000Z' }],
    }));
    expect(lines()[0]).toBe('! trips@production names another snapshot by now');
    expect(lines()[1]).toMatch(/rows of an erased subject, and is to be deleted by 2027-01-01/);
    await store.append('trips', () => ({ kind: 'purge', snapshots: [snapshot], files: [] }));
    expect(lines()[1]).toMatch(/was deleted, since it had rows of an erased subject/);
  });
});

test('evidence that assay promote writes is verified, with contracts of other data beside', () => {
  const promoted = project({
    'vitest.config.ts': `import { contracts } from 'assay/plugin';
export default { plugins: [contracts()], ssr: { resolve: { conditions: ['assay-source'] } } };`,
    'contracts/trips.contract.ts': `import { contract, csv, snapshot, verify, z } from 'assay';
const trips = contract('trips', { schema: z.object({ id: z.int(), fare: z.number() }) });
verify(trips, snapshot('trips@candidate'));
verify(trips, csv('other.csv'));`,
    'trips.csv': 'id,fare\n1,7.5\n2,9\n',
    'other.csv': 'id,fare\n1,x\n',
  });
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = (name: string, text: string | Buffer) => writeFileSync(join(promoted, name), text);
  pem('private.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  pem('release.pem', publicKey.export({ type: 'spki', format: 'pem' }));
  assay(promoted, 'snapshot', 'create', 'trips', 'trips.csv', '--tag', 'candidate');
  const to = ['--from', 'candidate', '--to', 'production', '--key', 'private.pem'] as const;
  expect(assay(promoted, 'promote', 'trips', ...to)).toMatchObject({ status: 0 });
  const [evidence = ''] = readdirSync(join(promoted, '.assay/evidence/sha256'));
  const file = join('.assay/evidence/sha256', evidence);
  const ran = assay(promoted, 'verify-evidence', file, '--key', 'release.pem', '--store', '.assay');
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  expect(ran.stdout).toContain('by 1 contract: trips');
});
