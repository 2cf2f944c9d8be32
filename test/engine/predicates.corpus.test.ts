import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCase, isSql, names, type SqlCase } from './predicates/cases.ts';
import type { Column } from './predicates/columns.ts';
import { type Comparison, compare, differences } from './predicates/comparison.ts';
import { files } from './predicates/files.ts';
import { planned } from './predicates/planned.ts';
import { filtered, openEngine, scanned } from './predicates/scan.ts';
import { types } from './predicates/types.ts';

// Predicates over Parquet files, counted by a plan and by a plain scan of the same rows: whatever a plan makes of
// footers, dictionaries and filters, it counts the same. One of 23 here; all of them by `npm run test:engine`.

const isWhole = process.env.ASSAY_PREDICATES === 'all';
const oneOf = isWhole ? 1 : 23;
const least = isWhole ? 13_000 : 2_000;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'predicates-')));
const comparisons = new Map<string, Comparison>();

beforeAll(async () => {
  for (const [at, file] of files.entries())
    comparisons.set(file.name, await compare(file, at, oneOf, folder));
}, 1_800_000);
afterAll(() => rmSync(folder, { recursive: true }));

function of(name: string): Comparison {
  const found = comparisons.get(name);
  if (!found) throw new Error(`The file ${name} was not read.`);
  return found;
}

const all = () => [...comparisons.values()];
const cases = () => all().flatMap((one) => one.cases);

describe.each(files.map(({ name }) => name))('%s', (name) => {
  test('holds the rows that all files hold', () => {
    expect(of(name).strangers).toBe(0);
  });

  test('a plan counts what a plain scan counts', () => {
    expect(of(name).cases.length).toBeGreaterThanOrEqual(least / files.length);
    expect(differences(of(name))).toEqual([]);
  });

  test('only those are refused that take a NaN for a number, or can not be missed', () => {
    const { cases: asked, scan, plan } = of(name);
    const wrongly = asked.filter(({ id, column }) => {
      const why = plan.refused.get(id);
      if (why === 'NaN') return !/^(double|float)$/.test(column.typeName);
      const { matching, violating } = scan.get(id) ?? { matching: null, violating: null };
      if (why === 'no FLOAT') return column.typeName !== 'float' || violating !== 0;
      return why === 'constant' && matching !== 0 && violating !== 0;
    });
    expect(wrongly.map(({ id }) => id)).toEqual([]);
    expect(plan.refused.size).toBeLessThan(asked.length / 10);
  });
});

test('many predicates are compared', () => {
  expect(new Set(cases().map(({ id }) => id)).size).toBeGreaterThanOrEqual(least);
});

test('they are of every type, shape and operator', () => {
  const columns = cases().map(({ column }) => column);
  expect(new Set(columns.map(({ typeName }) => typeName))).toEqual(new Set(Object.keys(types)));
  expect(new Set(columns.map(({ shape }) => shape))).toEqual(
    new Set(['mixed', 'sorted', 'constant', 'sparse', 'few', 'nan', 'zero']),
  );
  expect(new Set(cases().map(({ operator }) => operator))).toEqual(new Set(names));
});

// What holds for every row or for none would be counted alike by a plan that doesn't look.
test('most of them tell rows apart', () => {
  const counts = all().flatMap(({ scan }) => [...scan.values()]);
  const telling = counts.filter(({ violating, judged }) => violating > 0 && violating < judged);
  expect(telling.length / counts.length).toBeGreaterThan(0.4);
});

describe('a plan is not led astray', () => {
  const column = (file: string, name: string) => {
    const found = of(file).columns.find((one) => one.name === name);
    if (!found) throw new Error(`There is no column ${name}.`);
    return found;
  };
  const sql = (text: string, about: Column): SqlCase => ({
    ...{ kind: 'sql', id: text, text, column: about, operator: 'given' },
  });

  // duckdb/duckdb#24994. It is their bloom filter that is asked for another value; DuckDB writes one where it writes a
  // dictionary.
  test('by a bare WHERE, which misses rows of dictionary-encoded BLOBs', async () => {
    const { path, columns } = of('duckdb-default');
    const value = "'\\x01Z\\x00\\xA5'::blob";
    const texts = [`blob_few = ${value}`, `blob_few in (${value})`, `not (blob_few <> ${value})`];
    const asked = texts.map((text) => sql(text, column('duckdb-default', 'blob_few')));
    const bare = await filtered(asked, path, await openEngine('usual'));
    expect([...bare.values()]).toEqual([0, 0, 0]);
    const plan = await planned(asked, columns, path);
    expect([...plan.counts.values()].map(({ matching }) => matching)).toEqual([1000, 1000, 1000]);
  });

  // The statistics end at 5.0, and one of four values is NaN.
  test('by statistics that leave NaN out', async () => {
    const { path, columns } = of('pyarrow-pages');
    const asked = [sql('double_sparse > 5.9', column('pyarrow-pages', 'double_sparse'))];
    const usual = await scanned(asked, `read_parquet('${path}')`, await openEngine('usual'));
    expect([...usual.values()]).toEqual([{ matching: 0, violating: 4, judged: 4 }]);
    const plan = await planned(asked, columns, path);
    expect([...plan.refused]).toEqual([['double_sparse > 5.9', 'NaN']]);
  });

  // As a decimal of 17 digits it becomes a neighbour of itself.
  test('by the decimal notation of a double', async () => {
    const { path, columns } = of('pyarrow-plain');
    const value = 0.20000000000000018;
    const asked: ApiCase = {
      ...{
        kind: 'api',
        id: 'in',
        column: column('pyarrow-plain', 'double_sorted'),
        operator: 'in',
      },
      build: (built) => built.notIn([value]),
      violating: `double_sorted = cast('${value}' as double)`,
    };
    const plan = await planned([asked], columns, path);
    expect([...plan.counts.values()]).toEqual([{ matching: null, violating: 1, judged: 116 }]);
  });
});

describe('a bare WHERE, which DuckDB pushes into the scan', () => {
  // What an upgrade of the engine is to be read for: a new kind is a new trap, one that is gone frees the plan.
  test.runIf(isWhole)(
    'is wrong of the kinds that are known, and of no other',
    async () => {
      const engine = await openEngine('usual');
      const kinds = new Set<string>();
      for (const { cases: asked, path, scan } of all()) {
        const written = asked.filter(isSql);
        const bare = await filtered(written, path, engine);
        for (const { id, column } of written) {
          const found = bare.get(id) ?? null;
          if (found === null) kinds.add(`${column.typeName}: refused`);
          else if (found !== scan.get(id)?.matching) kinds.add(`${column.typeName}: miscounted`);
        }
      }
      expect([...kinds].sort()).toEqual([
        // Their bloom filters.
        'blob: miscounted',
        // Statistics without NaN, and bloom filters that tell 0.0 from -0.0.
        'double: miscounted',
        'float: miscounted',
        // BETWEEN, and what the optimizer turns into one.
        'list: refused',
        'struct: refused',
      ]);
    },
    600_000,
  );
});
