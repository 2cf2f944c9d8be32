import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { pendingWork } from '../../../src/engine/duckdb/pending-work.ts';

test('what a query names is made before it, once, and nothing else', async () => {
  const pending = pendingWork();
  const made: string[] = [];
  const work = (name: string) => [name, async () => void made.push(name)] as const;
  pending.add(new Map([work('"one"'), work('"other"')]));
  pending.add(undefined);
  await pending.bring('select 1');
  expect(made).toEqual([]);
  await pending.bring('select * from "one"');
  await pending.bring('select * from "one"');
  expect(made).toEqual(['"one"']);
});

test('queries that come while something is made wait for it', async () => {
  const pending = pendingWork();
  let isMade = false;
  const make = async () => {
    await setTimeout(5);
    expect(isMade).toBe(false);
    isMade = true;
  };
  pending.add(new Map([['view', make]]));
  const query = async () => {
    await pending.bring('from view');
    return isMade;
  };
  expect(await Promise.all([query(), query(), query()])).toEqual([true, true, true]);
});

test('what makes a thing may name it, and another one that is made first', async () => {
  const pending = pendingWork();
  const sent: string[] = [];
  const query = async (sql: string) => {
    await pending.bring(sql);
    await setTimeout(1);
    sent.push(sql);
  };
  pending.add(
    new Map([
      ['view', () => query('create view over file')],
      ['file', () => query('copy to file')],
    ]),
  );
  await Promise.all([query('count view'), query('count file'), query('sum view')]);
  expect(sent.filter((sql) => sql.startsWith('c') && !sql.startsWith('count'))).toEqual([
    'copy to file',
    'create view over file',
  ]);
  expect(sent).toHaveLength(5);
  expect(sent.indexOf('sum view')).toBeGreaterThan(1);
});

test('what failed is made anew for the next query, and each that waited fails', async () => {
  const pending = pendingWork();
  let tries = 0;
  const make = async () => {
    tries += 1;
    await setTimeout(1);
    if (tries === 1) throw new Error('the disk is full');
  };
  pending.add(new Map([['view', make]]));
  const ended = await Promise.allSettled([pending.bring('view'), pending.bring('view')]);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await pending.bring('view');
  await pending.bring('view');
  expect(tries).toBe(2);
});
