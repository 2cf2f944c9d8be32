import { contract, fromRows, z } from 'assay';
import { afterAll, describe, expect, test } from 'vitest';
import {
  Declined,
  type Engine,
  EngineError,
  type OpenSession,
  type Session,
} from '../../src/engine/engine.ts';
import { closeEngines, openDataset } from '../../src/engine/engines.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { measureAll } from '../support/measured.ts';

// An engine of a third party may be a class, may throw what it likes, and may lose what it was asked for.

afterAll(closeEngines);

const rows = fromRows(
  Array.from({ length: 6000 }, (_, at) => ({ id: at, name: at % 2 === 0 ? 'ada' : 'bob' })),
  { label: 'rows' },
);

const schema = z.object({
  id: z.int(),
  name: z.string().refine((name) => name.length === 3),
});

/** Of an empty dataset nothing would be red: what an engine loses must not look like one. */
const held = contract('held', { schema, allowEmpty: true }, ({ rows: all, column }) => [
  all.count().atLeast(1),
  all.key('id'),
  column('id').nulls().equals(0),
  column('id').max().atMost(5999),
  column('name').in(['ada', 'bob']),
]);

const onDuckDB: OpenSession = (dataset, hints, settings) =>
  openDataset({ ...dataset, engine: 'duckdb' }, hints, settings);

const engine = (open: OpenSession): Engine => ({ name: 'own', open, close: async () => {} });

const changed = (change: (session: Session) => Partial<Session>): Engine =>
  engine(async (...given) => {
    const session = await onDuckDB(...given);
    return { ...session, engine: 'own', ...change(session) };
  });

const over = (own: Engine) => measureAll(held, { ...rows, engine: own });

const problems = (outcomes: readonly Outcome[]) => [
  ...new Set(outcomes.flatMap(({ problem }) => (problem === null ? [] : [problem.message]))),
];

/** A session with its methods on its class, which a spread would lose. */
const classOf = (session: Session) => {
  class Connection {
    readonly own = session;
    isSame = () => this.own.isSame();
    query(sql: string) {
      return this.own.query(sql);
    }
    stream(sql: string) {
      return this.own.stream(sql);
    }
    checkExpression(text: string, kind: 'predicate' | 'value') {
      return this.own.checkExpression(text, kind);
    }
    close() {
      return this.own.close();
    }
  }
  const { query, stream, checkExpression, close, ...facts } = session;
  return Object.assign(new Connection(), facts) as Session;
};

test('an engine may be a class, and so may its session', async () => {
  class Own implements Engine {
    readonly name = 'own';
    readonly opener = onDuckDB;
    async open(...given: Parameters<OpenSession>) {
      return classOf(await this.opener(...given));
    }
    async close() {}
  }
  const outcomes = await over(new Own());
  expect(problems(outcomes)).toEqual([]);
  expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'passed'));
});

describe('an error that has no code is the engine’s own, told without its text', () => {
  const fails = () => {
    throw new TypeError('ada@example.com');
  };
  const cases: readonly (readonly [name: string, engine: Engine])[] = [
    ['open', engine(async () => fails())],
    ['query', changed(() => ({ query: async () => fails() }))],
    ['stream', changed(() => ({ stream: fails }))],
    ['close', changed(() => ({ close: async () => fails() }))],
  ];
  test.for(cases)('%s', async ([, own]) => {
    const outcomes = await over(own);
    const [message = '', ...others] = problems(outcomes);
    expect(others).toEqual([]);
    expect(message).toMatch(/^the engine 'own' failed: a TypeError was thrown at /);
    expect(message).not.toContain('ada');
  });

  test('one with a code stays as it is', async () => {
    const own = engine(async () => {
      throw new EngineError('ENGINE_FAILED', 'the warehouse sleeps');
    });
    expect(problems(await over(own))).toEqual(['the warehouse sleeps']);
  });

  test('an engine that opens nothing', async () => {
    const own = engine(async () => undefined as unknown as Session);
    expect(problems(await over(own))).toEqual(["the engine 'own' opened no session"]);
  });
});

describe('an engine that loses what it was asked for is never green', () => {
  const judged = (outcomes: readonly Outcome[]) =>
    outcomes.filter(({ evidence, kind }) => kind !== 'structure' && evidence?.by === 'own');

  test('rows of a stream', async () => {
    const cut = changed((session) => ({
      async *stream(sql) {
        for await (const chunk of session.stream(sql)) {
          yield chunk;
          return;
        }
      },
    }));
    const outcomes = await over(cut);
    expect(problems(outcomes)).toEqual([
      expect.stringMatching(/^the engine 'own' handed over [\d,]+ of 6,000 rows$/),
    ]);
    expect(outcomes.filter(({ evidence }) => evidence?.by === 'zod')).toEqual([]);
  });

  test.for<[string, (session: Session) => Session['query']]>([
    ['all rows of its answers', () => async () => []],
    [
      'the columns of its answers',
      ({ query }) =>
        async (sql) =>
          (await query(sql)).map(() => ({})),
    ],
    [
      'all answers but the number of rows',
      ({ query }) =>
        async (sql) =>
          /^select count\(\*\) as n from /.test(sql) ? query(sql) : [],
    ],
  ])('%s', async ([, query]) => {
    const outcomes = await over(changed((session) => ({ query: query(session) })));
    expect(judged(outcomes).filter(({ state }) => state === 'passed')).toEqual([]);
    expect(outcomes.some(({ problem }) => problem?.code === 'ENGINE_FAILED')).toBe(true);
  });
});

test('a dialect that can’t describe a table declines no more than that', async () => {
  const own = changed(({ dialect }) => ({
    dialect: {
      ...dialect,
      describe: () => {
        throw new Declined('it has no words for it');
      },
    },
  }));
  const outcomes = await over(own);
  expect(problems(outcomes)).toEqual([]);
  expect(outcomes.find(({ kind }) => kind === 'structure')?.sql).toBeNull();
});
