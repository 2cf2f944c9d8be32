import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract, csv, erasures, fromRows, z } from '../../../src/index.ts';
import type { Outcome } from '../../../src/outcome/outcome.ts';
import { eraseSubjects } from '../../../src/store/erase/erase-subjects.ts';
import { measureAll, one } from '../../support/measured.ts';
import { makeProject, type Project } from './project.ts';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
  project.write('data/a.csv', 'who,id,born\nann,4711,1980-01-31\nbob,4712,1990-05-01\n');
  project.write('key', project.keyText);
  await project.store.create('trips', csv('data/a.csv'), { tag: 'candidate' });
});
afterEach(() => project.remove());

const given = () => ({ store: join(project.root, '.assay'), key: join(project.root, 'key') });
const ledger = (more = {}) => erasures('trips', { ...given(), ...more });
const erase = (column: string, value: string) =>
  eraseSubjects(project.store, ['trips'], [{ column, value }], { reason: 'r', key: project.key });

const schema = z.object({ who: z.string().nullable(), id: z.int().nullable() });
const held = (rows: readonly object[], more?: object): Promise<Outcome> =>
  one(fromRows(rows), { schema }, (declaring) => declaring.rows.erased(ledger(more)));

const people = [
  { who: 'bob', id: 4712 },
  { who: 'eve', id: 1 },
];

describe('a ledger of erasures', () => {
  test('passes where no row holds a subject, and fails where one does', async () => {
    await erase('who', 'ann');
    expect(await held(people)).toMatchObject({
      state: 'passed',
      of: 2,
      title: `rows.erased(${ledger().label})`,
    });
    expect(await held([...people, { who: 'ann', id: 2 }])).toMatchObject({
      state: 'failed',
      value: '1',
      of: 3,
    });
  });

  test('finds a subject whatever the type of its column', async () => {
    await erase('id', '4711');
    for (const id of [4711, '4711', 4711.0, 4711n])
      expect(
        await one(
          fromRows([{ id }]),
          { schema: z.object({ id: z.union([z.string(), z.int(), z.bigint()]) }) },
          ({ rows }) => rows.erased(ledger()),
        ),
      ).toMatchObject({ state: 'failed' });
  });

  test('looks in a column of another name', async () => {
    await erase('who', 'ann');
    const outcome = await one(
      fromRows([{ passenger: 'ann' }]),
      { schema: z.object({ passenger: z.string() }) },
      ({ rows }) => rows.erased(ledger({ column: 'passenger' })),
    );
    expect(outcome).toMatchObject({ state: 'failed', value: '1' });
  });

  test('finds a date', async () => {
    await erase('born', '1980-01-31');
    const outcome = await one(
      csv(join(project.root, 'data/a.csv')),
      { schema: z.object({ born: z.date() }) },
      ({ rows }) => rows.erased(ledger({ column: 'born' })),
    );
    expect(outcome).toMatchObject({ state: 'failed', value: '1', of: 2 });
  });

  test('without a subject judges nothing, which is red unless it may be empty', async () => {
    expect(await held(people)).toMatchObject({ state: 'failed', of: 0 });
    const outcome = await one(fromRows(people), { schema }, ({ rows }) =>
      rows.erased(ledger()).allowEmpty(),
    );
    expect(outcome).toMatchObject({ state: 'passed' });
    await erase('who', 'ann');
    expect(await held([{ who: null, id: 1 }])).toMatchObject({ state: 'failed', of: 0 });
  });

  test('that grows is read anew by the same contract', async () => {
    await erase('who', 'ann');
    const contracted = contract('c', { schema }, ({ rows }) => [rows.erased(ledger())]);
    const run = async () =>
      (await measureAll(contracted, fromRows(people))).find(({ origin }) => origin === 'declared');
    expect(await run()).toMatchObject({ state: 'passed' });
    await erase('who', 'bob');
    expect(await run()).toMatchObject({ state: 'failed', value: '1' });
  });
});

describe('what can not be judged is an error', () => {
  test.for([
    ['no key', { key: 'missing' }, /key file missing can't be read/],
    ['no store', { store: 'nowhere' }, /no store at nowhere/],
  ] as const)('%s', async ([, options, message]) => {
    await erase('who', 'ann');
    const outcome = await held(people, options);
    expect(outcome).toMatchObject({ state: 'errored' });
    expect(String(outcome.problem?.message)).toMatch(message);
  });

  test('another key', async () => {
    await erase('who', 'ann');
    project.write('key', 'f'.repeat(10) + project.keyText.slice(10));
    expect(await held(people)).toMatchObject({ state: 'errored' });
  });

  test('a dataset without the column of a subject', async () => {
    await erase('born', '1980-01-31');
    const outcome = await held(people);
    expect(outcome).toMatchObject({ state: 'errored' });
    expect(String(outcome.problem?.message)).toContain('"born"');
    const missing = await one(
      csv(join(project.root, 'data/a.csv')),
      { schema: z.object({ email: z.string() }) },
      ({ rows }) => rows.erased(ledger({ column: 'email' })),
    );
    expect(missing).toMatchObject({ state: 'notRun', problem: { code: 'CAUSE_FAILED' } });
  });

  test('a name that can be none, and an unknown column', () => {
    expect(() => erasures('Trips')).toThrow(/can't be the name of a dataset/);
    expect(() =>
      contract('c', { schema }, ({ rows }) => [rows.erased(ledger({ column: 'nobody' }))]),
    ).toThrow(/no column 'nobody'/);
    // @ts-expect-error a text is no ledger
    expect(() => contract('c', { schema }, ({ rows }) => [rows.erased('trips')])).toThrow(
      /erasures/,
    );
  });
});

test('all rows are judged, also where the contract samples', async () => {
  await erase('who', 'ann');
  const rows = [
    ...Array.from({ length: 50 }, (_, id) => ({ who: `p${id}`, id })),
    { who: 'ann', id: 99 },
  ];
  const outcome = await one(fromRows(rows), { schema, sample: 10 }, (declaring) =>
    declaring.rows.erased(ledger()),
  );
  expect(outcome).toMatchObject({ state: 'failed', value: '1', of: 51 });
});

test('no outcome has a value of a subject, the key or an HMAC', async () => {
  await erase('who', 'ann');
  const outcome = await held([...people, { who: 'ann', id: 2 }]);
  const said = JSON.stringify(outcome);
  expect(said).not.toContain('ann');
  expect(said).not.toContain(project.keyText);
  expect(said).not.toMatch(/[0-9a-f]{64}/);
  expect(outcome.sql).toBeNull();
});
