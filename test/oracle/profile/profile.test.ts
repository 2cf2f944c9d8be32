import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDataset } from '../../../src/engine/engines.ts';
import { csv, type Dataset, parquet } from '../../../src/index.ts';
import type {
  ProfileColumn,
  ProfileDocument,
} from '../../../src/outcome/profile/profile-document.ts';
import { profileDocument } from '../../../src/profile/summary/profile-document.ts';
import { onPlainDuckDB } from '../../support/plain-duckdb.ts';

type Counts = readonly (readonly [value: string, count: number])[];

/** What make.py says of a column; a fact that a column of its kind doesn't have is absent. */
interface Judged {
  readonly nulls: number;
  readonly distinct: number;
  readonly top: Counts | null;
  readonly range?: readonly (string | number)[] | null;
  readonly mean?: number | null;
  readonly stddev?: number | null;
  readonly zeros?: number;
  readonly negatives?: number;
  readonly notFinite?: number;
  readonly nans?: number;
  readonly quantiles?: readonly number[];
  readonly histogram?: {
    readonly edges: readonly number[];
    readonly counts: readonly number[];
  } | null;
  readonly lengths?: readonly number[] | null;
  readonly empty?: number;
  readonly padded?: number;
  readonly patterns?: Counts;
}

interface JudgedFile {
  readonly rows: number;
  readonly duplicateRows: number;
  readonly correlations: Readonly<Record<string, number>>;
  readonly columns: Readonly<Record<string, Judged>>;
}

const { files } = JSON.parse(readFileSync(join(import.meta.dirname, 'values.json'), 'utf8')) as {
  readonly files: Readonly<Record<string, JudgedFile>>;
};

const rows = 250_000;

/** The columns of large.py, by the same formulas. */
const large: Readonly<Record<string, string>> = {
  id: 'i + 1000',
  even: 'u',
  heavy: '1::double / (1::double - u)',
  both: 'u + 0.25::double * v',
  tied: 'case when h % 11 <> 0 then h % 1000 end',
  signed: 'g % 2001 - 1000',
  wide: 'h * 1000003 - 1125899906842624',
  special:
    "case g % 100 when 0 then 'nan'::double when 1 then 'inf'::double else u * 50::double - 20::double end",
  zeros: 'case when h % 10 < 9 then 0::double else v end',
  cents: '((h % 1000000)::decimal(12, 2) / 100)::decimal(12, 2)',
  word: "case when h % 5 <> 0 then 'k' || (g % 7) end",
  code: "'C' || lpad((h % 900)::varchar, 4, '0') || '-' || (g % 3)",
  padded: "case when g % 50 = 0 then ' x' when g % 3 <> 0 then 'x' else '' end",
  flag: 'g % 3 = 0',
  day: "date '2020-01-01' + (h % 1500)::int",
  at: "timestamp '2026-01-01' + to_milliseconds(h)",
};

const folder = mkdtempSync(join(tmpdir(), 'profile-oracle-'));
beforeAll(() =>
  onPlainDuckDB(folder, async (connection) => {
    const list = Object.entries(large).map(([name, sql]) => `${sql} as ${name}`);
    const spread = `select i, i * 2654435761 % 4294967296 as h, i * 2246822519 % 4294967296 as g from range(${rows}) as t(i)`;
    const shares = `select *, h / 4294967296::double as u, g / 4294967296::double as v from (${spread})`;
    await connection.run(`copy (select ${list.join(', ')} from (${shares})) to 'large.parquet'`);
  }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

function datasetOf(name: string): Dataset {
  if (name === 'large') return parquet(join(folder, 'large.parquet'));
  return name.endsWith('.csv')
    ? csv(resolve(import.meta.dirname, '../../../examples/first-hour', name))
    : parquet(resolve(import.meta.dirname, '../data', name));
}

async function profiled(name: string): Promise<ProfileDocument> {
  const session = await openDataset(datasetOf(name), [], { root: folder, now: new Date(0) });
  try {
    return await profileDocument(session, name);
  } finally {
    await session.close();
  }
}

const isNear = (found: number, value: number) =>
  Math.abs(found - value) <= 1e-9 * Math.max(Math.abs(value), 1e-6);

/** The number that was expected where ours is as near as doubles are, so that a difference is shown with both. */
const near = (found: number, value: number | undefined): number =>
  value !== undefined && isNear(found, value) ? value : found;

const nearOrNull = (found: number | null | undefined, value: number | null | undefined) =>
  found == null ? null : near(found, value ?? undefined);

const allNear = (found: readonly number[] | undefined, values: readonly number[]) =>
  (found ?? []).map((one, at) => near(one, values[at]));

/** Our facts in the form of the judged ones, without those that the judge says nothing of. */
function factsOf(found: ProfileColumn, judged: Judged): Judged {
  const { numbers, texts, histogram, topValues } = found;
  const { quantiles = [], lengths, histogram: bins } = judged;
  const distinct = found.distinct?.count ?? Number.NaN;
  const isClose = Math.abs(distinct - judged.distinct) <= 0.15 * judged.distinct;
  const all: Judged = {
    nulls: found.nulls,
    distinct: found.distinct?.isExact === false && isClose ? judged.distinct : distinct,
    top: topValues?.values ?? null,
    range:
      found.range?.map((end, at) => (typeof judged.range?.[at] === 'number' ? end : String(end))) ??
      null,
    mean: nearOrNull(numbers?.mean, judged.mean),
    stddev: nearOrNull(numbers?.stddev, judged.stddev),
    zeros: numbers?.zeros ?? 0,
    negatives: numbers?.negatives ?? 0,
    notFinite: numbers?.notFinite ?? 0,
    nans: numbers?.nans ?? 0,
    quantiles: allNear(
      numbers?.quantiles.map(([, value]) => value),
      quantiles,
    ),
    histogram: bins
      ? {
          edges: allNear(histogram?.edges, bins.edges),
          counts: histogram?.counts ?? [],
        }
      : null,
    lengths: lengths ? allNear(texts?.lengths ?? [], lengths) : null,
    empty: texts?.empty ?? 0,
    padded: texts?.padded ?? 0,
    patterns: texts?.patterns?.patterns ?? [],
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => name in judged),
  ) as unknown as Judged;
}

/** What is left of the judged facts where no value may be shown. */
const masked = (judged: Judged): Judged => ({ ...judged, top: null });

describe.each(Object.entries(files))('the profile of %s', (name, judged) => {
  let found: ProfileDocument;
  beforeAll(async () => {
    found = await profiled(name);
  });

  test('counts its rows as pandas does', () => {
    expect(found.rows).toBe(judged.rows);
    expect(found.columns.map((one) => one.name)).toEqual(Object.keys(judged.columns));
    expect(found.duplicateRows).toEqual({ count: judged.duplicateRows, reason: null });
    const keys = Object.entries(judged.columns).filter(
      ([key, { distinct, nulls, mean, lengths }]) =>
        distinct === judged.rows &&
        nulls === 0 &&
        (mean !== undefined || lengths !== undefined) &&
        isCode(key),
    );
    expect(found.keys).toEqual(keys.map(([key]) => key));
  });

  const isCode = (key: string) => {
    const family = found.columns.find((one) => one.name === key)?.family;
    return family === 'integer' || family === 'text';
  };

  test('correlates its numbers as pandas does', () => {
    const own = found.correlations.map(
      ({ columns, coefficient }) => [columns.join(', '), coefficient] as const,
    );
    const expected = Object.entries(judged.correlations);
    expect(own.map(([pair]) => pair).toSorted()).toEqual(expected.map(([pair]) => pair).toSorted());
    const byPair = new Map(own);
    const off = expected.filter(
      ([pair, value]) => Math.abs((byPair.get(pair) ?? Number.NaN) - value) > 1e-9,
    );
    expect(off).toEqual([]);
  });

  test.each(Object.entries(judged.columns))(
    '%s has the figures of pandas and numpy',
    (key, facts) => {
      const column = found.columns.find((one) => one.name === key);
      if (column === undefined) throw new Error(`There is no column ${key}.`);
      expect(factsOf(column, facts)).toEqual(column.masked === null ? facts : masked(facts));
    },
  );
});

test('masks the columns whose values may not be shown, and no others', async () => {
  const found = await Promise.all(Object.keys(files).map(profiled));
  const names = found.flatMap(({ dataset, columns }) =>
    columns.flatMap((one) => (one.masked === null ? [] : [`${dataset}: ${one.name}`])),
  );
  expect(names).toEqual(['messy.csv: email', 'text.parquet: email', 'text.parquet: ip']);
});
