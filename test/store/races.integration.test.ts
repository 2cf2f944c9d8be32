import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import { inFolder, storeOn } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Reply, Request } from './races/race-process.ts';

// Twenty processes change one store at once. Each round is decided by one record: one wins, the others are told so, and
// no record is lost.

const rounds = Number(process.env.ASSAY_RACES ?? 20);
const limit = 300_000 + rounds * 10_000;
const temporary = mkdtempSync(join(tmpdir(), 'assay-races-'));
const running = new Set<ChildProcess>();

afterAll(async () => {
  await Promise.all([...running].map(ended));
  rmSync(temporary, { recursive: true, force: true });
});

function ended(child: ChildProcess): Promise<unknown> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  return exit;
}

async function raceOf(count: number) {
  const root = mkdtempSync(join(temporary, 'project-'));
  mkdirSync(join(root, 'node_modules'));
  const store = storeOn(inFolder('.assay', root), root);
  for (const name of ['a.csv', 'b.csv']) {
    writeFileSync(join(root, name), `id,n\n1,${name.charCodeAt(0)}\n`);
    await store.create('trips', name, { tag: 'candidate', copy: name === 'a.csv' });
  }
  const children = Array.from({ length: count }, () => {
    const child = fork(join(import.meta.dirname, 'races/race-process.ts'), [root], {
      execArgv: ['--conditions=assay-source'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(temporary, 'compiled') },
    });
    running.add(child);
    return child;
  });
  /** Asks all processes at once, and waits for all replies. */
  const ask = (request: (at: number) => Request): Promise<readonly Reply[]> =>
    Promise.all(
      children.map(async (child, at) => {
        const reply = once(child, 'message');
        child.send(request(at));
        const [found] = await reply;
        return found as Reply;
      }),
    );
  return { store, ask };
}

const codesOf = (replies: readonly Reply[]) => replies.map(({ code }) => code);

/** The digest in the subject of a promotion's evidence. */
async function subjectOf(store: Store, sequence: number): Promise<string> {
  const record = (await store.log('trips'))[sequence - 1];
  if (record?.kind !== 'promote' || record.evidence === null) return 'no promotion';
  const bytes = await store.document('evidence', record.evidence);
  const { payload } = JSON.parse(Buffer.from(bytes ?? []).toString('utf8'));
  const statement = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  return `sha256:${statement.subject[0].digest.sha256}`;
}

describe('twenty processes', () => {
  test('promote at once: one wins each round', { timeout: limit }, async () => {
    const { store, ask } = await raceOf(20);
    const created = [...(await store.state('trips')).snapshots.keys()];
    for (let round = 0; round < rounds; round += 1) {
      // Every other process promotes another snapshot.
      const begun = await ask((at) => ({
        work: 'begin',
        from: created[(round + at) % 2] ?? '',
      }));
      expect(codesOf(begun).filter((code) => code !== null)).toEqual([]);
      const before = await store.log('trips');
      const replies = await ask(() => ({ work: 'land' }));
      const winners = replies.filter(({ code }) => code === null);
      expect(winners).toHaveLength(1);
      expect(codesOf(replies).filter((code) => code === 'STORE_CONFLICT')).toHaveLength(19);
      const after = await store.log('trips');
      expect(after.slice(0, -1)).toEqual(before);
      const tag = (await store.state('trips')).tags.get('production');
      expect(tag).toMatchObject({ snapshot: winners[0]?.snapshot, sequence: after.length });
      expect(await subjectOf(store, after.length)).toBe(tag?.snapshot);
    }
    expect(await store.verify()).toEqual([]);
  });

  test('create snapshots of one name at once: all are there', { timeout: limit }, async () => {
    const { store, ask } = await raceOf(20);
    for (let round = 0; round < Math.ceil(rounds / 10); round += 1) {
      const before = (await store.log('trips')).length;
      const replies = await ask((at) => ({
        work: 'create',
        file: `${round}-${at}.csv`,
        copy: at % 2 === 0,
      }));
      expect(codesOf(replies)).toEqual(replies.map(() => null));
      const { snapshots, head } = await store.state('trips');
      expect(head?.sequence).toBe(before + 20);
      for (const { snapshot } of replies) expect([...snapshots.keys()]).toContain(snapshot);
    }
    expect(await store.verify()).toEqual([]);
  });

  test('create, promote and roll back at once: each that says so is in the log', {
    timeout: limit,
  }, async () => {
    const { store, ask } = await raceOf(20);
    await ask(() => ({ work: 'begin', from: 'candidate' }));
    await ask(() => ({ work: 'land' }));
    for (let round = 0; round < Math.ceil(rounds / 5); round += 1) {
      const begun = await ask(() => ({ work: 'begin', from: 'candidate' }));
      expect(codesOf(begun).filter((code) => code !== null)).toEqual([]);
      const before = await store.log('trips');
      const replies = await ask((at): Request => {
        if (at % 3 === 0) return { work: 'land' };
        if (at % 3 === 1) return { work: 'rollback' };
        return { work: 'create', file: `mixed-${round}-${at}.csv`, copy: at % 2 === 0 };
      });
      const added = (await store.log('trips')).slice(before.length);
      const succeeded = replies.filter(({ code }) => code === null);
      expect(added.map((record) => 'snapshot' in record && record.snapshot).sort()).toEqual(
        succeeded.map(({ snapshot }) => snapshot).sort(),
      );
      expect(added.filter(({ kind }) => kind === 'create')).toHaveLength(6);
      // Nothing but a conflict, or that there is no snapshot yet to go back to.
      const refused = codesOf(replies).filter((code) => code !== null);
      expect(refused.filter((code) => !/^STORE_(CONFLICT|NOT_FOUND)$/.test(code ?? ''))).toEqual(
        [],
      );
    }
    expect(await store.verify()).toEqual([]);
  });
});
