import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { project, projects } from '../command.ts';

const root = resolve(import.meta.dirname, '../../..');
afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** Runs the command with a standard input. */
function assay(folder: string, args: readonly string[], input = '', key?: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=assay-source', join(root, 'src/cli/main.ts'), ...args],
    {
      cwd: folder,
      input,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', VITEST: undefined, ASSAY_LEDGER_KEY: key },
    },
  );
  return { status, said: stdout + stderr };
}

const people = Array.from(
  { length: 20 },
  (_, at) => `planted-${at}-${randomBytes(6).toString('hex')}`,
);
const [ann = '', bob = '', eve = ''] = people;

function withTrips(): string {
  const folder = project({
    'data/trips.csv': `who,n\n${people.map((who, n) => `${who},${n}\n`).join('')}`,
    'key.txt': randomBytes(32).toString('hex'),
  });
  expect(
    assay(folder, ['snapshot', 'create', 'trips', 'data/trips.csv', '--tag', 'candidate', '--copy'])
      .status,
  ).toBe(0);
  return folder;
}

const bytesBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('assay erase', () => {
  test('erases, verifies and purges, and no value is said or kept', () => {
    const folder = withTrips();
    const flags = ['--ledger-key', 'key.txt', '--reason', 'ticket 17'];
    const erased = assay(
      folder,
      ['erase', 'trips', '--subject', `who=${ann}`, '--subject', 'who=-', ...flags],
      `${bob}\n${eve}\n`,
    );
    expect(erased).toMatchObject({ status: 0 });
    expect(erased.said).toMatch(
      /3 subjects is on record[\s\S]*3 rows erased[\s\S]*still holds their rows/,
    );
    const verified = assay(folder, ['erase', 'trips', '--verify', '--ledger-key', 'key.txt']);
    expect(verified).toMatchObject({
      status: 0,
      said: expect.stringContaining('none of them in 17 rows'),
    });
    const again = assay(folder, ['snapshot', 'create', 'trips', 'data/trips.csv', '--copy']);
    expect(again).toMatchObject({ status: 0, said: expect.stringContaining('! it holds erased') });
    const trial = assay(folder, ['purge', 'trips', '--dry-run']);
    expect(trial).toMatchObject({ status: 0, said: expect.stringContaining('to be deleted') });
    const purged = assay(folder, ['purge']);
    expect(purged).toMatchObject({ status: 0, said: expect.stringContaining('is purged') });
    const log = assay(folder, ['log', 'trips', '--json']);
    const status = assay(folder, ['status', 'trips']);
    const all = [erased, verified, trial, purged, log, status].map(({ said }) => said).join('\n');
    for (const who of people) expect(all).not.toContain(who);
    const kept =
      bytesBelow(join(folder, '.assay')) + bytesBelow(join(folder, 'node_modules/.cache'));
    for (const who of [ann, bob, eve]) expect(kept).not.toContain(who);
    expect(kept + all).not.toContain(readFileSync(join(folder, 'key.txt'), 'utf8'));
    expect(assay(folder, ['log', 'trips', '--verify']).status).toBe(0);
  });

  test('a subject that came back is red', () => {
    const folder = withTrips();
    const key = randomBytes(32).toString('base64');
    assay(folder, ['erase', 'trips', '--subject', `who=${ann}`, '--reason', 'r'], '', key);
    assay(folder, ['snapshot', 'create', 'trips', 'data/trips.csv', '--tag', 'candidate']);
    const { status, said } = assay(folder, ['erase', 'trips', '--verify'], '', key);
    expect(status).toBe(1);
    expect(said).toMatch(/× trips@[0-9a-f]{12} \(candidate\): 1 row of them in 20 rows/);
    expect(said).not.toContain(ann);
  });

  test.for([
    ['no key', ['--subject', `who=${ann}`, '--reason', 'r'], undefined, /openssl rand -hex 32/],
    ['a short key', ['--subject', `who=${ann}`, '--reason', 'r'], 'abcd', /32 are needed/],
    ['a weak key', ['--subject', `who=${ann}`, '--reason', 'r'], '00'.repeat(32), /guessed/],
    ['no reason', ['--subject', `who=${ann}`], 'good', /--reason/],
    ['no subject', ['--reason', 'r'], 'good', /No subject is given/],
    ['a subject without a column', ['--subject', ann, '--reason', 'r'], 'good', /names no column/],
    [
      'sides mixed up',
      ['--subject', `${ann}=who`, '--reason', 'r'],
      'good',
      /columns\s+are\s+n,\s+who/,
    ],
    ['a subject among the names', [`who=${ann}`, '--reason', 'r'], 'good', /behind --subject/],
    ['a misspelled option', [`--subjekt=who=${ann}`, '--reason', 'r'], 'good', /--subjekt/],
    [
      'a file that is not there',
      ['--subject', 'who=@missing', '--reason', 'r'],
      'good',
      /can't be read/,
    ],
    [
      'a deadline that is none',
      ['--subject', `who=${ann}`, '--reason', 'r', '--deadline', 'x'],
      'good',
      /30d/,
    ],
  ] as const)('%s is wrong usage, without a word of the subject', ([, args, key, message]) => {
    const folder = shared ?? withTrips();
    shared = folder;
    const good = key === 'good' ? randomBytes(32).toString('hex') : key;
    const { status, said } = assay(folder, ['erase', 'trips', ...args], '', good);
    expect(status).toBe(64);
    expect(said).toMatch(message);
    expect(said).not.toContain(ann);
  });

  test('values come from a file', () => {
    const folder = withTrips();
    writeFileSync(join(folder, 'subjects.txt'), `${ann}\r\n${bob}\r\n`);
    const key = randomBytes(32).toString('hex');
    const { status, said } = assay(
      folder,
      ['erase', 'trips', '--subject', 'who=@subjects.txt', '--reason', 'r'],
      '',
      key,
    );
    expect({ status, said }).toMatchObject({
      status: 0,
      said: expect.stringContaining('2 rows erased'),
    });
  });
});

let shared: string | undefined;
