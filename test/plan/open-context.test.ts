import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IdentityKind } from '../../src/dataset/dataset.ts';
import { contract, type Dataset, parquet, z } from '../../src/index.ts';
import type { MeasureRequest } from '../../src/plan/measure-request.ts';
import { openContext } from '../../src/plan/open-context.ts';
import { startTrace } from '../../src/plan/trace.ts';
import { opened } from '../dataset/opened.ts';
import { asMuch, measureAll, now } from '../support/measured.ts';
import { parquetFiles } from '../support/parquet-files.ts';
import { table } from '../support/table.ts';

const files = parquetFiles();

const held = contract('held', { schema: z.object({ id: z.bigint() }) }, ({ column }) => [
  column('id').unique(),
]);

/** A dataset whose files can't be read to know them again, though the engine reads them. */
const unidentified = (dataset: Dataset, unread: IdentityKind): Dataset => ({
  ...dataset,
  open: async (...how) => {
    const opened = await dataset.open(...how);
    const { parts = null } = opened;
    if (parts === null) throw new Error('It has no files.');
    const list = parts.list.map((part) => ({
      ...part,
      identify: async (kind: IdentityKind) => {
        if (kind === unread) throw new Error('too many open files');
        return await part.identify(kind);
      },
    }));
    return { ...opened, parts: { ...parts, list } };
  },
});

describe('a file that can not be known again', () => {
  test.for<[IdentityKind, IdentityKind]>([
    ['footer', 'footer'],
    ['content', 'content'],
    ['footer', 'content'],
  ])('by its %s is not judged, nor is anything kept of it', async ([unread, identity]) => {
    const path = await files.write('unread', 'select range as id from range(9)');
    const cache = { folder: join(mkdtempSync(join(files.folder, 'cache-')), 'facts'), identity };
    const outcomes = await measureAll(held, unidentified(parquet(path), unread), {
      cache,
      few: asMuch,
    });
    expect(new Set(outcomes.map(({ problem }) => problem?.code))).toEqual(
      new Set(['DATA_CHANGED']),
    );
    expect(existsSync(cache.folder)).toBe(false);
    const known = await measureAll(held, parquet(path), { cache, few: asMuch });
    expect(new Set(known.map(({ state }) => state))).toEqual(new Set(['passed']));
    expect(existsSync(cache.folder)).toBe(true);
  });
});

/** The context of a dataset, the queries that were asked for it, and what its end tells. */
async function contextOf(
  dataset: Dataset,
  more: Partial<MeasureRequest> = {},
  masked: readonly string[] = [],
) {
  const session = await opened(dataset);
  const sent: string[] = [];
  const query = (sql: string) => {
    sent.push(sql);
    return session.query(sql);
  };
  const request = { contract: held, dataset, selected: new Set<string>(), few: asMuch };
  const { context, flush } = await openContext({ ...session, query }, new Set(masked), {
    ...request,
    settings: { root: '/', now },
    ...more,
  });
  const end = async () => {
    const trace = startTrace();
    const isSame = await flush(trace);
    return { isSame, notices: trace.measurement({ contract: 'c', dataset: 'd' }).notices };
  };
  return { context, sent, end };
}

const newCache = () =>
  ({
    folder: join(mkdtempSync(join(files.folder, 'cache-')), 'facts'),
    identity: 'footer',
  }) as const;

const keptIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    : null;

test('rows are told by footers, and counted where there are none', async () => {
  const path = await files.write('counted', 'select range as id from range(9)');
  const told = await contextOf(parquet(path));
  expect([told.context.rows, told.sent]).toEqual([9, []]);
  const counted = await contextOf(table('select range as id from range(7)'));
  expect([counted.context.rows, counted.sent.length]).toEqual([7, 1]);
  expect(await counted.end()).toEqual({ isSame: true, notices: [] });
});

test('columns are known to be finite where every file tells it, or has none but NULLs', async () => {
  const write = async (name: string, x: string, rows = 3) =>
    await files.write(name, `select range as id, ${x}::double as x from range(${rows})`);
  const some = await write('finite', 'range + 0.5');
  const nulls = await write('nulls', 'null');
  const nan = await write('nan', `case when range = 1 then 'nan'::double else 1.5 end`);
  const infinite = await write('infinite', `case when range = 1 then 'inf'::double else 1.5 end`);
  const finite = async (...paths: readonly string[]) =>
    (await contextOf(parquet(paths))).context.session.columns.map((column) => column.isFinite);
  expect(await finite(some)).toEqual([undefined, true]);
  expect(await finite(some, nulls)).toEqual([undefined, true]);
  for (const odd of [nan, infinite])
    for (const paths of [[odd], [some, odd], [odd, some]])
      expect(await finite(...paths)).toEqual([undefined, undefined]);
});

test('columns are not known to be finite where an engine tells an infinite end of them', async () => {
  const path = await files.write('ends', 'select 1.5::double as x from range(3)');
  const session = await opened(parquet(path));
  const finite = async (least: number, greatest: number) => {
    const column = { nulls: 0, least, greatest, ascends: false, dictionary: null, bytes: 9 };
    const statistics = async () => [{ rows: 3, columns: new Map([['x', column]]) }];
    Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
    const { context } = await openContext(
      { ...session, files: session.files && { ...session.files, statistics } },
      new Set(),
      {
        contract: held,
        dataset: parquet(path),
        selected: new Set(),
        settings: { root: '/', now },
      },
    );
    return context.session.columns.map((one) => one.isFinite);
  };
  expect(await finite(1.5, 1.5)).toEqual([true]);
  expect(await finite(1.5, Number.POSITIVE_INFINITY)).toEqual([undefined]);
  expect(await finite(Number.NEGATIVE_INFINITY, 1.5)).toEqual([undefined]);
  Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
});

test('whose rows violate what is to be known where they are to be written', async () => {
  const rows = table('select 1::bigint as id');
  const tells = async (more: Partial<MeasureRequest>) =>
    (await contextOf(rows, more)).context.identifiesRows;
  expect(await tells({})).toBe(false);
  expect(await tells({ quarantine: null })).toBe(false);
  expect(await tells({ quarantine: { folder: '/none', clean: false } })).toBe(true);
});

test('so few rows and bytes are planned for as it is told, or as is usual', async () => {
  const paths = [
    await files.write('few-a', 'select range as id from range(9)'),
    await files.write('few-b', 'select range as id from range(9)'),
  ];
  const much = await contextOf(parquet(paths));
  expect([much.context.fewRows, much.context.pieces.length]).toEqual([0, 2]);
  const usual = await openContext(await opened(parquet(paths)), new Set(), {
    contract: contract('sampled', { schema: held.terms.schema, sample: 5 }),
    dataset: parquet(paths),
    selected: new Set(),
    settings: { root: '/', now },
  });
  expect([usual.context.fewRows, usual.context.pieces.length]).toEqual([50_000, 1]);
  expect([usual.context.sample, much.context.sample]).toEqual([5, null]);
});

describe('what was found out', () => {
  test('is kept for the next run, least and greatest values where nothing is masked', async () => {
    const path = await files.write('kept', 'select range + 777000 as id from range(9)');
    const [open, masked] = [newCache(), newCache()];
    const first = await contextOf(parquet(path), { cache: open });
    expect(keptIn(open.folder)).toBeNull();
    expect(await first.end()).toEqual({ isSame: true, notices: [] });
    expect(keptIn(open.folder)?.join()).toContain('777008');
    Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
    await (await contextOf(parquet(path), { cache: masked }, ['id'])).end();
    expect(keptIn(masked.folder)).toBeNull();
  });

  test('is kept in this run alone without a cache, and a cache tells what it could not use', async () => {
    const path = await files.write('told', 'select range as id from range(9)');
    const { context, end } = await contextOf(parquet(path));
    expect(await end()).toEqual({ isSame: true, notices: [] });
    expect(context.facts.get(context.whole.id ?? '', 'statistics')).toBeDefined();
    const cache = { folder: path, identity: 'footer' } as const;
    Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
    const { notices } = await (await contextOf(parquet(path), { cache })).end();
    expect(notices.length).toBeGreaterThan(0);
  });

  test.for<[string, (path: string) => void]>([
    ['has changed', (path) => utimesSync(path, 1, 1)],
    ['is gone', (path) => rmSync(path)],
  ])('of a file that %s meanwhile is forgotten', async ([name, change]) => {
    const paths = [
      await files.write(`${name} a`, 'select range as id from range(9)'),
      await files.write(`${name} b`, 'select range as id from range(9)'),
    ];
    const cache = newCache();
    const { context, end } = await contextOf(parquet(paths), { cache });
    change(paths[1] ?? '');
    expect(await end()).toEqual({ isSame: false, notices: [] });
    expect(keptIn(cache.folder)).toBeNull();
    expect(context.pieces.map(({ id }) => context.facts.get(id ?? '', 'statistics'))).toEqual([
      undefined,
      undefined,
    ]);
  });
});
