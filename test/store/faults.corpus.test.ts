import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inFolder, storeOn } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { type Fault, failingFiles, faults } from '../support/failing-files.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-faults-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** An operation on a store, which starts from a store with two snapshots, or from none. */
interface Operation {
  readonly run: (store: Store) => Promise<unknown>;
  readonly fromEmpty?: true;
}

const operations: Readonly<Record<string, Operation>> = {
  'create, of a new store': {
    fromEmpty: true,
    run: (store) => store.create('trips', 'data/a.csv', { tag: 'candidate' }),
  },
  create: { run: (store) => store.create('trips', 'data/c.csv', { tag: 'candidate' }) },
  'create with a copy': {
    run: (store) => store.create('trips', ['data/a.csv', 'data/c.csv'], { tag: 'new', copy: true }),
  },
  rollback: { run: (store) => store.rollback('trips', 'candidate') },
};

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

async function project(name: string, { fromEmpty }: Operation): Promise<string> {
  const folder = join(root, name);
  cpSync(await whole, folder, { recursive: true });
  if (fromEmpty) rmSync(join(folder, '.assay'), { recursive: true });
  return folder;
}

describe.each(Object.entries(operations))('%s', (title, operation) => {
  test.each(faults)('%s at every call leaves a whole store', async (fault) => {
    const seen = await sweep(title, operation, fault);
    // What was injected did happen, and the sweep ended since no call was left to fail.
    expect(seen.injected).toBeGreaterThan(fault === 'short write' ? 1 : 8);
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
  for (let failing = 1; ; failing += 1) {
    const folder = await project(`${title} ${fault} ${failing}`, operation);
    const sound = storeOn(inFolder('.assay', folder), folder);
    const before = await sound.log('trips');
    const { calls, count } = failingFiles(failing, fault);
    const error = await operation
      .run(storeOn(inFolder('.assay', folder, calls), folder))
      .then(() => null, thrown);
    if (count() < failing) return seen;
    seen.injected += 1;
    const after = await sound.log('trips').catch(() => null);
    const problems = await sound.verify();
    if (after === null || problems.length > 0)
      seen.torn.push(`${failing}: ${JSON.stringify(problems)}`);
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
