import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import {
  contract,
  csv,
  type Dataset,
  type Expectation,
  type Outcome,
  parquet,
  z,
} from '../../src/index.ts';
import { defaultSentinels as ours } from '../../src/metric/values.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { differencesInSql } from '../support/plain-duckdb.ts';
import {
  columns,
  comparable,
  defaultSentinels,
  entries,
  folder,
  isSegmented,
  now,
  type OracleEntry,
  type OracleValue,
} from './oracle.ts';

const fields: Readonly<Record<string, z.ZodType>> = {
  integer: z.bigint(),
  float: z.number(),
  decimal: z.number(),
  text: z.string(),
  boolean: z.boolean(),
  date: z.date(),
  timestamp: z.date(),
};

/** A measure before its bound, or a condition. */
interface Written {
  atLeast?(limit: unknown): Expectation;
  equals?(value: unknown): Expectation;
  between?(low: unknown, high: unknown): Expectation;
  named?(name: string): Expectation;
}

/** The text of a case as an expression of the public API. */
const written = (text: string, declaring: { readonly rows: unknown; readonly column: unknown }) =>
  new Function('rows', 'column', `return ${text}`)(declaring.rows, declaring.column) as Written;

const unitOf = (text: string) =>
  text.endsWith('.age()') ? 'duration' : /\.(oldest|newest)\(\)$/.test(text) ? 'instant' : 'number';

// A count or a number may miss it either way; no bound that none can miss is taken.
const anyLimit = { duration: '0s', instant: '1970-01-01', number: 1 } as const;

/** One expectation a case; under `per`, where an outcome tells how many segments miss the bound, one a value. */
function cases({ text, kind, value }: OracleEntry, make: () => Written): Expectation[] {
  const one = make();
  if (kind === 'condition') return [must(one.named)(text)];
  if (!isSegmented(value)) return [must(one.atLeast)(anyLimit[unitOf(text)]).named(text)];
  return distinct(value).map((each) => held(one, each, text).named(nameOf(text, each)));
}

const distinct = (value: Readonly<Record<string, OracleValue>>) =>
  [...new Set(Object.values(value))].filter((each) => each !== null);
const nameOf = (text: string, each: OracleValue) => `${text} is ${JSON.stringify(each)}`;

function held(one: Written, value: OracleValue, text: string): Expectation {
  if (unitOf(text) === 'duration') return must(one.equals)(`${value}ms`);
  if (typeof value !== 'number' || Number.isInteger(value)) return must(one.equals)(value);
  const error = Math.abs(value) * 1e-12;
  return must(one.between)(value - error, value + error);
}

function must<T>(method: T | undefined): T {
  if (method === undefined) throw new Error('This case is neither a measure nor a condition.');
  return method;
}

function open(dataset: string): Dataset {
  const path = join(folder, dataset);
  return dataset.endsWith('.csv') ? csv(path) : parquet(path);
}

async function measureAll(
  dataset: string,
  mine: readonly OracleEntry[],
): Promise<ReadonlyMap<string, Outcome>> {
  const shape = Object.entries(columns[dataset] ?? {}).map(
    ([name, family]) => [name, must(fields[family]).nullable()] as const,
  );
  const declared = contract(dataset, { schema: z.object(Object.fromEntries(shape)) }, (declaring) =>
    mine.flatMap((entry) => cases(entry, () => written(entry.text, declaring))),
  );
  const wanted = new Set(mine.flatMap(titlesOf));
  const outcomes = await measureContract({
    contract: declared,
    dataset: open(dataset),
    selected: new Set(
      titledExpectations(declared).flatMap(({ id, title }) => (wanted.has(title) ? [id] : [])),
    ),
    settings: { root: folder, now: new Date(now) },
  });
  return new Map(outcomes.map((outcome) => [outcome.title, outcome]));
}

const titlesOf = ({ text, value }: OracleEntry) =>
  isSegmented(value) ? distinct(value).map((each) => nameOf(text, each)) : [text];

test('the sentinels are the ones that the oracle went by', () => {
  expect(ours).toEqual(defaultSentinels);
});

describe.each(Object.keys(columns))('%s', (dataset) => {
  const mine = entries.filter((entry) => entry.dataset === dataset);
  let outcomes: ReadonlyMap<string, Outcome>;
  beforeAll(async () => {
    outcomes = await measureAll(dataset, mine);
    // On a busy machine.
  });

  test('the SQL of each outcome gives the same number in a plain DuckDB', async () => {
    const shown = [...outcomes.values()].filter(({ sql }) => sql !== null);
    expect(shown.length).toBeGreaterThan(0);
    expect((await differencesInSql(shown, folder)).join('\n')).toBe('');
  });

  test.each(mine.map((entry) => [entry.text, entry] as const))('%s', (text, entry) => {
    const { value, of, tolerance } = entry;
    for (const title of titlesOf(entry)) {
      const outcome = outcomes.get(title);
      expect(outcome?.problem).toBeNull();
      if (isSegmented(value)) {
        const others = Object.values(value).filter((each) => nameOf(text, each) !== title);
        expect({ missed: outcome?.violations, segments: outcome?.of }).toEqual({
          missed: others.length,
          segments: Object.keys(value).length,
        });
        continue;
      }
      const [found, expected] = comparable(outcome?.value ?? null, value, tolerance);
      expect({ value: found, of: outcome?.of }).toEqual({ value: expected, of });
      if (entry.kind === 'condition') expect(outcome?.violations).toBe(value);
    }
  });
});
