import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assay, project, projects } from '../command.ts';
import { heldPairs, type Other } from './held-pairs.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** Returns a number from 0 to 1 that a row and a column decide. */
const drawn = (row: number, place: number) => {
  const sine = Math.sin((row + 1) * 12.9898 + (place + 1) * 78.233) * 43758.5453;
  return sine - Math.floor(sine);
};

/** A column of whole numbers: its value in a row by a number from 0 to 1, and what a contract says of it. */
type Numbers = readonly [name: string, of: (draw: number, row: number) => number, said: RegExp];

const sets: readonly Numbers[] = [
  ['rating', (draw) => 1 + Math.floor(draw * 5), /rating: z\.literal\(\[1, 2, 3, 4, 5\]\),/],
  [
    'status',
    (draw) => (draw < 0.8 ? 200 : draw < 0.93 ? 404 : 500),
    /status: z\.literal\(\[200, 404, 500\]\),/,
  ],
  ['sign', (draw) => (draw < 0.7 ? -1 : 1), /sign: z\.literal\(\[-1, 1\]\),/],
];

const rare: Numbers = [
  'response',
  (draw, row) => (row === 700 ? 20 : draw < 0.7 ? 200 : 404),
  /column\('response'\)\.in\(\[200, 404\]\)\.except\('0\.\d%'\)\.because\('1 of [\d,]+ rows had another value'\)/,
];

const constant: Numbers = [
  'currency',
  () => 978,
  /column\('currency'\)\.in\(\[978\]\)\.warn\(\)\.because\('[\d,]+ rows have nothing else, so that others may follow'\)/,
];

/** Numbers of which one may stand for what is not known, and so is suspected. */
const suspected: Numbers = [
  'grade',
  (draw) => (draw < 0.1 ? -1 : 1 + Math.floor(draw * 4)),
  /column\('grade'\)\.notIn\(\[-1\]\)\.warn\(\)/,
];

/** Numbers that count, measure or go on, so that the next rows may have others. */
const open: readonly Numbers[] = [
  ['children', (draw) => Math.floor(-Math.log(1 - draw)), /children: z\.int\(\)\.nonnegative\(\)/],
  ['year', (draw) => 2020 + Math.floor(draw * 4), /year: z\.int\(\)/],
  ['since', (draw) => 2020 + Math.floor(draw * 4), /since: z\.int\(\)/],
  ['store_id', (draw) => 1 + Math.floor(draw * 4), /store_id: z\.int\(\)\.positive\(\)/],
  ['quantity', (draw) => 1 + Math.floor(draw * 4), /quantity: z\.int\(\)\.positive\(\)/],
  ['batches', (_, row) => Math.floor(row / 300), /batches: z\.int\(\)/],
];

const columns = [...sets, rare, constant, ...open, suspected];

function file(from: number, rows: number, change: Readonly<Record<string, number>> = {}): string {
  const lines = Array.from({ length: rows }, (_, at) =>
    columns
      .map(([name, of], place) => (at === 9 && change[name]) || of(drawn(from + at, place), at))
      .join(),
  );
  return `${columns.map(([name]) => name).join()}\n${lines.join('\n')}\n`;
}

const sizes = [1200, 2400] as const;
let folder = '';
const held = new Map<string, readonly Other[]>();

beforeAll(() => {
  const files = sizes.flatMap((rows) => [
    [`own${rows}.csv`, file(0, rows)],
    [`next${rows}.csv`, file(rows, rows)],
    [`fault${rows}.csv`, file(rows, rows, { rating: 7, status: 501, sign: 2, currency: 840 })],
  ]);
  folder = project(Object.fromEntries(files));
  const pairs = sizes.flatMap((rows) =>
    ['own', 'next', 'fault'].map((kind) => `own${rows}.csv:${kind}${rows}.csv`),
  );
  for (const [pair, others] of heldPairs(folder, pairs)) {
    held.set(pair, others);
  }
});

test('in few rows it may be chance that a number between others does not occur', () => {
  const few = project({ 'few.csv': file(0, 300) });
  const { stdout } = assay(few, 'infer', 'few.csv', '--out', '-');
  expect(stdout).toContain('rating: z.literal([1, 2, 3, 4, 5]),');
  expect(stdout).toContain('status: z.int()');
});

for (const rows of sizes) {
  const textOf = () => readFileSync(join(folder, `own${rows}.csv.contract.ts`), 'utf8');
  const othersOn = (kind: string) =>
    held.get(`own${rows}.csv:${kind}${rows}.csv`)?.map(({ metric, state }) => [state, metric]);

  test.for(columns)(`in ${rows} rows %s has what its frequencies say`, ([, , said]) => {
    expect(textOf()).toMatch(said);
  });

  test(`what counts or goes on is no set in ${rows} rows`, () => {
    for (const [name] of [...open, suspected])
      expect(textOf()).not.toMatch(new RegExp(`${name}: z\\.literal`));
  });

  test(`a number that none of ${rows} rows had is red in a set, and warns where there was one alone`, () => {
    const warned = [['warned', "column('grade').notIn([-1])"]];
    expect([othersOn('own'), othersOn('next')]).toEqual([warned, warned]);
    const found = othersOn('fault') ?? [];
    for (const name of ['rating', 'status', 'sign'])
      expect(found).toContainEqual(['failed', expect.stringContaining(`column('${name}')`)]);
    expect(found).toContainEqual(['warned', expect.stringContaining("column('currency')")]);
  });
}
