import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import {
  apart,
  type Counting,
  Declined,
  EngineError,
  type EngineRow,
  type EngineValue,
  type Session,
} from '../../../src/engine/engine.ts';
import { openDataset } from '../../../src/engine/engines.ts';
import { column } from '../../../src/metric/expression.ts';
import { isShown } from '../../../src/plan/select.ts';
import {
  approximate,
  compareNumeric,
  isNumeric,
  type Numeric,
  parseDecimal,
} from '../../../src/value/numeric.ts';
import { aggregateCases, binCase, groupedCases, probeCases } from './aggregate-cases.ts';
import { datasetOf, type LawTable, long, plain } from './law-tables.ts';
import { now, predicateCases } from './predicate-cases.ts';

/** An engine, and the laws that it does not keep. */
export interface EngineUnderTest {
  /** As a dataset names it. */
  readonly engine: Dataset['engine'];
  /** Laws by name, each with the reason why the engine declines it. A law that it keeps all the same is an error. */
  readonly skips: Readonly<Record<string, string>>;
  /** An expression over the column `s` that fails on a value of it. */
  readonly failing: string;
}

type OpenTable = (table: LawTable, signal?: AbortSignal) => Promise<Session>;

/** A law: what an engine must do with rows that it opens. */
interface Law {
  readonly name: string;
  readonly hold: (open: OpenTable) => Promise<void>;
}

/** Holds an engine to every law: what each expression means, and how sessions behave. */
export function engineLaws({ engine, skips, failing }: EngineUnderTest): void {
  const laws = [...meaningLaws, ...planLaws, ...sessionLaws(failing)];
  test('each skip names a law', () => {
    const names = laws.map(({ name }) => name);
    expect(Object.keys(skips).filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
  });
  describe('laws', () => {
    for (const { name, hold } of laws) {
      const reason = skips[name];
      const run = () => withSessions(engine, hold);
      if (reason === undefined) test(name, run);
      else
        test(`${name} (declined: ${reason})`, async () => {
          const end = await run().catch((error: unknown) => error);
          // A wrong answer is no way to decline, and a right one needs no skip.
          expect(end instanceof Declined || end instanceof EngineError, String(end)).toBe(true);
        });
    }
  });
}

async function withSessions(engine: Dataset['engine'], hold: Law['hold']): Promise<void> {
  const opened: Session[] = [];
  try {
    await hold(async (table, signal) => {
      const settings = { root: '/', now, ...(signal && { signal }) };
      const session = await openDataset(datasetOf(table, engine), [], settings);
      opened.push(session);
      return session;
    });
  } finally {
    for (const session of opened) await session.close();
  }
}

const meaningLaws: readonly Law[] = [
  ...predicateCases.map(
    ({ name, table, predicate, ids }): Law => ({
      name: `predicate: ${name}`,
      hold: async (open) => {
        const session = await open(table);
        const sql = session.dialect.predicate(predicate, session);
        const rows = await session.query(
          `select id from ${session.relation} where ${sql} order by id`,
        );
        expect(rows.map((row) => Number(row.id))).toEqual(ids);
        const not = session.dialect.predicate({ kind: 'not', term: predicate }, session);
        const others = await session.query(
          `select id from ${session.relation} where ${not} order by id`,
        );
        expect(rows.length + others.length).toBe(table.rows.length);
      },
    }),
  ),
  ...aggregateCases.map(
    ({ name, table, aggregate, filter, value }): Law => ({
      name: `aggregate: ${name}`,
      hold: async (open) => {
        const session = await open(table);
        const sql = session.dialect.aggregate(aggregate, filter, session);
        const [row] = await session.query(`select ${sql} as v from ${session.relation}`);
        expectNumber(row?.v, value);
      },
    }),
  ),
  ...groupedCases.map(
    ({ name, aggregate, filter, per, values }): Law => ({
      name: `grouped: ${name}`,
      hold: async (open) => {
        const session = await open(plain);
        const from = { relation: session.relation, filter, per };
        const rows = await session.query(session.dialect.grouped(aggregate, from, session));
        const found = rows.map((row) => Number(row.value)).toSorted((one, other) => one - other);
        expect(found.length).toBe(values.length);
        for (const [at, value] of values.entries()) expectNumber(found[at], value);
        if (per.length > 0 || !isShown(aggregate)) return;
        const { sql, columns } = session.dialect.examples(aggregate, from, session);
        const examples = await session.query(sql);
        expect(examples.length > 0).toBe((values[0] ?? 0) > 0);
        for (const row of examples) expect(Object.keys(row)).toEqual(columns);
      },
    }),
  ),
];

/** Exact where it is an integer or a decimal; a double may differ in its last digits. */
function expectNumber(found: EngineValue | undefined, value: number | bigint | string | null) {
  if (value === null) return expect(found ?? null).toBeNull();
  if (!isNumeric(found ?? null)) return expect(found).toBe(value);
  const number = found as Numeric;
  if (typeof value === 'bigint') return expect(compareNumeric(number, value)).toBe(0);
  if (typeof value === 'string') return expect(compareNumeric(number, parseDecimal(value))).toBe(0);
  if (!Number.isFinite(value)) return expect(approximate(number)).toBe(value);
  expect(Math.abs(approximate(number) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-12);
}

const planLaws: readonly Law[] = [
  ...probeCases.map(
    ({ name, probe, holds }): Law => ({
      name: `probe: ${name}`,
      hold: async (open) => {
        const session = await open(plain);
        const sql = session.dialect.probe(probe, session);
        const rows = await session.query(`select ${sql} as v from ${session.relation}`);
        expect(holds(rows.map(({ v }) => v ?? null))).toBe(true);
      },
    }),
  ),
  {
    name: `probe: ${binCase.name}`,
    hold: async (open) => {
      const session = await open(plain);
      const sql = session.dialect.probe(binCase.probe, session);
      const rows = await session.query(
        `select ${sql} as bin from ${session.relation} where ${binCase.filter} order by id`,
      );
      expect(rows.map(({ bin }) => Number(bin) + 0)).toEqual(binCase.bins);
    },
  },
  {
    name: 'plan: keys of segments are those of groups',
    hold: async (open) => {
      const session = await open(plain);
      const keys = await session.query(
        `select b, ${session.dialect.segmentKey('b')} as k from ${session.relation}`,
      );
      const byValue = Map.groupBy(keys, ({ b }) => String(b));
      expect(byValue.size).toBe(3);
      for (const rows of byValue.values())
        expect(new Set(rows.map(({ k }) => String(k))).size).toBe(1);
      expect(new Set(keys.map(({ k }) => String(k))).size).toBe(3);
    },
  },
  {
    name: 'plan: frequencies of two columns',
    hold: async (open) => {
      const session = await open(plain);
      const values = ['n', 'b'].map((name) => session.dialect.scalar(column(name), session));
      const rows = await session.query(session.dialect.frequencies(values, session.relation, 100));
      const ofB = rows.filter(({ absent }) => Number(absent) === 0b10);
      expect(new Map(ofB.map(({ k1, n }) => [String(k1), Number(n)]))).toEqual(
        new Map([
          ['true', 4],
          ['false', 2],
          ['null', 2],
        ]),
      );
      const ofN = rows.filter(({ absent }) => Number(absent) === 0b01);
      expect(ofN.reduce((sum, { n }) => sum + Number(n), 0)).toBe(8);
      expect(ofN.length + ofB.length).toBe(rows.length);
      expect(
        await session.query(session.dialect.frequencies(values, session.relation, 4)),
      ).toHaveLength(4);
    },
  },
  {
    name: 'plan: the order of values',
    hold: async (open) => {
      const { dialect, relation, query } = await open(plain);
      const [rising] = await query(dialect.order('id', relation));
      expect([rising?.descents, rising?.starts].map(Number)).toEqual([0, 1]);
      const [falling] = await query(dialect.order('n', relation));
      expect([falling?.descents, falling?.starts].map(Number)).toEqual([3, 1]);
    },
  },
  {
    name: 'plan: values at places of an interval',
    hold: async (open) => {
      const session = await open(plain);
      const values = { of: column('id'), low: 2, high: 6, places: [0, 4] };
      const sql = session.dialect.valuesAt(values, session.relation, session);
      const [row] = await session.query(sql);
      expect([row?.v0, row?.v1].map(Number)).toEqual([2, 6]);
    },
  },
  {
    name: 'plan: the most frequent values',
    hold: async (open) => {
      const { dialect, relation, query } = await open(plain);
      const rows = await query(dialect.topValues('n', relation, 2));
      expect(rows.map(({ v }) => Number(v))).toEqual([7, -3]);
    },
  },
  {
    name: 'plan: a distribution by cells, by octaves and one by one',
    hold: async (open) => {
      const session = await open(plain);
      const rowsOf = async (counting: Counting, filter: string | null = null) => {
        const from = { relation: session.relation, filter };
        const rows = await session.query(session.dialect.distribution(counting, from, session));
        return rows.filter(({ outside }) => outside !== true);
      };
      const counts = (rows: readonly EngineRow[], key: string) =>
        new Map(rows.map((row) => [String(row[key]), Number(row.n)]));
      const cells = {
        kind: 'cells',
        of: column('x'),
        edges: [0, 1, 2, 3, 4],
        ends: false,
      } as const;
      expect(counts(await rowsOf(cells), 'cell')).toEqual(
        new Map([
          [String(apart.null), 1],
          ['0', 1],
          ['1', 3],
          ['3', 1],
          ['4', 1],
          ['5', 1],
        ]),
      );
      expect(counts(await rowsOf(cells, 'n = 7'), 'cell')).toEqual(
        new Map([
          ['3', 1],
          ['5', 1],
        ]),
      );
      const octaves = await rowsOf({ kind: 'octaves', of: column('t') });
      const least = octaves.filter(({ n }) => Number(n) === 5).map((row) => Number(row.least));
      expect(least).toEqual([Date.UTC(2024, 1, 29, 12)]);
      const numbers = await rowsOf({ kind: 'numbers', of: column('n'), most: 100 });
      expect(counts(numbers, 'v').get('7')).toBe(2);
      const categories = await rowsOf({ kind: 'categories', of: column('b'), most: 5, bytes: 99 });
      expect(counts(categories, 'v')).toEqual(
        new Map([
          ['true', 4],
          ['false', 2],
          ['null', 2],
        ]),
      );
      const listed = await rowsOf({ kind: 'listed', of: column('s'), values: ["it's", 'a'] });
      expect(
        counts(
          listed.filter(({ other }) => other !== true),
          'v',
        ).get("it's"),
      ).toBe(1);
      const others = listed.filter(({ other }) => other === true);
      expect(others.map((row) => [row.n, row.others].map(Number))).toEqual([[5, 5]]);
    },
  },
  {
    name: 'plan: columns are described',
    hold: async (open) => {
      const { dialect, relation, query } = await open(plain);
      expect((await query(dialect.describe(relation))).length).toBeGreaterThanOrEqual(6);
    },
  },
  {
    name: 'shown: first rows, masked in the engine',
    hold: async (open) => {
      const session = await open(plain);
      const rows = await session.query(
        session.dialect.firstRows('id < 6', shown(session), session),
      );
      expect(rows.map(({ m }) => m)).toEqual([
        ['1', 'a', '…'],
        ['2', 'A ', '…'],
        ['3', '', null],
      ]);
    },
  },
  {
    name: 'shown: first rows of several conditions',
    hold: async (open) => {
      const session = await open(plain);
      const where = ['id = 8', 'n > 100000', 'id > 8'];
      const sql = session.dialect.firstRowsOfEach(where, shown(session), session);
      const [row] = await session.query(sql);
      expect([row?.n0, row?.n1, row?.n2].map(Number)).toEqual([1, 1, 0]);
      expect(row?.s0).toEqual([['8', "it's", '…']]);
      expect(row?.s1).toEqual([['4', 'ß', '…']]);
    },
  },
  {
    name: 'shown: equal values of one column are counted',
    hold: async (open) => {
      const session = await open(plain);
      const cells = [{ column: 'n', shown: 'unlessPersonal' }] as const;
      const count = { ...shown(session), cells, most: 3 };
      const sql = session.dialect.shownCounts('id > 1', count, session);
      const rows = await session.query(sql);
      const counted = rows.map(({ n }) => Number(n));
      expect(counted).toEqual(counted.toSorted((a, b) => b - a));
      const [held] = await session.query(
        `select count(*) as n from ${session.relation} where id > 1`,
      );
      expect(rows.map(({ total }) => Number(total))).toEqual(rows.map(() => Number(held?.n)));
    },
  },
  ...(['duplicates', 'descents'] as const).map(
    (kind): Law => ({
      name: `shown: rows that ${kind} count`,
      hold: async (open) => {
        const session = await open(plain);
        const aggregate =
          kind === 'duplicates'
            ? ({ kind, of: [column('n')], nulls: 'skip' } as const)
            : ({ kind, of: column('n') } as const);
        const sql = session.dialect.counted(aggregate, { filter: null, per: [] }, 'id', session);
        const rows = await session.query(
          `select id from (select id, ${sql} as hit from ${session.relation}) as hits where hit order by id`,
        );
        expect(rows.map(({ id }) => Number(id))).toEqual(kind === 'duplicates' ? [6] : [2, 6, 8]);
      },
    }),
  ),
];

const shown = ({ relation }: Session) => ({
  relation,
  cells: [
    { column: 'id', shown: 'value' },
    { column: 's', shown: 'unlessPersonal' },
    { column: 'b', shown: 'masked' },
  ] as const,
  most: 3,
  characters: 80,
  mask: '…',
});

const sessionLaws = (failing: string): readonly Law[] => [
  {
    name: 'session: columns have families',
    hold: async (open) => {
      const { columns } = await open(plain);
      expect(columns.map(({ name, family }) => [name, family])).toEqual([
        ['id', 'integer'],
        ['n', 'integer'],
        ['x', 'float'],
        ['s', 'text'],
        ['b', 'boolean'],
        ['t', 'timestamp'],
      ]);
    },
  },
  {
    name: 'session: rows are handed over as they are, in their order',
    hold: async (open) => {
      const { query, relation } = await open(plain);
      const rows = await query(`select * from ${relation}`);
      const values = rows.map((row) => [
        Number(row.id),
        ...['n', 'x', 's', 'b', 't'].map((name) => row[name]),
      ]);
      const expected = plain.rows.map(([id, n, ...rest]) => [id, n, ...rest]);
      expect(values.map((row) => row.map(comparable))).toEqual(
        expected.map((row) => row.map(comparable)),
      );
    },
  },
  {
    name: 'session: a stream hands over all rows, in their order and in chunks',
    hold: async (open) => {
      const { stream, relation } = await open(long);
      const sizes: number[] = [];
      const ids: number[] = [];
      for await (const chunk of stream(`select id from ${relation}`)) {
        sizes.push(chunk.length);
        for (const row of chunk) ids.push(Number(row.id));
      }
      expect(ids).toEqual(long.rows.map(([id]) => id));
      expect(sizes.length).toBeGreaterThan(1);
    },
  },
  {
    name: 'session: errors are coded and hold no data',
    hold: async (open) => {
      const { query, relation } = await open(plain);
      const error = await query(`select ${failing} as v from ${relation}`).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(EngineError);
      expect((error as EngineError).message).not.toContain("it's");
      expect((error as EngineError).message).not.toContain('é😀');
      await expect(query(`select missing from ${relation}`)).rejects.toBeInstanceOf(EngineError);
      await expect(query('select from where')).rejects.toBeInstanceOf(EngineError);
    },
  },
  {
    name: 'session: a user’s expression over its own columns passes',
    hold: async (open) => {
      const { checkExpression } = await open(plain);
      for (const text of ['n > 5', 's is not null and b', 'length(s) = 2', 'n in (1, 2)'])
        await expect(checkExpression(text, 'predicate')).resolves.toMatchObject({ ordersNaN: [] });
    },
  },
  {
    name: 'session: a user’s SQL that is no expression over its own columns is refused',
    hold: async (open) => {
      const { checkExpression, relation } = await open(plain);
      const refused = [
        '',
        'missing > 1',
        'n >',
        'n > 5; drop table x',
        'n > 5) or (1 = 1',
        `(select count(*) from ${relation}) > 1`,
        `id in (select id from ${relation})`,
        'count(*) > 1',
        'random() > 0',
        'current_timestamp > t',
      ];
      for (const text of refused)
        await expect(checkExpression(text, 'predicate'), text).rejects.toBeInstanceOf(EngineError);
    },
  },
  {
    name: 'session: a query that is called off is interrupted',
    hold: async (open) => {
      const abort = new AbortController();
      const { query, relation } = await open(plain, abort.signal);
      abort.abort();
      await expect(query(`select * from ${relation}`)).rejects.toMatchObject({
        code: 'INTERRUPTED',
      });
    },
  },
  {
    name: 'session: its facts are stated',
    hold: async (open) => {
      const session = await open(plain);
      const { selectItems, piecesAtOnce } = session.capabilities;
      expect([selectItems, piecesAtOnce].every((size) => Number.isInteger(size) && size > 0)).toBe(
        true,
      );
      expect(session.engine).not.toBe('');
      expect(session.version).toMatch(/\d/);
      expect(session.now).toEqual(now);
      expect(await session.isSame()).toBe(true);
    },
  },
];

/** SQL tells no zero below zero from the other. */
const comparable = (value: unknown) => {
  if (value instanceof Date) return value.getTime();
  return value === 0 ? 0 : (value ?? null);
};
