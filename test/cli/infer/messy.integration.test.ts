import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Messy, messy } from '../../profile/suspicions/messy.ts';
import { assay, project, projects } from '../command.ts';
import { heldPairs, type Other } from './held-pairs.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const orders = [
  [300, 31],
  [1000, 32],
  [3000, 33],
  [3000, 34],
  [6000, 35],
] as const;

/** The files of a seed: a messy one, a clean one, and the deliveries that follow it, clean and messy. */
const filesOf = (rows: number, seed: number) => ({
  messy: messy(rows, seed),
  clean: messy(rows, seed, { clean: true }),
  next: messy(rows, seed + 100, { clean: true, part: 2 }),
  later: messy(rows, seed + 200, { part: 2 }),
});

const files = new Map(orders.map(([rows, seed]) => [seed, filesOf(rows, seed)]));
const held = new Map<string, readonly Other[]>();
let folder = '';

beforeAll(() => {
  const named = [...files].flatMap(([seed, some]) =>
    Object.entries(some).map(([kind, { text }]) => [`${kind}${seed}.csv`, text] as const),
  );
  folder = project(Object.fromEntries(named));
  const pairs = [...files.keys()].flatMap((seed) =>
    ['messy:messy', 'clean:clean', 'clean:next', 'clean:later'].map((pair) =>
      pair.replace(/\w+/g, (kind) => `${kind}${seed}.csv`),
    ),
  );
  for (const [pair, others] of heldPairs(folder, pairs)) {
    held.set(pair.replaceAll('.csv', ''), others);
  }
});

/** Returns what did not pass of a contract; a pair that was not run is an error. */
function othersOf(pair: string): readonly Other[] {
  const found = held.get(pair);
  if (found === undefined) throw new Error(`${pair} was not run.`);
  return found;
}

/** The rule that warns of each fault in the file that it was inferred from. */
const warning: Readonly<Record<string, RegExp>> = {
  duplicates: /'order_id'\)\.unique/,
  dates: /'created_at'\)\.matches/,
  format: /'email'\)\.format/,
  case: /'category'\)\.notIn\(\['toys'\]/,
  blanks: /'category'\)\.untrimmed/,
  'missing word': /'category'\)\.notIn\(\['N\/A'\]/,
  negative: /'quantity'\)\.atLeast/,
  'decimal comma': /'discount'\)\.notMatches/,
};

/** Returns the number of rows with each fault, as a run of a clean file's contract counted them. */
function counted(others: readonly Other[]): Messy['planted'] {
  const about = (text: string) => others.filter(({ metric }) => metric.includes(text));
  const sum = (some: readonly Other[]) => some.reduce((all, { value }) => all + Number(value), 0);
  const valued = (value: string) => {
    const categories = about("column('category')").flatMap(({ values }) => values);
    return categories.reduce((all, [found, rows]) => all + (found === value ? rows : 0), 0);
  };
  const [, commas] = /"discount" \((\d+)\)/.exec(others.flatMap(({ notes }) => notes).join()) ?? [];
  const unread = others.filter(
    ({ metric, notes }) =>
      !metric.includes('increasing') && notes.some((note) => note.includes('created_at')),
  );
  const counts = {
    duplicates: sum(about("rows.key('order_id')")),
    dates: sum(unread),
    format: sum(about("column('email')")),
    case: valued('toys'),
    blanks: valued('Garden '),
    'missing word': valued('N/A'),
    negative: sum(about("column('quantity')")),
    'decimal comma': Number(commas),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, of]) => of > 0));
}

describe.for(orders)('%i orders of seed %i', ([, seed]) => {
  const { messy: first, later } = files.get(seed) ?? filesOf(1, seed);

  test('a messy file gets a contract that warns of each fault on it, and is not red', () => {
    const text = readFileSync(join(folder, `messy${seed}.csv.contract.ts`), 'utf8');
    expect(text).not.toMatch(/z\.enum\([^)]*(?:toys|Garden |N\/A)/);
    const others = othersOf(`messy${seed}:messy${seed}`);
    const found = Object.entries(warning).flatMap(([fault, rule]) => {
      const one = others.find(({ metric }) => rule.test(metric));
      return one ? [[fault, Number(one.value)]] : [];
    });
    expect(Object.fromEntries(found)).toEqual(first.planted);
    expect(others.map(({ state }) => state)).toEqual(found.map(() => 'warned'));
  });

  test('the contract of a clean file keeps itself and the next one', () => {
    expect(othersOf(`clean${seed}:clean${seed}`)).toEqual([]);
    expect(othersOf(`clean${seed}:next${seed}`)).toEqual([]);
  });

  test('the contract of a clean file is red on a messy one, in as many rows as have each fault', () => {
    const others = othersOf(`clean${seed}:later${seed}`);
    expect(counted(others)).toEqual(later.planted);
    // The repeated orders stand behind the others.
    const warned = others.filter(({ state }) => state === 'warned');
    expect(warned.map(({ metric }) => metric)).toEqual(["column('created_at').increasing()"]);
  });
});

test('the commands say the same', () => {
  const seed = 32;
  const own = assay(folder, 'check', `messy${seed}.csv`, `messy${seed}.csv.contract.ts`);
  expect([own.status, own.stdout]).toEqual([0, expect.stringMatching(/\d+ passed, 8 warned\n$/)]);
  const next = assay(folder, 'check', `next${seed}.csv`, `clean${seed}.csv.contract.ts`);
  expect([next.status, next.stdout]).toEqual([0, expect.stringMatching(/: \d+ passed\n$/)]);
  const red = assay(folder, 'check', `later${seed}.csv`, `clean${seed}.csv.contract.ts`);
  expect(red.status).not.toBe(0);
  expect(red.stdout).toMatch(/× every record is read: \d+ fields can't be read/);
  for (const column of ['order_id', 'email', 'category', 'quantity', 'discount'])
    expect(red.stdout).toMatch(new RegExp(`× .*${column}`));
});
