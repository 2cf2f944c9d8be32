import { contract, fromRows, z } from 'assay';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Fault } from '../../src/generate/faults/fault.ts';
import { MutantsError } from '../../src/mutants/mutants-error.ts';
import { type MutantsOptions, mutantsOf } from '../../src/mutants/mutants-of.ts';
import { dataset } from '../engine/duckdb/duckdb-support.ts';

const data = Array.from({ length: 400 }, (_, at) => ({
  id: at + 1,
  delay: (at * 37) % 90,
  origin: ['SFO', 'JFK', 'LAX'][at % 3] ?? '',
  email: `a${at}@example.com`,
}));

const flights = fromRows(data);

const schema = z.object({
  id: z.int(),
  delay: z.int(),
  origin: z.string(),
  email: z.string().meta({ classification: 'pii' }),
});

const loose = contract('loose', { schema });
const tight = contract('tight', { schema }, ({ rows, column }) => [
  rows.key('id'),
  rows.count().equals(400),
  column('delay').between(0, 89),
  column('origin').in(['SFO', 'JFK', 'LAX']),
  column('email').format('email'),
]);

const changing = (name: string, column: string, edit: { kind: string }): Fault => ({
  kind: 'fault',
  name,
  description: name,
  changes: (of) => (of.name === column ? [{ edit: edit as never, violates: [] }] : []),
});
const thousand = changing('thousand', 'delay', { kind: 'scale', by: 1000 } as never);
const negative = changing('negative', 'delay', { kind: 'scale', by: -1 } as never);
const lower = changing('lower', 'origin', { kind: 'case', to: 'lower' } as never);
const upper = changing('upper', 'origin', { kind: 'case', to: 'upper' } as never);

const of = (held: Contract, options: MutantsOptions) =>
  mutantsOf(held, flights, { seed: 3, ...options });

const states = async (held: Contract, options: MutantsOptions) =>
  (await of(held, options)).mutants.map(({ change, state }) => `${change}: ${state}`);

test('a contract that looks catches what one that does not lets pass', async () => {
  const faults = [thousand, lower];
  expect(await states(loose, { faults })).toEqual([
    '1 value of "delay" times 1000: survived',
    '1% of "delay" times 1000: survived',
    '20% of "delay" times 1000: survived',
    '1 value of "origin" in lower case: survived',
    '1% of "origin" in lower case: survived',
    '20% of "origin" in lower case: survived',
  ]);
  const report = await of(tight, { faults });
  expect(report.score).toBe(1);
  expect(report.mutants.map(({ by }) => by.map(({ title }) => title))).toEqual([
    ...Array(3).fill(["column('delay').between(0, 89)"]),
    ...Array(3).fill(["column('origin').in(['SFO', 'JFK', 'LAX'])"]),
  ]);
});

test('a change that changes nothing is no mutant', async () => {
  await expect(of(loose, { faults: [upper] })).rejects.toThrow(/No fault changes anything/);
  expect(await states(loose, { faults: [upper, lower], rates: [0.2] })).toEqual([
    '20% of "origin" in lower case: survived',
  ]);
});

test('a suggestion holds for the data and catches the mutant', async () => {
  const { mutants } = await of(loose, { faults: [thousand, lower], rates: [0.2] });
  const codes = mutants.map(({ suggestion }) => suggestion?.code);
  expect(codes).toEqual([
    "column('delay').atMost(89)",
    "column('origin').in(['JFK', 'LAX', 'SFO'])",
  ]);
  const mended = contract('mended', { schema }, ({ column }) => [
    column('delay').atMost(89),
    column('origin').in(['JFK', 'LAX', 'SFO']),
  ]);
  expect(await of(mended, { faults: [thousand, lower], rates: [0.2] })).toMatchObject({
    score: 1,
    unasked: [],
  });
});

test('no value of a masked column is in a report', async () => {
  const nothing = changing('nothing', 'email', { kind: 'constant', value: 'x' } as never);
  const report = await of(loose, { faults: [nothing] });
  expect(JSON.stringify(report)).not.toMatch(/a\d+@example/);
  expect(report.mutants.map(({ state }) => state)).toContain('survived');
});

test('no statistic of a masked column is in a suggestion', async () => {
  const held = (classification: 'pii' | 'public') =>
    contract('salaries', { schema: schema.extend({ delay: z.int().meta({ classification }) }) });
  const suggested = async (classification: 'pii' | 'public') =>
    (await of(held(classification), { faults: [thousand, negative], rates: [0.2] })).mutants
      .map(({ suggestion }) => suggestion?.code)
      .join();
  expect(await suggested('public')).toContain('atMost(89)');
  expect(await suggested('pii')).not.toMatch(/\d{2}|mean|stddev/);
});

test('no length of a masked text is in a suggestion', async () => {
  const longer = changing('longer', 'email', { kind: 'surround', before: '', after: 'x' } as never);
  const { mutants } = await of(loose, { faults: [longer], rates: [0.2] });
  expect(mutants.map(({ suggestion }) => suggestion?.code ?? '').join()).not.toMatch(/ength/);
});

test('a warning catches, and is said to be one', async () => {
  const warning = contract('warning', { schema }, ({ column }) => [
    column('delay').atMost(89).warn(),
  ]);
  const { mutants, score } = await of(warning, { faults: [thousand], rates: [0.2] });
  expect([mutants[0]?.state, score]).toEqual(['warned', 1]);
});

test('an expectation that fails for the data catches nothing', async () => {
  const red = contract('red', { schema }, ({ column }) => [column('delay').atMost(10)]);
  const report = await of(red, { faults: [thousand], rates: [0.2] });
  expect(report.score).toBe(0);
  expect(report.unasked).toEqual([
    { title: "column('delay').atMost(10)", reason: 'it does not hold for the data as it is' },
  ]);
});

test('no score is given where no known expectation can catch a mutant', async () => {
  const same = changing('same', 'origin', { kind: 'replace', from: 'SFO', to: 'JFK' } as never);
  const report = await of(loose, { faults: [same], rates: ['one row'] });
  expect([report.score, report.undetectable]).toEqual([null, 1]);
});

test('SQL that may read a column is asked in its mutants, and other expectations are not', async () => {
  const sql = contract('sql', { schema }, ({ rows, column }) => [
    rows.satisfy('DELAY + id < 1000').id('sql'),
    column('delay').drift().atMost(0.1).id('drift'),
    rows.drift().equals(0).id('all'),
  ]);
  const { mutants, idle } = await of(sql, { faults: [thousand], rates: [0.2] });
  expect(mutants[0]?.by.map(({ id }) => id).sort()).toEqual(['all', 'drift', 'sql']);
  expect(idle.length).toBeGreaterThan(3);
});

test('NULL, exchanged columns and rows are mutants too', async () => {
  const swap = changing('swap', 'id', { kind: 'column', name: 'delay' } as never);
  const gone = changing('gone', 'id', { kind: 'constant', value: null } as never);
  const twice: Fault = {
    kind: 'fault',
    name: 'twice',
    description: 'twice',
    rows: ['repeat', 'nearly', 'move'],
  };
  const report = await of(tight, {
    faults: [swap, gone, thousand, twice, 'lost rows'],
    rates: [0.2],
  });
  expect(report.mutants.map(({ change, state }) => `${change}: ${state}`)).toEqual([
    '20% of "id" swapped with "delay": failed',
    '20% of "id" set to NULL: failed',
    '20% of "delay" times 1000: failed',
    '20% of the rows repeated: failed',
    '20% of the rows repeated with another value: failed',
    '20% of the rows moved elsewhere: survived',
    '20% of the rows lost: failed',
  ]);
  expect(report.mutants[5]?.suggestion?.code).toBe("column('id').increasing()");
});

test('the same seed gives the same report, and another one other rows', async () => {
  const again = async (seed: number) => {
    const { durationMs: _, ...report } = await of(loose, { faults: [thousand], seed });
    return report;
  };
  expect(await again(1)).toEqual(await again(1));
});

describe('what can not be is refused before any run', () => {
  test.each([
    [{ faults: ['mising'] }, /Did you mean 'missing'/],
    [{ faults: [] }, /takes a list/],
    [{ rates: ['2'] }, /'one row' or a share/],
    [{ rates: [0] }, /'one row' or a share/],
    [{ seed: -1 }, /seed is a whole number/],
    [{ sed: 1 }, /no option 'sed'/],
  ])('%j', async (options, message) => {
    await expect(mutantsOf(loose, flights, options as never)).rejects.toThrow(message);
  });

  test('data without rows, and no contract', async () => {
    const allowed = contract('empty', { schema: z.object({ id: z.int() }), allowEmpty: true });
    const empty = dataset('select 1 as id where false');
    await expect(mutantsOf(allowed, empty)).rejects.toThrow(MutantsError);
    await expect(mutantsOf({} as never, flights)).rejects.toThrow(/takes a contract first/);
  });
});

const homes = fromRows(
  Array.from({ length: 400 }, (_, at) => ({
    id: at + 1,
    home: at % 10 === 0 ? null : { zip: `${10_000 + at}`, floor: at % 5, at: { town: 'Bern' } },
  })),
);
const homeSchema = z.object({
  id: z.int(),
  home: z
    .object({ zip: z.string(), floor: z.int(), at: z.object({ town: z.string() }) })
    .nullable(),
});
const homely = contract('homely', { schema: homeSchema }, ({ rows, column }) => [
  column('home.floor').between(0, 4),
  column('home.zip').nulls().atMost('10%'),
  column('home.at.town').in(['Bern']),
  rows.satisfy('"home"."zip" <> \'\''),
]);

test('a field within a column is changed where it is, and each mutant of it is caught or told', async () => {
  const report = await mutantsOf(homely, homes, { seed: 3, rates: ['one row', 0.2] });
  const ofFields = report.mutants.filter(({ column }) => column?.startsWith('home.'));
  const caught = (change: RegExp) =>
    ofFields
      .filter((one) => change.test(one.change))
      .flatMap(({ by }) => by.map(({ title }) => title));
  expect(new Set(ofFields.map(({ column }) => column))).toEqual(
    new Set(['home.floor', 'home.zip', 'home.at.town']),
  );
  expect(caught(/"home.floor"/)).toContain("column('home.floor').between(0, 4)");
  expect(caught(/"home.at.town"/)).toContain("column('home.at.town').in(['Bern'])");
  expect(caught(/"home.zip" .*NULL/)).toContain("column('home.zip').nulls() is at most 10%");
  // The column is changed with its field: what reads it as a whole sees the change.
  expect(caught(/"home.zip" .*NULL/)).toContain("column('home') satisfies its zod schema");
  for (const one of ofFields)
    expect(one.by.length > 0 || one.state === 'undetectable' || one.suggestion !== null).toBe(true);
  expect(report.unasked).toEqual([]);
});

test('a suggestion for a field names it, and catches the mutant', async () => {
  const floor = changing('floor', 'home.floor', { kind: 'scale', by: 1000 } as never);
  const bare = contract('bare', { schema: homeSchema }, ({ column }) => [
    column('home.floor').nulls().atMost('10%'),
  ]);
  const { mutants } = await mutantsOf(bare, homes, { seed: 3, faults: [floor], rates: [0.2] });
  expect(mutants.map(({ change, suggestion }) => [change, suggestion?.code])).toEqual([
    ['20% of "home.floor" times 1000', "column('home.floor').in([0, 1, 2, 3, 4])"],
  ]);
});

test('elements of lists are refused', async () => {
  const listed = contract('listed', { schema: z.object({ tags: z.array(z.string()) }) }, (of) => [
    of.column('tags[]').notNull(),
  ]);
  await expect(mutantsOf(listed, fromRows([{ tags: ['a'] }]), {})).rejects.toThrow(
    "Contract 'listed' reads column('tags[]'): mutants change columns and fields of objects, and no elements of lists.",
  );
});
