import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { type CsvOptions, contract, csv, z } from '../../../src/index.ts';
import { cachedText, cacheIn, folder, forget, measured, overwrite, statesOf } from './kept.ts';

// What is known of a CSV file that has not changed is not read again, and whatever has changed is.

beforeEach(forget);
afterAll(closeEngines);

const schema = z.object({ id: z.int(), x: z.number().nullable(), s: z.string() });
const held = contract('kept', { schema }, ({ rows, column }) => [
  rows.count().between(3, 3),
  column('id').max().atMost(3),
  column('x').nulls().atMost(1),
]);
const other = contract('other', { schema }, ({ column }) => [column('s').in(['a', 'b', 'c'])]);
const text = 'id,x,s\n1,1.5,a\n2,,b\n3,2.5,c\n';
const source = csv('x.csv');

/** A folder in which a run has left its facts; nothing of it is left in memory. */
async function knownFolder(content = text, how: Parameters<typeof cacheIn>[1] = 'footer') {
  const root = folder({ 'x.csv': content });
  const cache = cacheIn(root, how);
  const first = await measured(held, source, root, cache);
  expect([statesOf(first), first.reads]).toEqual([['passed'], ['x.csv']]);
  await forget();
  return { root, cache, path: join(root, 'x.csv'), first };
}

describe('a file that has not changed', () => {
  test.for(['footer', 'content'] as const)('is not read again, by its %s', async (identity) => {
    const { root, cache, first } = await knownFolder(text, identity);
    const again = await measured(held, source, root, cache);
    expect(again.reads).toEqual([]);
    expect(again.outcomes.map(({ durationMs: _, ...one }) => one)).toEqual(
      first.outcomes.map(({ durationMs: _, ...one }) => one),
    );
  });

  test('is read once by contracts that follow each other without a cache', async () => {
    const root = folder({ 'x.csv': text });
    const [first, again] = [
      await measured(held, source, root, null),
      await measured(held, source, root, null),
    ];
    expect([statesOf(first), first.reads, again.reads]).toEqual([['passed'], ['x.csv'], []]);
    await closeEngines();
    const asked = await measured(other, source, root, null);
    expect([statesOf(asked), asked.reads]).toEqual([['passed'], ['x.csv']]);
  });

  test('is not read again if a field behind the first rows is written otherwise', async () => {
    const late = `id,x,s\n${'1,1.5,a\n'.repeat(5000)}+2,2.5,b\n`;
    const root = folder({ 'x.csv': late });
    const cache = cacheIn(root);
    const low = contract('low', { schema }, ({ column }) => [column('id').max().between(2, 2)]);
    const first = await measured(low, source, root, cache);
    // A second time for the texts of the column.
    expect([statesOf(first), first.reads]).toEqual([['passed'], ['x.csv', 'x.csv']]);
    await forget();
    const again = await measured(low, source, root, cache);
    expect([statesOf(again), again.reads]).toEqual([['passed'], []]);
  });

  test('is read for a question that is new', async () => {
    const { root, cache } = await knownFolder();
    const asked = await measured(other, source, root, cache);
    expect([statesOf(asked), asked.reads]).toEqual([['passed'], ['x.csv']]);
    await forget();
    expect((await measured(other, source, root, cache)).reads).toEqual([]);
  });

  test('is judged by its rows where a new question finds a fault, each time', async () => {
    const { root, cache } = await knownFolder('id,x,s\n1,1.5,a\n2,,b\n3,2.5,z\n');
    for (let run = 0; run < 2; run++) {
      const asked = await measured(other, source, root, cache);
      const [found] = asked.outcomes.filter(({ state }) => state === 'failed');
      expect([found?.violations, asked.reads]).toEqual([1, ['x.csv']]);
      await forget();
    }
  });

  test('is read for several new questions at once', async () => {
    const { root, cache } = await knownFolder();
    const several = contract('several', { schema }, ({ rows, column }) => [
      column('x').median().atMost(2),
      column('x').quantile(0.9, { exact: true }).atMost(2.5),
      column('s').mode().atMost('50%'),
      column('s').distinct().atLeast(3),
      rows.key('id'),
      rows.duplicates('id', 's').atMost(0),
      column('s').matches(/(?<=^)./),
    ]);
    const asked = await measured(several, source, root, cache);
    expect([statesOf(asked), asked.reads]).toEqual([['passed'], ['x.csv']]);
  });

  test('may be touched to no harm, and is read again if it was, unless its content counts', async () => {
    for (const identity of ['footer', 'content'] as const) {
      const { root, cache, path } = await knownFolder(text, identity);
      overwrite(path, text);
      const again = await measured(held, source, root, cache);
      expect([statesOf(again), again.reads]).toEqual([
        ['passed'],
        identity === 'footer' ? ['x.csv'] : [],
      ]);
      await forget();
    }
  });
});

describe('a file that is another one now', () => {
  const broken = 'id,x,s\n1,1.5,a\n2,,b\n9,2.5,c\n';

  test.for(['footer', 'content'] as const)(
    'is judged by what it is, by its %s',
    async (identity) => {
      const { root, cache, path } = await knownFolder(text, identity);
      overwrite(path, broken);
      const again = await measured(held, source, root, cache);
      expect([statesOf(again).includes('failed'), again.reads]).toEqual([true, ['x.csv']]);
    },
  );

  test('is judged by what it is where it took the place of the old one', async () => {
    const { root, cache, path } = await knownFolder();
    writeFileSync(join(root, 'y'), broken);
    renameSync(join(root, 'y'), path);
    const again = await measured(held, source, root, cache);
    expect([statesOf(again).includes('failed'), again.reads]).toEqual([true, ['x.csv']]);
  });

  test('has a field that can not be read, and is red in each run', async () => {
    const { root, cache, path } = await knownFolder();
    overwrite(path, 'id,x,s\n1,1.5,a\n2,,b\n3,two,c\n');
    for (let run = 0; run < 3; run++) {
      const again = await measured(held, source, root, cache);
      expect(again.reads).not.toEqual([]);
      const told = again.outcomes.find(({ title }) => title === 'every record is read');
      expect([told?.state, told?.violations]).toEqual(['failed', 1]);
      await forget();
    }
  });

  test('with another header has other columns', async () => {
    const { root, cache, path } = await knownFolder();
    overwrite(path, text.replace('id,x,s', 'id,s,x'));
    const again = await measured(held, source, root, cache);
    expect(statesOf(again)).not.toEqual(['passed']);
  });
});

describe('what is asked in another way', () => {
  test('with other options is read', async () => {
    const { root, cache } = await knownFolder();
    const asText = csv('x.csv', { nullText: ['', 'c'] });
    const again = await measured(held, asText, root, cache);
    expect(again.reads).toEqual(['x.csv']);
    expect(statesOf(again)).toContain('failed');
  });

  test.each<CsvOptions>([
    { decimal: ',' },
    { decimal: { x: ',' } },
    { thousands: "'" },
    { booleans: { true: ['yes'], false: ['no'] } },
    { dateFormat: '%d.%m.%Y' },
    { dateFormat: { s: '%d.%m.%Y' } },
  ])('with values written otherwise, %j, is read', async (options) => {
    const { root, cache } = await knownFolder();
    const again = await measured(held, csv('x.csv', options), root, cache);
    expect(again.reads).toContain('x.csv');
  });

  test('with another type of a column is read', async () => {
    const { root, cache } = await knownFolder();
    const texts = contract('texts', { schema: schema.extend({ id: z.string() }) }, ({ column }) => [
      column('id').in(['1', '2', '3']),
    ]);
    const again = await measured(texts, source, root, cache);
    expect([statesOf(again), again.reads]).toEqual([['passed'], ['x.csv']]);
  });

  test('from a cache that is damaged is read, and told', async () => {
    const { root, cache } = await knownFolder();
    for (const name of readdirSync(cache.folder)) {
      const path = join(cache.folder, name);
      const written = readFileSync(path, 'utf8');
      writeFileSync(path, written.replace(/\d(\D*)$/, '7$1'));
    }
    const again = await measured(held, source, root, cache);
    expect([statesOf(again), again.reads]).toEqual([['passed'], ['x.csv']]);
    expect(again.notices.join()).toContain('it is damaged');
  });

  test('of another version of the engine is read', async () => {
    const { root, cache } = await knownFolder();
    const later = asOf(source, (text) => text.replace(/duckdb v[\d.]+/, 'duckdb v9.9.9'));
    const again = await measured(held, later, root, cache);
    expect([statesOf(again), again.reads]).toEqual([['passed'], ['x.csv']]);
  });
});

/** A dataset whose facts are kept under other texts. */
const asOf = (dataset: Dataset, rename: (files: string) => string): Dataset => ({
  ...dataset,
  open: (reader, hints, root) => {
    const { recall } = reader;
    if (!recall) return dataset.open(reader, hints, root);
    const renamed = {
      ...recall,
      get: (files: string, question: string) =>
        recall.get(rename(`duckdb v1.5.5, ${files}`), question),
      put: (files: string, question: string, fact: Parameters<typeof recall.put>[2]) =>
        recall.put(rename(`duckdb v1.5.5, ${files}`), question, fact),
    };
    return dataset.open({ ...reader, recall: renamed }, hints, root);
  },
});

/** A dataset with which something happens once it is open, or just before it is read. */
const meanwhile = (
  { sharing: _, ...dataset }: Dataset,
  act: () => void,
  when: 'opened' | 'read',
): Dataset => ({
  ...dataset,
  open: async (reader, hints, root) => {
    if (when === 'opened') {
      const opened = await dataset.open(reader, hints, root);
      act();
      return opened;
    }
    let isDone = false;
    const query: typeof reader.query = (sql) => {
      if (!isDone && /^copy /i.test(sql)) {
        isDone = true;
        act();
      }
      return reader.query(sql);
    };
    return dataset.open({ ...reader, query }, hints, root);
  },
});

describe('a file that is written while it is measured', () => {
  const broken = 'id,x,s\n1,1.5,a\n2,,b\n9,2.5,z\n';

  test.for(['footer', 'content'] as const)(
    'after it was read is not judged, nor known by what it was, by its %s',
    async (identity) => {
      const root = folder({ 'x.csv': text });
      const cache = cacheIn(root, identity);
      const path = join(root, 'x.csv');
      const written = meanwhile(source, () => overwrite(path, broken), 'opened');
      const first = await measured(held, written, root, cache);
      expect(new Set(first.outcomes.map(({ problem }) => problem?.code))).toEqual(
        new Set(['DATA_CHANGED']),
      );
      // Not in this worker, and not in another one.
      for (let run = 0; run < 2; run++) {
        const again = await measured(held, source, root, cache);
        expect(statesOf(again)).toContain('failed');
        await forget();
      }
    },
  );

  test('between the look at its state and the read of its rows is not judged', async () => {
    const root = folder({ 'x.csv': text });
    const cache = cacheIn(root);
    const path = join(root, 'x.csv');
    const written = meanwhile(source, () => overwrite(path, broken), 'read');
    const first = await measured(held, written, root, cache);
    expect(first.outcomes.every(({ state }) => state === 'errored')).toBe(true);
    overwrite(path, text);
    expect(statesOf(await measured(held, source, root, cache))).toEqual(['passed']);
  });

  test.for([
    ['as many rows', broken],
    ['more rows', `${broken}4,1,z\n`],
  ])('that is known, and read late with %s, is not judged', async ([, content = '']) => {
    const { root, cache, path } = await knownFolder();
    const written = meanwhile(source, () => overwrite(path, content), 'opened');
    const first = await measured(other, written, root, cache);
    expect(first.reads).toEqual(['x.csv']);
    expect(new Set(first.outcomes.map(({ state }) => state))).toEqual(new Set(['errored']));
    expect(JSON.stringify(first.outcomes)).toContain('changed while');
    await forget();
    expect(statesOf(await measured(held, source, root, cache))).toContain('failed');
  });
});

test('the ends of columns that are masked, or look personal, are in no file', async () => {
  const masked = contract(
    'masked',
    {
      schema: z.object({
        salary: z.number().meta({ classification: 'pii' }),
        ssn: z.int(),
        id: z.int(),
      }),
    },
    ({ column }) => [column('salary').nulls().atMost(0), column('ssn').nulls().atMost(0)],
  );
  const root = folder({
    'x.csv': 'salary,ssn,id\n73912.25,4111111111111111,515151\n88123.5,4111111111111111,626262\n',
  });
  const first = await measured(masked, source, root, cacheIn(root));
  expect(statesOf(first)).toEqual(['passed']);
  const cached = cachedText(root);
  expect(cached).toMatch(/"csv|salary/);
  for (const value of ['73912.25', '88123.5', '4111111111111111'])
    expect(cached).not.toContain(value);
  await forget();
  const again = await measured(masked, source, root, cacheIn(root));
  expect(statesOf(again)).toEqual(['passed']);
});

test('records that can not be read are told again with their lines, from what is kept', async () => {
  const root = folder({ 'x.csv': 'id,x,s\n1,1.5,a\n2,b\n3,2.5,c\n4,"2"5,c\n5,1,e\n' });
  const cache = cacheIn(root);
  const first = await measured(held, source, root, cache);
  await forget();
  const again = await measured(held, source, root, cache);
  const told = ({ outcomes }: typeof first) =>
    outcomes.map(({ title, state, problem, violations, observed }) => [
      title,
      state,
      problem,
      violations,
      observed,
    ]);
  expect(told(again)).toEqual(told(first));
  const [record] = again.outcomes;
  expect([record?.state, record?.violations]).toEqual(['failed', 2]);
  expect(JSON.stringify(record)).toContain('x.csv:3');
  expect(again.reads).toEqual([]);
});
