import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import { randomOf } from '../../src/metric/drift/random.ts';
import { eraseSubjects } from '../../src/store/erase/erase-subjects.ts';
import { ledgerKey } from '../../src/store/erase/ledger-key.ts';
import { purgeDeprecated } from '../../src/store/erase/purge-deprecated.ts';
import { inFolder, storeOn } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { judgedGate, landGate } from '../support/gate-landing.ts';

// One byte of a store, or of the data that its tags name, is another one, and the mode and the times of the file are as
// they were. The check names the file, and it is silent again once the byte is back.

const whole = process.env.ASSAY_FLIPS === 'all';
const seed = Number(process.env.ASSAY_FLIPS_SEED ?? 20_261_201);
const wanted = 1_000;
/** A file of which each byte is flipped. */
const small = 300;

const root = mkdtempSync(join(tmpdir(), 'assay-flips-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const key = ledgerKey('00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef', 'a test');

/** Makes a store that has everything: copies and files in place, promotions, rollbacks, erasures and a purge. */
async function everything(): Promise<Store> {
  mkdirSync(join(root, 'node_modules'));
  mkdirSync(join(root, 'data'));
  const write = (name: string, text: string) => writeFileSync(join(root, 'data', name), text);
  const store = storeOn(inFolder('.assay', root), root);
  const promote = async (name: string) =>
    landGate(await judgedGate(store, name, 'candidate', 'production'));
  for (const [at, name] of ['a.csv', 'b.csv', 'c.csv'].entries()) {
    write(name, `id,n\n1,${at}\n2,0\n`);
    await store.create('trips', `data/${name}`, { tag: 'candidate', copy: at === 1 });
    await promote('trips');
  }
  await store.rollback('trips', 'production', { reason: 'it was not as it should be' });
  for (const [at, name] of ['p.csv', 'q.csv'].entries()) {
    write(name, `person,n\n${Array.from({ length: 40 - at }, (_, n) => `${n},1\n`).join('')}`);
    await store.create('people', `data/${name}`, { tag: name.slice(0, 1), copy: at === 0 });
  }
  const subjects = ['7', '8'].map((value) => [{ column: 'person', value }]);
  for (const one of subjects)
    await eraseSubjects(store, ['people'], one, { reason: 'request', key });
  await purgeDeprecated(store, 'people');
  return store;
}

/** A file, and the name that the check has for it. */
interface Target {
  readonly path: string;
  readonly named: string;
  readonly bytes: Buffer;
}

async function targetsOf(store: Store): Promise<readonly Target[]> {
  const below = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  const live = new Set<string>();
  for (const name of await store.names())
    for (const { snapshot } of (await store.state(name)).tags.values())
      for (const { path } of (await store.snapshot(`${name}@${snapshot}`)).files)
        if (path !== null) live.add(join(root, path));
  return [...live, ...below('.assay')].map((path) => ({
    path,
    named: path.slice(root.length + 1).replace('.assay/', ''),
    bytes: readFileSync(path),
  }));
}

/** Writes one byte in place: the file keeps its inode, its mode and its times of access and modification. */
function put(path: string, at: number, byte: number): void {
  const { atime, mtime, mode } = statSync(path);
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from([byte]), 0, 1, at);
  closeSync(file);
  utimesSync(path, atime, mtime);
  expect(statSync(path)).toMatchObject({ mode, mtime });
}

describe('one byte of a store is another one', () => {
  test('the check names its file, and gives no false alarm', async () => {
    const store = await everything();
    const targets = await targetsOf(store);
    const kinds = new Set(targets.map(({ named }) => named.split('/')[0]));
    expect([...kinds].sort()).toEqual(
      ['data', 'evidence', 'log', 'objects', 'outcomes', 'snapshots', 'store'].sort(),
    );
    const random = randomOf(seed);
    const flips = targets.flatMap((target) =>
      target.bytes.length <= small || whole
        ? Array.from(target.bytes, (_, at) => ({ target, at }))
        : [],
    );
    while (flips.length < wanted) {
      const target = targets[Math.floor(random() * targets.length)];
      if (target && target.bytes.length > small)
        flips.push({ target, at: Math.floor(random() * target.bytes.length) });
    }
    const missed: string[] = [];
    const alarms: string[] = [];
    for (const { target, at } of flips) {
      const byte = target.bytes[at] ?? 0;
      const other = byte ^ (1 + Math.floor(random() * 255));
      put(target.path, at, other);
      const found = await store.verify();
      if (!found.some(({ file }) => file === target.named))
        missed.push(`${target.named}, byte ${at}: ${byte} to ${other}: ${JSON.stringify(found)}`);
      put(target.path, at, byte);
      const untouched = await store.verify();
      if (untouched.length > 0) alarms.push(`${target.named}: ${JSON.stringify(untouched)}`);
    }
    expect(missed).toEqual([]);
    expect(alarms).toEqual([]);
    expect(flips.length).toBeGreaterThanOrEqual(wanted);
  });
});
