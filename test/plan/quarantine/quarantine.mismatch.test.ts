import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Session } from '../../../src/engine/engine.ts';
import { contract, z } from '../../../src/index.ts';
import { quarantine } from '../../../src/plan/quarantine/quarantine.ts';
import {
  flaggedRows,
  type NamedMiss,
  namesBeside,
  type QuarantineWork,
} from '../../../src/plan/quarantine/rows-to-flag.ts';
import { rowCondition } from '../../../src/plan/violations/row-condition.ts';
import { folder } from '../../dataset/folder.ts';
import { opened } from '../../dataset/opened.ts';
import { table } from '../../support/table.ts';

const schema = z.object({ id: z.int(), t: z.string() });
const held = contract('orders', { schema }, ({ rows }) => [
  rows.satisfy('id > 2'),
  rows.satisfy('id <> 4'),
  rows.satisfy('cast(t as int) > 0'),
]);
const dataset = table(`select range::int as id, 'w' || range as t from range(5)`);
const nodes = held.expectations.filter(({ origin }) => origin === 'declared');

/** An expectation as it was missed when so many rows violated it. */
function miss(at: number, value: bigint | null): NamedMiss {
  const node = nodes[at];
  if (!node) throw new Error(`There is no expectation ${at}.`);
  const measured = {
    segments: [{ segment: [], value, of: 5n }],
    by: 'duckdb',
    exactness: 'exact',
    notes: [],
    sql: null,
    met: null,
  } as const;
  return {
    id: `id-${at}`,
    title: `expectation ${at}`,
    miss: { node, measured, segments: [], violations: null },
  };
}

/** Quarantine what was missed of five rows, into a folder of `root`. */
async function putAside(
  misses: QuarantineWork['misses'],
  { rows = 5, clean = true, root = folder(), unjudged = 0, inside = 'quarantine' } = {},
) {
  const session = await opened(dataset, schema);
  const whole = { relation: session.relation, file: null, id: null, statistics: null };
  const work = { session, pieces: [whole], rows, misses, unjudged };
  const settings = { folder: join(root, inside), clean };
  const result = await quarantine(work, { settings, contract: held, dataset, root });
  const left = existsSync(settings.folder) ? readdirSync(settings.folder) : [];
  return { ...result, left, ofEach: misses.map(({ miss: one }) => result.of.get(one)) };
}

describe('a quarantine', () => {
  test('is kept where its rows add up', async () => {
    const { files, left, ofEach, notices } = await putAside([miss(0, 3n), miss(1, 1n)]);
    expect(files).toMatchObject({ violating: { rows: 4 }, clean: { rows: 1 } });
    expect(ofEach.map((one) => one?.stored?.rows)).toEqual([3, 1]);
    expect(ofEach.map((one) => [one?.problem, one?.notes])).toEqual([
      [null, []],
      [null, []],
    ]);
    expect(left).toHaveLength(2);
    expect(notices).toHaveLength(1);
  });

  test('is kept where nobody has counted', async () => {
    const { files, ofEach } = await putAside([miss(0, null)]);
    expect([files.violating?.rows, ofEach[0]?.stored?.rows]).toEqual([3, 3]);
  });

  test.for<[string, QuarantineWork['misses'], number, string]>([
    [
      'fewer violate than were counted',
      [miss(1, 1n), miss(0, 4n)],
      5,
      "3 rows violate 'expectation 0' on a second look, and it counted 4",
    ],
    [
      'more violate than were counted',
      [miss(0, 2n)],
      5,
      "3 rows violate 'expectation 0' on a second look, and it counted 2",
    ],
    ['rows are missing', [miss(0, 3n)], 6, '2 rows are clean and 3 are not, of 6'],
    ['rows are too many', [miss(0, 3n)], 4, '2 rows are clean and 3 are not, of 4'],
  ])('is an error, and goes away, where %s', async ([, misses, rows, why]) => {
    const { files, left, ofEach, notices } = await putAside(misses, { rows });
    const message = `The quarantine in quarantine is not written: ${why}. The data changed meanwhile, or this is a defect of assay's.`;
    expect(ofEach).toEqual(
      misses.map(() => ({
        stored: null,
        notes: [],
        problem: { code: 'QUARANTINE_MISMATCH', message },
      })),
    );
    expect(files).toEqual({ violating: null, clean: null });
    expect([left, notices]).toEqual([[], [message]]);
  });

  test('is an error where the engine can not write it', async () => {
    const { files, left, ofEach, notices } = await putAside([miss(0, 3n), miss(2, 5n)]);
    expect(ofEach.map((one) => one?.problem?.code)).toEqual([
      'QUARANTINE_FAILED',
      'QUARANTINE_FAILED',
    ]);
    expect([files, left, notices.length]).toEqual([{ violating: null, clean: null }, [], 1]);
  });

  test('is an error where its folder can not be made', async () => {
    const root = folder({ 'a-file': '' });
    const { files, ofEach } = await putAside([miss(0, 3n)], { root, inside: 'a-file/quarantine' });
    expect(ofEach).toEqual([
      {
        stored: null,
        notes: [],
        problem: {
          code: 'QUARANTINE_FAILED',
          message:
            'The quarantine in a-file/quarantine could not be written (ENOTDIR): give a folder that may be written to, on a disk with room.',
        },
      },
    ]);
    expect(files).toEqual({ violating: null, clean: null });
  });

  test('has all rows clean where nothing was missed', async () => {
    const { files, left } = await putAside([]);
    expect(files).toMatchObject({ violating: null, clean: { rows: 5 } });
    expect(left).toHaveLength(1);
    expect((await putAside([], { clean: false })).left).toEqual([]);
    expect((await putAside([], { unjudged: 1 })).files.clean).toBeNull();
  });
});

test('its own columns have names that none of the dataset’s begins with', () => {
  const names = (...columns: readonly string[]) =>
    namesBeside({ columns: columns.map((name) => ({ name })) } as unknown as Session);
  expect(names('id')).toEqual({
    row: 'assay_row',
    expectations: 'assay_expectations',
    file: 'assay_file',
    flag: 'assay_violates',
  });
  // The engine takes names for equal that differ by case alone, and numbers follow that of a flag.
  expect(names('Assay_Row', 'assay_file_', 'assay_violates0')).toEqual({
    row: 'assay_row_',
    expectations: 'assay_expectations',
    file: 'assay_file__',
    flag: 'assay_violates_',
  });
});

test('the file of a row is identified by the rows of those before it, where all are known', async () => {
  const session = await opened(dataset, schema);
  const names = namesBeside(session);
  const one = miss(0, 3n);
  const condition = rowCondition(one.miss, session, names.row);
  if (condition.kind !== 'rows') throw new Error('There is nobody to blame.');
  const piece = (file: string | null, rows: number | null) => ({
    relation: session.relation,
    file,
    id: null,
    statistics: rows === null ? null : { rows, columns: new Map() },
  });
  const filesOf = async (...pieces: readonly ReturnType<typeof piece>[]) => {
    const rows = flaggedRows([{ ...one, condition }], names, { session, pieces, rows: 5 });
    const sql = session.store?.violatingRows(rows, session) ?? '';
    return (await session.query(sql)).map(({ assay_file }) => assay_file);
  };
  expect(await filesOf(piece('a', 2), piece("b's", 0), piece('c', 3))).toEqual(['a', 'a', 'c']);
  expect(await filesOf(piece('a', 2), piece(null, 3))).toEqual([undefined, undefined, undefined]);
  expect(await filesOf(piece('a', 2), piece('b', null))).toEqual([undefined, undefined, undefined]);
  const many = (count: number) => Array.from({ length: count }, () => piece('a', 1));
  expect(await filesOf(...many(1000))).toEqual(['a', 'a', 'a']);
  expect(await filesOf(...many(1001))).toEqual([undefined, undefined, undefined]);
});
