import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { randomOf } from '../../src/metric/drift/random.ts';
import { nodeFiles } from '../../src/store/backend/file-calls.ts';
import { inFolder, storeOn } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { countedFiles } from '../support/counted-files.ts';
import type { OwnDeath, Task } from './kills/kill-process.ts';
import { type Operation, type OperationName, operations } from './kills/operations.ts';

// A process runs an operation again and again, and is killed by SIGKILL at a random time, or at a random call to the file
// system. What it leaves is looked at after each kill: the store is whole, nothing that counted is gone, and the
// operation that was killed succeeds when it is run again.

const kills = Number(process.env.ASSAY_KILLS ?? 150);
const names = Object.keys(operations) as OperationName[];
/** The kills of one store. Its log grows, and all of it is read after each kill. */
const perStore = 12;
/** For what hangs: 2,000 kills take many minutes. */
const limit = 300_000 + kills * 2_000;
const seed = Number(process.env.ASSAY_KILLS_SEED ?? 20_261_201);

const temporary = mkdtempSync(join(tmpdir(), 'assay-kills-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const open = (root: string) => storeOn(inFolder('.assay', root), root);

describe('killed at random points, a store stays whole', () => {
  test.each(names)('%s', { timeout: limit }, async (name) => {
    const { share } = operations[name];
    const wanted = Math.ceil(kills * share);
    const random = randomOf(seed + createHash('sha256').update(name).digest().readUInt32BE());
    const wrong: string[] = [];
    const landed = { yes: 0, no: 0 };
    for (let done = 0; done < wanted; ) {
      const left = Math.min(perStore, wanted - done);
      done += left;
      await killInOneStore(name, left, random, wrong, landed);
    }
    expect(wrong).toEqual([]);
    // The first two of each store see to it that both are among them: a kill before anything, and one after a whole run.
    if (wanted >= 2) expect(Math.min(landed.yes, landed.no)).toBeGreaterThan(0);
  });
});

async function killInOneStore(
  name: OperationName,
  count: number,
  random: () => number,
  wrong: string[],
  landed: { yes: number; no: number },
): Promise<void> {
  const operation: Operation = operations[name];
  const root = mkdtempSync(join(temporary, 'project-'));
  mkdirSync(join(root, 'node_modules'));
  const store = open(root);
  await operation.fill(store);
  await operation.prepare?.(store, 0);
  const { calls, milliseconds } = await measured(operation, root);
  let run = 1;
  for (let at = 0; at < count; at += 1) {
    await operation.prepare?.(store, run);
    const before = await stateOf(store);
    const death = certain(at, calls) ?? drawn(calls, random);
    const last = await killed({ root, name, run, death }, random() * milliseconds * 2);
    const found = open(root);
    const context = `${name}, seed ${seed}, run ${last}, ${JSON.stringify(death)}`;
    const problems = await faults(found, before);
    const records = (await stateOf(found)).records.length;
    landed[records > before.records.length ? 'yes' : 'no'] += 1;
    wrong.push(...problems.map((problem) => `${context}: ${problem}`));
    try {
      await operation.run(found, last);
    } catch (error) {
      wrong.push(`${context}: run again: ${error}`);
    }
    wrong.push(...(await faults(open(root), before)).map((one) => `${context}: then: ${one}`));
    run = last + 1;
  }
  rmSync(root, { recursive: true });
}

/**
 * Returns the death before the first call, or in a later run than the first, by which the first two kills of a store die. A run
 * may take more calls than the one that was measured.
 */
const certain = (at: number, calls: number): OwnDeath | null =>
  at === 0 ? { call: 1, when: 'before' } : at === 1 ? { call: calls * 3, when: 'after' } : null;

/** Draws a death at a call; null for a process that is killed from outside. */
function drawn(calls: number, random: () => number): OwnDeath | null {
  if (random() >= 0.7) return null;
  const when = (['before', 'during', 'after'] as const)[Math.floor(random() * 3)] ?? 'after';
  return { call: chosenCall(calls, random), when };
}

/** The calls at the end of an operation, among which the record lands. */
const atEnd = 16;

/** Chooses a call: any of them, or one time in three one of the last, where what counts happens. */
function chosenCall(calls: number, random: () => number): number {
  const last = Math.min(atEnd, calls);
  return random() < 1 / 3 ? calls - Math.floor(random() * last) : 1 + Math.floor(random() * calls);
}

/** Runs an operation once. Returns the calls to the file system and the time that it takes. */
async function measured(operation: Operation, root: string) {
  let calls = 0;
  const files = countedFiles(nodeFiles, (work) => {
    calls += 1;
    return work();
  });
  const start = performance.now();
  await operation.run(storeOn(inFolder('.assay', root, files), root), 0);
  return { calls, milliseconds: performance.now() - start };
}

/** Starts a process, which is killed by itself, or after a time. Returns the number of the last run that it began. */
function killed(task: Task, after: number): Promise<number> {
  const args = ['--conditions=assay-source', join(import.meta.dirname, 'kills/kill-process.ts')];
  const scratch = join(task.root, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const child = spawn(process.execPath, [...args, JSON.stringify(task)], {
    env: { ...process.env, TMPDIR: scratch, NODE_COMPILE_CACHE: join(temporary, 'compiled') },
  });
  let said = '';
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  child.stdout.on('data', (data) => {
    if (said === '' && task.death === null) void wait(after).then(() => child.kill('SIGKILL'));
    said += data;
  });
  return new Promise((done, fail) => {
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL') done(Number(said.trimEnd().split('\n').at(-1)));
      else fail(new Error(`the process ended by itself: ${errors}`));
    });
  });
}

/** What counted before a kill. */
interface StateBefore {
  /** The records of the log, as JSON. */
  readonly records: readonly string[];
  readonly files: readonly string[];
}

async function stateOf(store: Store): Promise<StateBefore> {
  const [name = ''] = await store.names();
  return {
    records: (await store.log(name)).map((record) => JSON.stringify(record)),
    files: readdirSync(join(store.root, 'data')),
  };
}

/** Returns all that is wrong with a store. */
async function faults(store: Store, before: StateBefore): Promise<readonly string[]> {
  try {
    const found: string[] = [];
    const now = await stateOf(store);
    const isLost = (_: string, at: number) => now.records[at] !== before.records[at];
    found.push(...before.records.filter(isLost).map((record) => `a record is lost: ${record}`));
    found.push(
      ...before.files
        .filter((file) => !now.files.includes(file))
        .map((file) => `${file} was deleted`),
    );
    found.push(...(await store.verify()).map((problem) => JSON.stringify(problem)));
    for (const name of await store.names())
      for (const [tag, { snapshot }] of (await store.state(name)).tags) {
        const named = await store.snapshot(`${name}@${tag}`);
        if (named.digest !== snapshot) found.push(`${name}@${tag} names ${named.digest}`);
      }
    return found;
  } catch (error) {
    return [String(error)];
  }
}
