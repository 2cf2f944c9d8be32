import { describe, expect, test } from 'vitest';
import { counterexampleMessage } from '../../src/fuzz/fuzz-message.ts';
import type { FuzzOptions } from '../../src/fuzz/fuzz-options.ts';
import { neverJudged } from '../../src/fuzz/never-judged.ts';
import { prepareFuzz } from '../../src/fuzz/prepare-fuzz.ts';
import type { Fault } from '../../src/generate/faults/fault.ts';
import { contract, z } from '../../src/index.ts';

// A fuzz test that judged nothing, or not what it names, is red and says so.

const raw = contract('raw', {
  schema: z.object({ id: z.int().nullable(), kind: z.enum(['a', 'b']), none: z.null() }),
});
const clean = contract(
  'clean',
  { schema: z.object({ id: z.int().nullable(), kind: z.enum(['a', 'b', 'c']), none: z.null() }) },
  ({ rows }) => [rows.where("kind = 'c'").satisfy('id is not null')],
);

type Rows = Readonly<Record<string, unknown>>[];

/** The failures by the titles of the properties; those that hold are left out. */
async function failures(step: (rows: Rows) => unknown, more: Partial<FuzzOptions> = {}) {
  const options = { input: raw, output: clean, step: step as never, seed: 1, ...more };
  const fuzz = prepareFuzz('clean', options, { root: '/', now: '2026-01-01T00:00:00Z' });
  const searched = await fuzz.search(new Set(fuzz.properties.map(({ id }) => id)), []);
  return new Map(
    searched.results.flatMap((result): [string, string][] => {
      const failure = result.counterexample
        ? counterexampleMessage(result, fuzz.subject, searched.notes)
        : (result.problem ?? neverJudged(result, searched));
      return failure === null ? [] : [[result.property.title, failure]];
    }),
  );
}

const same = (rows: Rows) => rows;
const about = "rows.where(\"kind = 'c'\").satisfy('id is not null')";

test('a rule about rows that the step never returns is red, and no other', async () => {
  const found = await failures(same);
  expect([...found.keys()]).toEqual([about]);
  expect(found.get(about)).toMatch(/was never judged: it is about none of the [\d,]+ rows/);
  const one = await failures((rows) => rows.map((row) => ({ ...row, id: 1, kind: 'c' })));
  expect([...one.keys()]).toEqual([]);
});

test('a step that returns no row is red in all but that it returns a table', async () => {
  const found = await failures(() => [], { invariants: ['idempotent', 'monotone'] });
  expect([...found.keys()]).toEqual(
    expect.arrayContaining([about, 'idempotent', 'monotone', "column('id') is an integer"]),
  );
  expect(found.get('idempotent')).toContain('the step returned no row for any of 100 inputs');
  expect(found.has('returns a table, whatever it is given')).toBe(false);
});

test('inputs without rows are red in all', async () => {
  const found = await failures(same, { rows: { max: 0 }, invariants: ['idempotent'] });
  expect(found.get('idempotent')).toContain('none of 100 inputs had a row');
  expect(found.has('returns a table, whatever it is given')).toBe(true);
});

test.each([{ keeps: 'none' }, { keepsSum: 'none' }, { noInventedValues: ['none'] }] as const)(
  'the invariant %o of a column that is always NULL is red',
  async (invariant) => {
    const found = await failures(same, { invariants: [invariant as never] });
    expect([...found.values()].join('\n')).toContain('had a value that it is about');
  },
);

describe('faults', () => {
  const idle: Fault = {
    kind: 'fault',
    name: 'idle',
    description: 'nothing changes',
    changes: () => [{ edit: { kind: 'value', value: null }, violates: [] }] as never,
  };

  test('one that never changes anything is red', async () => {
    const input = contract('void', { schema: z.object({ none: z.null() }) });
    const output = contract('out', { schema: z.object({ none: z.null() }) });
    const found = await failures(same, { input, output, faults: [idle] });
    expect(found.get('returns a table, whatever it is given')).toMatch(
      /the fault 'idle' was never made: no value of the inputs changes by it/,
    );
  });
});

test('a step that hangs is given up soon, and nothing that was not judged is green', async () => {
  const found = await failures(() => new Promise(() => undefined), {
    timeout: 5,
    shrinkTimeout: 50,
    invariants: ['idempotent'],
  });
  expect(found.get('returns a table, whatever it is given')).toContain('did not end within 5 ms');
  expect(found.get('idempotent')).toMatch(/given up after \d inputs, for the step ran out of time/);
});

test('a list that a step adds to from run to run is not taken for a sound one', async () => {
  const all: Rows = [];
  const output = contract('out', { schema: z.object({ id: z.int().nullable() }) });
  const input = contract('in', { schema: z.object({ id: z.int().nullable() }) });
  const step = (rows: Rows) => {
    all.push(...rows);
    return all;
  };
  const found = await failures(step, { input, output, invariants: ['idempotent'], runs: 5 });
  expect(found.get('idempotent')).toMatch(/a second run changes the output|depends on something/);
});

test.each<[string, (rows: Rows) => unknown, RegExp]>([
  ['promises', (rows) => rows.map(async (row) => row), /whose item 1 is a Promise/],
  [
    'a generator',
    function* (rows) {
      yield* rows;
    },
    /returned a Generator/,
  ],
  [
    'a Map in place of one row',
    (rows) => rows.map((row, at) => (at === 0 ? new Map() : row)),
    /item 1 is a Map/,
  ],
  [
    'a getter that throws',
    (rows) =>
      rows.map((row) => ({
        ...row,
        get id() {
          throw new Error('boom');
        },
      })),
    /threw Error: boom/,
  ],
  [
    'something without a text that is thrown',
    () => {
      throw Object.create(null);
    },
    /threw a value that is no error/,
  ],
  [
    'undefined that is thrown',
    () => {
      throw undefined;
    },
    /threw undefined/,
  ],
])('%s is no table', async (_, step, message) => {
  const found = await failures(step, { runs: 5 });
  expect(found.get('returns a table, whatever it is given')).toMatch(message);
  expect(found.size).toBeGreaterThan(5);
});

test('a contract without a rule that rows could break is an error, unless there is an invariant', async () => {
  const output = contract('void', { schema: z.object({}) }, ({ rows }) => [rows.count().atMost(5)]);
  await expect(failures(same, { output })).rejects.toThrow(
    /has nothing to judge: of the contract 'void'/,
  );
  await expect(failures(same, { output, invariants: ['monotone'] })).resolves.toBeInstanceOf(Map);
});

test('a rule that refuses much of what is drawn is told in every failure', async () => {
  const input = contract('odd', {
    schema: z.object({ id: z.int().refine((value) => value % 3 === 0) }),
  });
  const output = contract('out', { schema: z.object({ id: z.int().min(1e15) }) });
  const found = await failures(same, { input, output });
  const message = [...found.values()].join('\n');
  expect(message).toMatch(/note +The rule ".*" of column\('id'\)|note +The rule "/);
  expect(message).toMatch(/refused\s+\d\d%/);
});
