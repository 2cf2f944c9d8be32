import '../../support/seed.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { diffOf } from '../../../src/store/diff/diff-of.ts';
import { table } from '../../support/table.ts';

afterAll(closeEngines);

/** Values of each type in SQL. Those with one text are one value: the text after `is` where they are written otherwise. */
const typed: Readonly<Record<string, readonly (readonly [sql: string, is: string])[]>> = {
  integer: [
    ['0', '0'],
    ['1', '1'],
    ['2', '2'],
    ['-7', '-7'],
    ['null', 'NULL'],
  ],
  double: [
    ['0.0', '0'],
    ['-0.0', '0'],
    ["'nan'", 'NaN'],
    ["-'nan'::double", 'NaN'],
    ["'inf'", 'inf'],
    ['1.5', '1.5'],
    ['null', 'NULL'],
  ],
  varchar: [
    ["''", ''],
    ["'a'", 'a'],
    ["'A'", 'A'],
    ["'a '", 'a '],
    ["'NULL'", "'NULL'"],
    ["'é'", 'é'],
    ["'e\u0301'", 'é decomposed'],
    ['null', 'NULL'],
  ],
  date: [
    ["'2020-02-29'", 'leap'],
    ["'0001-01-01'", 'first'],
    ["'infinity'", 'inf'],
    ['null', 'NULL'],
  ],
  'decimal(9,3)': [
    ['1.5', '1.5'],
    ['1.500', '1.5'],
    ['1.501', '1.501'],
    ['null', 'NULL'],
  ],
  'integer[]': [
    ['[]', '[]'],
    ['[null]', '[NULL]'],
    ['[1]', '[1]'],
    ['[1, 2]', '[1,2]'],
    ['[2, 1]', '[2,1]'],
    ['null', 'NULL'],
  ],
  'double[]': [
    ['[0.0]', '[0]'],
    ['[-0.0]', '[0]'],
    ["['nan']", '[NaN]'],
    ['null', 'NULL'],
  ],
  blob: [
    ["''", ''],
    ["'a'", 'a'],
    ["'\\x00'", 'zero'],
    ['null', 'NULL'],
  ],
  interval: [
    ["'1 month'", 'month'],
    ["'30 days'", 'days'],
    ['null', 'NULL'],
  ],
  'struct(a integer, b varchar)': [
    ["{'a': 1, 'b': null}", '1,NULL'],
    ["{'a': null, 'b': null}", 'NULLs'],
    ["{'a': 1, 'b': 'x'}", '1,x'],
    ['null', 'NULL'],
  ],
};

interface Column {
  readonly type: string;
  readonly cells: readonly (readonly [sql: string, is: string])[];
}
type Cell = readonly [sql: string, is: string];

const column = fc
  .constantFrom(...Object.entries(typed))
  .map(([type, cells]): Column => ({ type, cells }));

const tables = fc
  .record({
    columns: fc.array(column, { minLength: 1, maxLength: 4 }),
    key: fc.integer({ min: 1, max: 2 }),
  })
  .chain(({ columns, key }) => {
    const row = fc.tuple(...columns.map(({ cells }) => fc.constantFrom(...cells)));
    const rows = fc.array(row, { maxLength: 8 });
    return fc.record({
      columns: fc.constant(columns),
      key: fc.constant(Math.min(key, columns.length)),
      before: rows,
      after: rows,
      // Rows that both have, so that keys meet.
      shared: rows,
    });
  });

const side = (columns: readonly Column[], rows: readonly (readonly Cell[])[], label: string) => {
  const list = columns.map(({ type }, at) => `cast(c${at} as ${type}) as c${at}`).join(', ');
  const names = columns.map((_, at) => `c${at}`).join(', ');
  const selects = rows.map(
    (row) =>
      `select ${row.map(([sql], at) => `cast(${sql} as ${columns[at]?.type}) as c${at}`).join(', ')}`,
  );
  const none = `select ${columns.map(({ type }, at) => `cast(null as ${type}) as c${at}`).join(', ')} where false`;
  return table(
    `select ${list} from (${[...selects, none].join(' union all ')}) t(${names})`,
    label,
  );
};

const textOf = (row: readonly Cell[]) => JSON.stringify(row.map(([, is]) => is));

test('whole rows are as a count of each row says', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ columns, before, after, shared }) => {
      const [one, other] = [
        [...before, ...shared],
        [...shared, ...after],
      ];
      const tally = new Map<string, number>();
      for (const row of other) tally.set(textOf(row), (tally.get(textOf(row)) ?? 0) + 1);
      for (const row of one) tally.set(textOf(row), (tally.get(textOf(row)) ?? 0) - 1);
      const counts = [...tally.values()];
      const sum = (sign: number) => counts.reduce((all, n) => all + Math.max(0, sign * n), 0);
      const { rows } = await diffOf(side(columns, one, 'before'), side(columns, other, 'after'));
      expect(rows).toMatchObject({
        added: sum(1),
        removed: sum(-1),
        unchanged: one.length - sum(-1),
      });
    }),
    { numRuns: 150 },
  );
});

test('rows by key are as a map of each side says, and a key that is none is refused', {
  timeout: 120_000,
}, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.boolean(),
      async ({ columns, key, before, after, shared }, mends) => {
        const keyOf = (row: readonly Cell[]) => textOf(row.slice(0, key));
        const isWhole = (row: readonly Cell[]) =>
          row.slice(0, key).every(([, is]) => is !== 'NULL');
        // Half of the tables are made to have a key; chance makes few.
        const mended = (rows: readonly (readonly Cell[])[]) =>
          mends
            ? [...new Map(rows.filter(isWhole).map((row) => [keyOf(row), row])).values()]
            : rows;
        const one = mended([...before, ...shared]);
        const other = mended([...shared, ...after]);
        const excess = (rows: readonly (readonly Cell[])[]) =>
          rows.filter(isWhole).length - new Set(rows.filter(isWhole).map(keyOf)).size;
        const names = columns.map((_, at) => `c${at}`).slice(0, key);
        const diff = diffOf(side(columns, one, 'before'), side(columns, other, 'after'), {
          key: names,
        });
        const bad = [
          excess(one),
          one.filter((row) => !isWhole(row)).length,
          excess(other),
          other.filter((row) => !isWhole(row)).length,
        ];
        if (bad.some((n) => n > 0)) {
          const error = await diff.then(() => 'none', String);
          const numbers = [...error.matchAll(/(\d+) rows? of (\w+) (repeat|ha)/g)].map(
            ([, n, of, what]) => `${n} ${of} ${what}`,
          );
          const words = ['before repeat', 'before ha', 'after repeat', 'after ha'];
          expect(numbers).toEqual(
            words.flatMap((word, at) => (bad[at] ? [`${bad[at]} ${word}`] : [])),
          );
          return;
        }
        compared += 1;
        const was = new Map(one.map((row) => [keyOf(row), row]));
        const is = new Map(other.map((row) => [keyOf(row), row]));
        const matched = [...is].flatMap(([text, row]) => {
          const old = was.get(text);
          return old === undefined ? [] : [{ old, row }];
        });
        const changedIn = (at: number) =>
          matched.filter(({ old, row }) => old[at]?.[1] !== row[at]?.[1]).length;
        const changed = matched.filter(({ old, row }) => textOf(old) !== textOf(row)).length;
        const { rows } = await diff;
        expect(rows).toMatchObject({
          added: is.size - matched.length,
          removed: was.size - matched.length,
          changed,
          unchanged: matched.length - changed,
          columns: columns
            .slice(key)
            .map((_, at) => ({ column: `c${at + key}`, changed: changedIn(at + key) })),
        });
      },
    ),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(80);
});
