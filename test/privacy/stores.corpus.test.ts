import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outerEnvironment } from '../support/package.ts';
import { plantFiles } from './files.ts';
import { leakFinder } from './leaks.ts';
import { makeProject, root } from './project.ts';
import { allTokens, kinds, rows } from './tokens.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'planted-store-')));
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

const secrets = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7PLANTED',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIK7MDENGbPxRfiCYplanted',
  AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEPlantedSession',
  ASSAY_LEDGER_KEY: randomBytes(32).toString('hex'),
  REPORTS_TOKEN: 'tok_5f2c9e77aa10bdplanted',
} as const;
const urlSecret = 'correct-horse-planted';

const leaks = leakFinder([
  ...allTokens,
  ...Object.values(secrets),
  urlSecret,
  pem.split('\n')[1] ?? '',
]);

const kept = `
import { contract, z } from 'assay';
const pii = { classification: 'pii' };
export const kept = contract('of kept', { schema: z.object({ born: z.date().meta(pii), name: z.string().meta(pii), address: z.string().meta(pii), mrn: z.string().meta(pii) }) });
`;

const contracts = `
import { erasures, snapshot, verify, contract, z } from 'assay';
import { planted } from './planted.ts';
const schema = z.object({ born: z.date().meta({ classification: 'pii' }), ssn: z.string(), email: z.string(), card: z.int(), name: z.string().meta({ classification: 'pii' }) });
verify(planted, snapshot('people'));
verify(contract('kept', { schema }, ({ rows, column }) => [
  rows.count().atLeast(10),
  rows.erased(erasures('kept', { column: 'email' })).allowEmpty(),
  column('card').min().atLeast(1), column('email').mode().atMost(99), column('email').minLength().atLeast(1),
]), snapshot('kept'));
verify(contract('missed', { schema: schema.omit({ name: true }) }, ({ rows, column }) => [
  rows.satisfy('email is null'), rows.key('email'), rows.per('email').count().atLeast(1000),
  rows.per('ssn').satisfy('card < 0'), rows.where("email <> ''").satisfy('card < 0'),
  column('email').in(['none']), column('email').mode().atMost(0), column('card').min().atMost(0),
  column('card').sum().atMost(0), column('card').drift('psi').above(9), column('email').newValues().atLeast(5),
  column('born').newest().atMost('1900-01-01'), column('email').unique(), column('card').histogram([0, 1]).above().equals(0),
]), snapshot('missed'), { reference: snapshot('people') });
`;

/** The data, and what is given to the commands. */
const given = new Set([
  'data',
  'planted.ts',
  'kept.ts',
  'tokens.ts',
  'key.pem',
  'quarantine',
  'package.json',
  'vitest.config.ts',
  'stores.contract.ts',
]);

const said: (readonly [command: string, text: string])[] = [];

/** Runs a command with the secrets in its environment, and keeps what it says. */
function assay(args: readonly string[], code: number, input = '') {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--conditions=assay-source', join(root, 'src/cli/main.ts'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      input,
      env: { ...outerEnvironment(), ...secrets },
      maxBuffer: 2 ** 28,
    },
  );
  said.push([`assay ${args.slice(0, 3).join(' ')}`, stdout + stderr]);
  expect([args, status], stdout + stderr).toEqual([args, code]);
  return stdout;
}

/** Where copies of data lie. */
const copies = new Set(['.assay/objects', 'node_modules/.cache/assay/store/views']);

/** All files below a folder, but for the copies of data in a store. */
const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const at = join(path, entry.name);
    if (entry.isSymbolicLink() || copies.has(at.slice(folder.length + 1))) return [];
    if (entry.isDirectory()) return filesBelow(at);
    return [at];
  });

const written = () =>
  readdirSync(folder)
    .filter((name) => !given.has(name))
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));

/** Each token once. */
const once = rows.slice(0, 100);
const quotedCell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csvOf = (list: typeof rows) =>
  [
    kinds.join(','),
    ...list.map((row) => kinds.map((kind) => quotedCell(row[kind])).join(',')),
  ].join('\n');

beforeAll(async () => {
  makeProject(folder, { 'stores.contract.ts': contracts, 'key.pem': pem, 'kept.ts': kept });
  mkdirSync(join(folder, 'data'));
  await plantFiles(join(folder, 'data'));
  for (const file of ['planted.ts', 'tokens.ts'])
    copyFileSync(join(import.meta.dirname, file), join(folder, file));
  writeFileSync(join(folder, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const create = (name: string, file: string, ...more: readonly string[]) =>
  ['snapshot', 'create', name, file, '--tag', 'candidate', ...more] as const;
const promote = (name: string) =>
  ['promote', name, '--from', 'candidate', '--to', 'production', '--key', 'key.pem'] as const;

test('no command on a store says or keeps a planted value or a secret', () => {
  // Files of every form, and such that can't be read.
  for (const file of ['planted.parquet', 'planted.csv', 'planted.json', 'nested.parquet'])
    assay(create(`of-${file}`, `data/${file}`), 0);
  for (const file of ['misplaced.csv', 'ragged.csv', 'cut.csv', 'misplaced.json', 'broken.jsonl'])
    assay(create(`of-${file}`, `data/${file}`), 0);
  // What stands in the place of a header is no name.
  assay(create('headless', 'data/headless.csv'), 64);
  // A gate that refuses all of the planted expectations, and one that holds.
  assay(create('people', 'data/planted.parquet', '--copy', '--step', 'load.py'), 0);
  assay(promote('people'), 2);
  assay(create('missed', 'data/planted.parquet'), 0);
  assay(promote('missed'), 1);
  writeFileSync(join(folder, 'data/kept.csv'), csvOf(once));
  assay(create('kept', 'data/kept.csv', '--copy', '--input', 'people'), 0);
  assay(promote('kept'), 0);
  const changed = once
    .slice(10)
    .map((row, at) => (at % 9 ? row : { ...row, name: row.address, card: `${at + 1}` }));
  writeFileSync(join(folder, 'data/kept.csv'), csvOf(changed));
  assay(create('kept', 'data/kept.csv', '--copy'), 0);
  for (const key of ['email', 'card,born'])
    for (const to of ['-', `diff-${key}.json`])
      assay(
        [
          'diff',
          'kept',
          'production',
          'candidate',
          '--key',
          key,
          '--contract',
          'kept.ts',
          '--drift',
          '--distinct',
          '--json',
          to,
        ],
        0,
      );
  assay(['diff', 'kept', 'production', 'candidate', '--contract', 'kept.ts'], 0);
  assay(['diff', 'people', 'candidate', 'candidate', '--key', 'email'], 2);
  assay(promote('kept'), 0);
  assay(['rollback', 'kept', 'production', '--reason', 'ticket 17'], 0);
  // An erasure, and what is left of it.
  const subject = rows[40]?.email ?? '';
  assay(['erase', 'kept', '--subject', 'email=-', '--reason', 'ticket 18'], 0, `${subject}\n`);
  assay(['erase', 'kept', '--verify'], 0);
  assay(promote('kept'), 0);
  assay(['erase', 'kept', '--subject', `email=${subject}`, '--reason', `asked by ${subject}`], 64);
  assay(['purge', '--dry-run'], 0);
  assay(['purge'], 0);
  for (const one of ['kept', 'people'])
    for (const args of [
      ['log', one],
      ['log', one, '--json'],
      ['log', one, '--verify'],
      ['status', one],
    ])
      assay(args, 0);
  // Addresses with a password.
  assay(['status', '--store', `s3://reader:${urlSecret}@bucket/prefix`], 64);
  assay(create('kept', `https://reader:${urlSecret}@127.0.0.1:1/x.csv`), 2);

  const files = written();
  const told = [
    ...said,
    ...files.map((path) => [path, path.slice(folder.length)] as const),
    ...files.map(
      (path) => [path, readFileSync(path, 'latin1') + readFileSync(path, 'utf8')] as const,
    ),
  ].map(([where, text]) => [where, leaks(text)] as const);
  expect(told.filter(([, found]) => found.length > 0)).toEqual([]);
  // There was something to find.
  expect(existsSync(join(folder, '.assay/evidence'))).toBe(true);
  expect(said.map(([, text]) => text).join('')).toContain('•••');
});
