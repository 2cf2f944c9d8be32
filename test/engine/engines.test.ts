import { contract, fromRows, z } from 'assay';
import { expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { closeEngines, openDataset } from '../../src/engine/engines.ts';
import { measureAll, now } from '../support/measured.ts';

const rows = fromRows([{ a: 1 }], { label: 'one row' });
const settings = { root: '/', now };

test('a dataset is opened on the engine that it names', async () => {
  const session = await openDataset(rows, [], settings);
  expect(session.engine).toBe('duckdb');
  await session.close();
  await closeEngines();
});

test('a dataset may bring its engine, which is closed at the end of a run', async () => {
  const calls: string[] = [];
  const own: Engine = {
    name: 'own',
    open: async (dataset, hints, given) => {
      calls.push(`open ${dataset.label}`);
      return openDataset(rows, hints, given);
    },
    close: async () => {
      calls.push('close');
    },
  };
  const session = await openDataset({ ...rows, engine: own }, [], settings);
  await session.close();
  expect(calls).toEqual(['open one row']);
  await closeEngines();
  await closeEngines();
  expect(calls).toEqual(['open one row', 'close']);
});

const refused: readonly (readonly [engine: unknown, names: string])[] = [
  [
    'oracle',
    "one row names the engine 'oracle', which assay does not have: name one that it has ('duckdb'), or",
  ],
  ['toString', "names the engine 'toString'"],
  [undefined, 'one row names no engine: name one'],
  [null, 'names no engine'],
  [{ name: 'closed' }, 'names no engine'],
];

test.for(refused)('the engine %o is refused by a sentence', async ([engine, message]) => {
  const dataset = { ...rows, engine } as Dataset;
  await expect(openDataset(dataset, [], settings)).rejects.toMatchObject({
    code: 'ENGINE_UNKNOWN',
    message: expect.stringContaining(message),
  });
});

test('every expectation over an engine that is not there is an error', async () => {
  const held = contract('held', { schema: z.object({ a: z.int() }) }, ({ rows: all }) => [
    all.count().atLeast(1),
  ]);
  const outcomes = await measureAll(held, { ...rows, engine: 'oracle' });
  expect(outcomes).not.toEqual([]);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ state: 'errored', problem: { code: 'ENGINE_UNKNOWN' } });
});
