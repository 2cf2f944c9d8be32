import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { type Outcome, z } from '../../src/index.ts';
import type { Kind } from './differential/columns.ts';
import { type Ask, asksOf, type Declaring, type Pick } from './differential/metrics.ts';
import { compared } from './differential/run.ts';

// Files as pyarrow writes them: statistics that skip NaN, or none; dictionaries on everything, or none; pages of all
// encodings. One metric of 11 over each column here, all of them by `npm run test:planner`.

const oneOf = process.env.ASSAY_PLANNER === 'all' ? 1 : 11;
const data = join(import.meta.dirname, '../engine/predicates/data');
const path = (name: string) => join(data, `${name}.parquet`);
const datasets = [
  ['plain'],
  ['dictionary'],
  ['unstated'],
  ['pages'],
  ['fallback'],
  ['delta'],
  ['lengths'],
  ['bloom'],
  ['dictionary', 'delta'],
  ['unstated', 'pages', 'fallback'],
] as const;

interface Column {
  readonly name: string;
  readonly offers: Kind['offers'];
  readonly type: string;
}

const outcomes = new Map<string, Outcome>();
let columns: readonly Column[] = [];
let root = '';

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'pyarrow-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const described = await connection.runAndReadAll(`describe select * from '${path('plain')}'`);
  columns = described.getRows().map(([name, type]) => ({
    name: String(name),
    type: String(type),
    offers: offersOf(String(type)),
  }));
  connection.closeSync();
  instance.closeSync();
});
afterAll(async () => {
  await closeEngines();
  rmSync(root, { recursive: true });
});

function offersOf(type: string): Kind['offers'] {
  if (/^(U?(TINY|SMALL|BIG)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/.test(type)) return 'number';
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) return 'time';
  return type === 'VARCHAR' ? 'text' : 'any';
}

interface Case {
  readonly column: Column;
  readonly ask: Ask;
  readonly pick: Pick;
}

/** Each column with what its type offers; the draws follow from the place. */
function casesOf(salt: number): readonly Case[] {
  return columns
    .flatMap((column) => asksOf[column.offers].map((ask) => ({ column, ask })))
    .map((one, at) => {
      const mixed = (at * 2654435761 + salt * 40503) % 2 ** 32;
      const [constant, bound, shift] = [mixed >>> 3, mixed >>> 7, mixed >>> 11];
      return { ...one, pick: { kind: 0, ask: 0, constant, bound, shift } };
    })
    .filter((_, at) => (at + salt) % oneOf === 0);
}

/** The engine adds decimals in 128 bits: of 38 digits, whether a sum fits depends on the order of the rows. */
const overflows =
  /^column\('decimal38_\w+'\)\.(sum|mean|stddev)\(\).*has more digits than the 38 that it holds exactly/;

const atOnce = 250;

describe.each(datasets.map((names) => [names.join(' and '), names] as const))(
  '%s',
  (label, names) => {
    test('is measured as a plain scan measures it', async () => {
      const schema = z.object(Object.fromEntries(columns.map(({ name }) => [name, z.any()])));
      const all = casesOf(label.length);
      const found: string[] = [];
      for (let from = 0; from < all.length; from += atOnce) {
        const cases = all.slice(from, from + atOnce);
        const write = (declaring: Declaring) =>
          cases.map(({ column, ask, pick }) => {
            const asked = ask(declaring.column(column.name), pick, declaring);
            if (asked === undefined) throw new TypeError(`${column.name} offers no such thing.`);
            return asked;
          });
        const picks = cases.map(({ pick }) => pick);
        const told = await compared(names.map(path), { schema, picks, write }, root);
        found.push(...told.differences.filter((one) => !overflows.test(one)));
        for (const outcome of told.outcomes) outcomes.set(`${label}: ${outcome.title}`, outcome);
      }
      expect(found).toEqual([]);
    });
  },
);

test('the passes that read less than all have answered', () => {
  const passes = Map.groupBy(outcomes.values(), ({ evidence }) => evidence?.pass ?? 'none');
  expect(outcomes.size).toBeGreaterThanOrEqual(2000);
  for (const pass of ['footer', 'frequencies', 'unique', 'quantile', 'sketch'])
    expect([pass, (passes.get(pass) ?? []).length]).toEqual([
      pass,
      expect.toSatisfy((n) => n >= 20),
    ]);
});

test('no statistics of doubles are believed, for they leave NaN out', () => {
  const ofDoubles = [...outcomes.values()].filter(({ metric, evidence }) => {
    const isDouble = /^column\('(float|double)_/.test(metric);
    return isDouble && evidence?.pass === 'footer';
  });
  const believed = ofDoubles.filter(({ metric }) => !/\.(nulls|notNull|count)\(/.test(metric));
  // Of NULLs alone there is no NaN either.
  expect(believed.filter(({ of }) => of !== 0).map(({ title }) => title)).toEqual([]);
  expect(ofDoubles.length).toBeGreaterThan(5);
});
