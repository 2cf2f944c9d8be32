import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { eraseSubjects } from '../../src/store/erase/erase-subjects.ts';
import { ledgerKey } from '../../src/store/erase/ledger-key.ts';
import { purgeDeprecated } from '../../src/store/erase/purge-deprecated.ts';
import { inFolder, storeOn } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { type Fault, failingFiles, faults } from '../support/failing-files.ts';
import { judgedGate, landGate } from '../support/gate-landing.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-faults-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** An operation on a store, which starts from a store with two snapshots, or from none. */
interface Operation {
  /** Makes what the operation works on. */
  readonly prepare?: (store: Store) => Promise<unknown>;
  readonly run: (store: Store) => Promise<unknown>;
  readonly fromEmpty?: true;
  /** True for one of which CI lets each call fail in one of the five ways, and every other write end early. */
  readonly slow?: true;
}

const key = ledgerKey('00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef', 'a test');

const erase = (store: Store) =>
  eraseSubjects(store, ['trips'], [{ column: 'id', value: '1' }], { reason: 'request', key });

const operations: Readonly<Record<string, Operation>> = {
  'create, of a new store': {
    fromEmpty: true,
    slow: true,
    run: (store) => store.create('trips', 'data/a.csv', { tag: 'candidate' }),
  },
  create: { slow: true, run: (store) => store.create('trips', 'data/c.csv', { tag: 'candidate' }) },
  'create with a copy': {
    slow: true,
    run: (store) => store.create('trips', ['data/a.csv', 'data/c.csv'], { tag: 'new', copy: true }),
  },
  rollback: { run: (store) => store.rollback('trips', 'candidate') },
  'promote, after the run of the contracts': {
    run: async (store) => landGate(await judgedGate(store, 'trips', 'candidate', 'production')),
  },
  erase: { slow: true, run: erase },
  purge: { slow: true, prepare: erase, run: (store) => purgeDeprecated(store, 'trips') },
};

const isAll = process.env.ASSAY_STORE_FAULTS === 'all';

/** Makes a project with a store, which each run copies. */
async function template(): Promise<string> {
  const folder = join(root, 'template');
  mkdirSync(join(folder, 'data'), { recursive: true });
  for (const name of ['a', 'b', 'c'])
    writeFileSync(join(folder, 'data', `${name}.csv`), `id,n\n1,${name.charCodeAt(0)}\n2,0\n`);
  const store = storeOn(inFolder('.assay', folder), folder);
  await store.create('trips', 'data/a.csv', { tag: 'candidate', copy: true });
  await store.create('trips', 'data/b.csv', { tag: 'candidate' });
  return folder;
}

const whole = template();

/** Makes the project that all runs of an operation begin with, where it is another one. */
const prepared = Object.fromEntries(
  Object.entries(operations).map(([title, { prepare }]) => {
    let made: Promise<string> | null = null;
    return [title, () => (made ??= prepare ? preparedBy(title, prepare) : whole)];
  }),
);

async function preparedBy(title: string, prepare: (store: Store) => Promise<unknown>) {
  const folder = join(root, `template of ${title}`);
  cpSync(await whole, folder, { recursive: true });
  await prepare(storeOn(inFolder('.assay', folder), folder));
  return folder;
}

async function project(title: string, { fromEmpty }: Operation, name: string): Promise<string> {
  const folder = join(root, name);
  cpSync((await prepared[title]?.()) ?? '', folder, { recursive: true });
  if (fromEmpty) rmSync(join(folder, '.assay'), { recursive: true });
  return folder;
}

describe.each(Object.entries(operations))('%s', (title, operation) => {
  test.each(faults)('%s at every call leaves a whole store', async (fault) => {
    const seen = await sweep(title, operation, fault);
    // What was injected did happen, and the sweep ended since no call was left to fail.
    expect(seen.injected).toBeGreaterThan(fault === 'short write' ? 0 : operation.slow ? 2 : 8);
    expect(seen.torn).toEqual([]);
    expect(seen.falselyFailed).toEqual([]);
    expect(seen.notRetried).toEqual([]);
  });
});

async function sweep(title: string, operation: Operation, fault: Fault) {
  const seen = {
    injected: 0,
    torn: [] as string[],
    falselyFailed: [] as string[],
    notRetried: [] as string[],
  };
  // A write that ends early is one of few.
  const stride = fault === 'short write' ? 2 : faults.length;
  const step = operation.slow && !isAll ? stride : 1;
  for (let failing = 1 + (faults.indexOf(fault) % step); ; failing += step) {
    const folder = await project(title, operation, `${title} ${fault} ${failing}`);
    const sound = storeOn(inFolder('.assay', folder), folder);
    const data = readdirSync(join(folder, 'data'));
    const before = await sound.log('trips');
    const { calls, count } = failingFiles(failing, fault);
    const error = await operation
      .run(storeOn(inFolder('.assay', folder, calls), folder))
      .then(() => null, thrown);
    if (count() < failing) return seen;
    seen.injected += 1;
    const after = await sound.log('trips').catch(() => null);
    const problems = await sound.verify();
    const deleted = data.filter((file) => !existsSync(join(folder, 'data', file)));
    if (after === null || problems.length > 0 || deleted.length > 0)
      seen.torn.push(`${failing}: ${JSON.stringify([...problems, ...deleted])}`);
    const hasLanded = (after?.length ?? 0) > before.length;
    // What is not known may be either. Else an error means that nothing happened, and no error that it did.
    if (error?.code !== 'STORE_UNKNOWN' && hasLanded !== (error === null))
      seen.falselyFailed.push(`${failing}: ${error?.code ?? 'no error'}, landed ${hasLanded}`);
    if (!hasLanded) {
      await operation.run(sound).catch((again) => seen.notRetried.push(`${failing}: ${again}`));
      if ((await sound.log('trips')).length !== before.length + 1)
        seen.notRetried.push(`${failing}`);
    }
    rmSync(folder, { recursive: true });
  }
}

function thrown(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  throw error;
}
