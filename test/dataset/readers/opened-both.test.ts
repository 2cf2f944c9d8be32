import { afterAll, expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { Opened, ReadProblem } from '../../../src/dataset/dataset.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { folder } from '../folder.ts';
import { slowCsv } from '../slow/slow.ts';
import { openBoth } from './opened-both.ts';

afterAll(closeEngines);

const content = 'a,b\n1,2\nx,3\n4,y\nz,z\n5,6,7\n';
const problem = (line: number, column: string | null, message: string): ReadProblem => ({
  file: 'x.csv',
  line,
  column,
  message,
});
const whole = 'the value is not a whole number: it is written like a';

/** What a reader tells that leaves out fields in place of records. */
const sound = {
  rows: '(1, 2, true, true), (null, 3, false, true), (4, null, true, false), (null, null, false, false)',
  problems: [
    problem(6, null, 'the record has 3 fields in place of 2'),
    problem(3, 'a', whole),
    problem(4, 'b', whole),
    problem(5, 'a', whole),
    problem(5, 'b', whole),
  ],
  problemCount: 5,
  notes: [] as readonly string[],
  type: 'BIGINT',
  counts: [2, 2] as readonly number[],
};

/** The differences of the slow way from a reader that tells all of this. */
async function differences(given: Partial<typeof sound>) {
  const { rows, problems, problemCount, notes, type, counts } = { ...sound, ...given };
  const fast = {
    ...csv('x.csv'),
    open: async (reader: Parameters<ReturnType<typeof csv>['open']>[0]): Promise<Opened> => {
      const relation = reader.freshName();
      await reader.query(
        `create temp table ${relation} as select a::${type} as a, b::bigint as b, ra, rb from (values ${rows}) as t(a, b, ra, rb)`,
      );
      const columns = new Map([
        ['a', { count: counts[0] ?? 0, isRead: 'ra' }],
        ['b', { count: counts[1] ?? 0, isRead: 'rb' }],
      ]);
      return {
        relation,
        problems,
        problemCount,
        leftOut: 1,
        notes,
        unreadable: { columns, hidden: ['ra', 'rb'] },
      };
    },
  };
  const hints = [
    { name: 'a', families: ['integer'] as const },
    { name: 'b', families: ['integer'] as const },
  ];
  const root = folder({ 'x.csv': content });
  return (await openBoth({ fast, slow: slowCsv('x.csv'), hints }, root)).differences;
}

test('a reader that leaves out the unreadable fields alone is as good', async () => {
  expect(await differences({})).toEqual([]);
});

test.for<[what: string, given: Partial<typeof sound>, difference: RegExp]>([
  [
    'another value',
    { rows: sound.rows.replace('(1, 2', '(1, 3') },
    /^rows: 1 in place of 1; row 0 is/,
  ],
  ['another type', { type: 'INTEGER' }, /^columns: /],
  [
    'a row less',
    { rows: sound.rows.replace('(4, null, true, false), ', '') },
    /^rows of which "b"/,
  ],
  ['a row more', { rows: `${sound.rows}, (1, 1, true, true)` }, /^rows: 2 in place of 1/],
  [
    'an unknown mark',
    { rows: sound.rows.replace('2, true', '2, null') },
    /^rows of which it is unknown/,
  ],
  ['another count', { problemCount: 4 }, /^problem count: 4 in place of 5/],
  ['a field less', { counts: [1, 2] }, /^unreadable fields: /],
  ['a note more', { notes: ['A note.'] }, /^notes: /],
  ['another line', { problems: sound.problems.with(1, problem(2, 'a', whole)) }, /^problems /],
  ['another column', { problems: sound.problems.with(3, problem(5, 'b', whole)) }, /^problems /],
  ['another message', { problems: sound.problems.with(0, problem(6, null, 'odd')) }, /^problems /],
  [
    'a problem less',
    { problems: sound.problems.slice(0, -1) },
    /^listed problems: 4 in place of 5/,
  ],
])('%s is a difference', async ([, given, difference]) => {
  const found = await differences(given);
  expect(
    found.find((one) => difference.test(one)),
    found.join('\n'),
  ).toBeDefined();
});

test('a refusal by one of them alone is a difference', async () => {
  const root = folder({ 'x.csv': content });
  const two = { fast: csv('y.csv'), slow: slowCsv('x.csv'), hints: [] };
  expect((await openBoth(two, root)).differences).toEqual([
    expect.stringMatching(/^refusal: "DATASET_NOT_FOUND: .*" in place of "it is opened"$/),
  ]);
});
