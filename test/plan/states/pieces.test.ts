import { beforeAll, describe, expect, test } from 'vitest';
import type { Part } from '../../../src/dataset/dataset.ts';
import { Declined, EngineError } from '../../../src/engine/engine.ts';
import { parquet } from '../../../src/index.ts';
import { type Facts, runFacts } from '../../../src/plan/states/facts.ts';
import { orRefuse, pieceFacts, readPieces } from '../../../src/plan/states/piece-queries.ts';
import { type PiecesOptions, piecesOf } from '../../../src/plan/states/pieces.ts';
import type { Opened } from '../../support/context.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { opened } from '../opened.ts';

const files = parquetFiles();
const paths: string[] = [];
beforeAll(async () => {
  paths.length = 0;
  for (let at = 0; at < 17; at += 1)
    paths.push(await files.write(`p${at}`, `select ${at} as x from range(${at % 3})`));
});

const all = <T>(use: (opened: Opened) => Promise<T>) => opened(parquet(paths), use);

describe('pieces', () => {
  /** As they are opened anew, with facts of their own. */
  const pieces = (
    { context }: Opened,
    how: Partial<PiecesOptions> = {},
    facts?: Partial<Facts>,
  ) => {
    const parts = context.session.files?.parts.list ?? [];
    const identities = new Map(parts.map((part) => [part, part.footer]));
    const none: Facts = { get: () => undefined, put: () => {}, forget: () => {} };
    return piecesOf(
      context.session,
      identities,
      { ...none, ...facts },
      {
        bundleBytes: 0,
        isPrivate: false,
        ...how,
      },
    );
  };

  test('are files, each with its name, its statistics, and what it is known by', async () => {
    await all(async ({ context }) => {
      expect(context.pieces.map(({ file }) => file)).toEqual(paths);
      expect(context.pieces.map(({ statistics }) => statistics?.rows)).toEqual(
        paths.map((_, at) => at % 3),
      );
      const ids = context.pieces.map(({ id }) => id);
      expect(new Set(ids).size).toBe(17);
      for (const id of ids) expect(id).toMatch(/^planner \d+, .*duckdb.*, [\da-f]{64}$/i);
      expect(context.whole).toEqual({
        relation: context.session.relation,
        file: null,
        id: expect.stringMatching(/^all: [\da-f]{64}$/),
        statistics: null,
      });
    });
  });

  test('are one, which is the whole, of one file', async () => {
    await opened(parquet(paths[2] ?? ''), async ({ context }) => {
      expect(context.pieces).toEqual([context.whole]);
      expect(context.whole).toMatchObject({ file: paths[2], statistics: { rows: 2 } });
    });
  });

  test('are one that can not be known again where the rows are of no files', async () => {
    await opened(table('select 1 as x'), async ({ context }) => {
      const whole = { relation: context.session.relation, file: null, id: null, statistics: null };
      expect([context.whole, context.pieces]).toEqual([whole, [whole]]);
    });
  });

  test('of several small files have no one file’s name, and what all of them tell', async () => {
    await all(async (open) => {
      const { pieces: found, whole } = await pieces(open, { bundleBytes: 1e12 });
      expect(found.length).toBeLessThan(17);
      expect(found.some(({ file }) => file === null)).toBe(true);
      const rows = found.reduce((sum, { statistics }) => sum + (statistics?.rows ?? 0), 0);
      expect(rows).toBe(16);
      expect(whole.relation).toBe(
        found.length === 1 ? found[0]?.relation : open.context.session.relation,
      );
    });
  });

  test('are known by how and in which order they are read, and by each of their files', async () => {
    await all(async (open) => {
      const { session } = open.context;
      const parts = session.files?.parts.list ?? [];
      const none: Facts = { get: () => undefined, put: () => {}, forget: () => {} };
      const idOf = async (
        change: (name: string) => string,
        relation = session.files?.parts.relation ?? (() => ''),
      ) => {
        const identities = new Map(parts.map((part) => [part, change(part.footer)]));
        const changed = {
          ...session,
          files: session.files && {
            ...session.files,
            parts: { folderColumns: new Set<string>(), list: parts, relation },
          },
        };
        const options = { bundleBytes: 0, isPrivate: false };
        const { pieces: found, whole } = await piecesOf(changed, identities, none, options);
        return [found[0]?.id, found[1]?.id, whole.id];
      };
      const before = await idOf((name) => name);
      expect(await idOf((name) => name)).toEqual(before);
      const first = await idOf((name) => (name === parts[0]?.footer ? 'another' : name));
      expect(first.map((id, at) => id === before[at])).toEqual([false, true, false]);
      const read = session.files?.parts.relation ?? (() => '');
      const otherwise = await idOf(
        (name) => name,
        (held) => `(from ${read(held)})`,
      );
      expect(otherwise.map((id, at) => id === before[at])).toEqual([false, false, false]);
    });
  });

  test('of several files are known by each of them, wherever one ends and the next begins', async () => {
    await all(async ({ context: { session } }) => {
      const parts = session.files?.parts.list ?? [];
      const none: Facts = { get: () => undefined, put: () => {}, forget: () => {} };
      const idOf = async (...names: readonly string[]) => {
        const identities = new Map(parts.map((part, at) => [part, names[at] ?? '']));
        const options = { bundleBytes: 1e15, isPrivate: false };
        const { pieces: found } = await piecesOf(session, identities, none, options);
        expect(found.length).toBe(1);
        return found[0]?.id;
      };
      expect(await idOf('1', '23')).toBe(await idOf('1', '23'));
      expect(await idOf('1', '23')).not.toBe(await idOf('12', '3'));
    });
  });

  describe('of several files, none of which is large', () => {
    /** Some files that are bundled as these names say, in the order given. */
    const bundled = async (names: readonly string[], bundleBytes: number) => {
      let found: Awaited<ReturnType<typeof pieces>> | null = null;
      await opened(
        parquet(await Promise.all(names.map((name) => files.write(name, 'select 1 as x')))),
        async (open) => {
          found = await pieces(open, { bundleBytes });
        },
      );
      return found as unknown as Awaited<ReturnType<typeof pieces>>;
    };
    const names = Array.from({ length: 40 }, (_, at) => `part-${at}`);
    const numbersIn = (relation: string) =>
      [...relation.matchAll(/part-(\d+)/g)].map(([, number]) => Number(number));

    test('are of neighbouring numbers, however the files are listed', async () => {
      const { pieces: found } = await bundled(names.toSorted(), 1500);
      expect(found.length).toBeGreaterThan(1);
      expect(found.length).toBeLessThan(40);
      const all = found.flatMap(({ relation }) => numbersIn(relation));
      expect(all).toEqual(names.map((_, at) => at));
    });

    test('are known in any order of the files, but not the whole, whose rows it orders', async () => {
      const one = await bundled(names, 1500);
      const other = await bundled(names.toReversed(), 1500);
      expect(other.pieces.map(({ id }) => id)).toEqual(one.pieces.map(({ id }) => id));
      expect(other.whole.id).not.toBe(one.whole.id);
    });

    test.each([0, 1e15])('keep their order where bundles are of %d bytes', async (bundleBytes) => {
      const { pieces: found } = await bundled(names.toSorted(), bundleBytes);
      expect(found.flatMap(({ relation }) => numbersIn(relation))).toEqual(
        numbersIn(names.toSorted().join(' ')),
      );
    });
  });

  test('tell their statistics once, and those of masked data to no file', async () => {
    await all(async (open) => {
      const facts = runFacts();
      for (const isPrivate of [false, true]) {
        const kept: unknown[] = [];
        await pieces(
          open,
          { isPrivate },
          {
            put: (_, question, __, one) => void kept.push([question, one]),
          },
        );
        expect(kept).toEqual(paths.map(() => ['statistics', isPrivate]));
      }
      const { files: held } = open.context.session;
      const asked: string[][] = [];
      const statistics = async (parts: readonly Part[]) => {
        asked.push(parts.map(({ shown }) => shown ?? ''));
        return (await held?.statistics?.(parts)) ?? [];
      };
      const session = { ...open.context.session, files: held && { ...held, statistics } };
      const noting = { ...open, context: { ...open.context, session } };
      const first = await pieces(noting, {}, facts);
      const second = await pieces(noting, {}, facts);
      expect(second).toEqual(first);
      expect(asked).toEqual([paths]);
      const [one] = first.pieces;
      facts.forget(one?.id ?? '');
      expect(await pieces(noting, {}, facts)).toEqual(first);
      expect(asked).toEqual([paths, [paths[0]]]);
      for (const { id } of first.pieces) facts.forget(id ?? '');
    });
  });
});

describe('tables of pieces', () => {
  test.for([1, 2, 8, 9, 16, 17])('of %i files come in their order', async (count) => {
    await all(async ({ context, queries }) => {
      const held = context.pieces.slice(0, count);
      const select = ({ relation }: { relation: string }) => `select x, 5 as five from ${relation}`;
      const found = await readPieces(held, select, context);
      expect(found.map((rows) => rows.map(({ x, five }) => [x, five]))).toEqual(
        held.map((_, at) => Array.from({ length: at % 3 }, () => [at, 5])),
      );
      expect(queries.length).toBe(Math.ceil(count / 8));
      expect(queries.at(-1)?.includes(' as piece')).toBe(count % 8 !== 1);
    });
  });

  test('of nothing ask for nothing', async () => {
    await all(async ({ context, queries }) => {
      expect(await readPieces([], () => 'select 1', context)).toEqual([]);
      expect(queries).toEqual([]);
    });
  });

  const counting = (question: string, isPrivate = false) => ({
    question,
    select: ({ relation }: { relation: string }) => `select x from ${relation}`,
    fact: (rows: readonly unknown[]) => (rows.length === 0 ? null : rows.length),
    isPrivate,
  });

  test('are kept of each piece, and only what is missing is read', async () => {
    await all(async ({ context, queries, kept }) => {
      const [one, two, three, four] = context.pieces;
      if (!one || !two || !three || !four) throw new Error('There are 17 files.');
      expect(await pieceFacts(counting('rows'), [one, three], context)).toEqual([null, 2]);
      expect(kept).toEqual([
        [one.id, 'rows', false],
        [three.id, 'rows', false],
      ]);
      const found = await pieceFacts(counting('rows', true), [three, two, one, four], context);
      expect(found).toEqual([2, 1, null, null]);
      expect(kept.slice(2)).toEqual([
        [two.id, 'rows', true],
        [four.id, 'rows', true],
      ]);
      expect(queries[1]).not.toContain(three.relation);
      expect(queries[1]).not.toContain(one.relation);
      await pieceFacts(counting('others'), [three], context);
      expect(queries.length).toBe(3);
    });
  });

  test('of what can not be known again are read each time', async () => {
    await opened(table('select unnest([1, 2, 3]) as x'), async ({ context, queries, kept }) => {
      for (const time of [1, 2]) {
        expect(await pieceFacts(counting('rows'), context.pieces, context)).toEqual([3]);
        expect([queries.length, kept]).toEqual([time, []]);
      }
    });
  });
});

describe('a question is left to the next pass', () => {
  test('where the engine or its dialect declines, and not where the planner fails', async () => {
    expect(await orRefuse(async () => 7)).toBe(7);
    const failing = (error: Error) => () => Promise.reject(error);
    expect(await orRefuse(failing(new Declined('no such words')))).toEqual({
      refused: 'no such words',
    });
    expect(await orRefuse(failing(new EngineError('ENGINE_FAILED', 'no')))).toEqual({
      refused: 'no',
    });
    await expect(orRefuse(failing(new TypeError('a bug')))).rejects.toThrow(TypeError);
  });
});
