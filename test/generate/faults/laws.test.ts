import { readFileSync } from 'node:fs';
import { type Contract, fromRows } from 'assay';
import { exitCode, reportOf, runContract } from 'assay/run';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accepts } from '../../../src/contract/constraints/accepts.ts';
import { judgeOf } from '../../../src/fuzz/judge/judge-of.ts';
import type { MadeFault } from '../../../src/generate/faults/fault.ts';
import { faultSelection } from '../../../src/generate/faults/fault-selection.ts';
import { faultNames, faults } from '../../../src/generate/faults/faults.ts';
import { faultyDatasetOf } from '../../../src/generate/faults/faulty-dataset.ts';
import { fitFaults } from '../../../src/generate/faults/fit-faults.ts';
import { makeFault } from '../../../src/generate/faults/make-fault.ts';
import { spoilTables } from '../../../src/generate/faults/spoil-rows.ts';
import { spoiledTables } from '../../../src/generate/faults/spoiled-tables.ts';
import { tableDraft } from '../../../src/generate/faults/table-draft.ts';
import type { Row } from '../../../src/generate/row-domain.ts';
import { customers, datasets, orders, tables } from './spoiled-orders.ts';

const [valid = { orders: [], customers: [] }] = fc.sample(datasets, {
  numRuns: 1,
  seed: 1,
  path: '40',
});

const judges = {
  orders: judgeOf(orders, { now: new Date() }),
  customers: judgeOf(customers, { now: new Date() }),
};

const isGreen = async (of: Contract, rows: readonly Row[]) =>
  exitCode(reportOf([await runContract(of, fromRows([...rows]))])) === 0;

/** All places of a fault, each made alone in the valid rows. */
const single = (name: (typeof faultNames)[number]) =>
  fitFaults(faultSelection([name]), tables).flatMap(({ fault, places }) =>
    places.flatMap((place) => {
      const drafts = new Map(
        Object.entries(tables.domains).map(([table, domain]) => [
          table,
          tableDraft(domain, valid[table as keyof typeof valid]),
        ]),
      );
      const draft = drafts.get(place.table);
      const isMade = draft && makeFault(draft, fault.name, place, { row: 0, choice: 0 });
      return isMade ? [{ place, ...spoiledTables(drafts, tables) }] : [];
    }),
  );

test('the rows that faults are made in are valid', async () => {
  expect(valid.orders.length).toBeGreaterThan(2);
  expect(await isGreen(orders, valid.orders)).toBe(true);
  expect(await isGreen(customers, valid.customers)).toBe(true);
});

test('docs/fuzz.md has a line for each fault, in order', () => {
  const page = readFileSync(new URL('../../../docs/fuzz.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('\n## Faults\n');
  const named = [...section.matchAll(/^\| `([a-z ]+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual(faultNames);
});

describe.each(faultNames)('the fault %s', (name) => {
  test('has its own name, and fits somewhere', () => {
    expect(faults[name].name).toBe(name);
    expect(single(name).length).toBeGreaterThan(0);
  });

  test('changes what it says, and nothing else', () => {
    for (const { tables: after, made, place } of single(name)) {
      expect(made.length).toBeGreaterThan(0);
      expect(after).not.toEqual(valid);
      if (place.kind === 'row') continue;
      const before = valid[place.table as keyof typeof valid];
      const changed = after[place.table]?.flatMap((row, at) =>
        Object.keys(row)
          .filter((column) => !Object.is(row[column], before[at]?.[column as keyof object]))
          .map((column) => `${at} ${column}`),
      );
      expect(changed?.sort()).toEqual(made.map(({ row, column }) => `${row} ${column}`).sort());
    }
  });

  test('breaks what it claims to break', async () => {
    const seen = new Set<string>();
    for (const { tables: after, made } of single(name))
      for (const fault of made) {
        const { table, violates, column } = fault;
        expect(violates.filter((kind) => !isBroken(after, table, fault, kind))).toEqual([]);
        const claim = JSON.stringify([table, column, violates]);
        const own = violates.filter((kind) => kind !== 'foreignKey');
        if (own.length === 0 || seen.has(claim)) continue;
        seen.add(claim);
        const found = await judges[table as keyof typeof judges].judge({
          columns: [],
          rows: after[table] ?? [],
        });
        expect([claim, found.size]).not.toEqual([claim, 0]);
      }
  });

  test('shrinks to nothing, and to itself alone in the fewest rows', () => {
    const faulty = faultyDatasetOf(datasets, tables, [name]);
    const smallest = (fails: (made: readonly unknown[]) => boolean) =>
      fc.check(
        fc.property(faulty, ({ made }) => !fails(made)),
        { numRuns: 1000 },
      ).counterexample?.[0];
    expect(smallest(() => true)?.made).toEqual([]);
    const alone = smallest((made) => made.length > 0);
    expect(alone?.made.length).toBeLessThanOrEqual(name === 'swapped columns' ? 2 : 1);
    const rows = name === 'order' || name === 'duplicates' ? 2 : 1;
    expect(alone?.tables.orders?.length).toBeLessThanOrEqual(rows);
  });

  test('is the same with the same seed', () => {
    const faulty = faultyDatasetOf(datasets, tables, [name]);
    const all = fc.sample(faulty, { seed: 7, numRuns: 50 });
    expect(fc.sample(faulty, { seed: 7, numRuns: 50 })).toEqual(all);
    expect(all.some(({ made }) => made.length > 0)).toBe(true);
    expect(all.some(({ made }) => made.length === 0)).toBe(true);
  });

  test('is made at its rate in bulk, and each one is in the ground truth', () => {
    const orders = Array.from({ length: 200 }, (_, at) => ({
      ...valid.orders[at % valid.orders.length],
      id: at + 1,
      step: at * 2,
    }));
    const rows = { orders, customers: [] };
    const { made } = spoilTables(rows, tables, [{ fault: name, rate: '5%' }], counter());
    const count = name === 'swapped columns' ? 20 : 10;
    expect(made.filter(({ fault }) => fault === name).length).toBe(count);
  });
});

/** Numbers that look drawn, and are the same each time. */
function counter() {
  let state = 1;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function isBroken(
  after: Readonly<Record<string, readonly Row[]>>,
  table: string,
  { row, column }: MadeFault,
  kind: MadeFault['violates'][number],
): boolean {
  const rows = after[table] ?? [];
  const value = rows[row]?.[column ?? ''];
  const constraint = tables.domains[table]?.columns.find(({ name }) => name === column)?.constraint;
  switch (kind) {
    case 'required':
      return value === null && constraint?.required?.value === true;
    case 'unique':
      return new Set(rows.map(({ id }) => id)).size < rows.length;
    case 'increasing':
      return rows.some(({ step }, at) => at > 0 && Number(step) <= Number(rows[at - 1]?.step));
    case 'foreignKey':
      return !after.customers?.some(({ id }) => id === value);
    case 'format':
      return constraint !== undefined && constraint.format.length > 0;
    case 'key':
      return true;
    default: {
      const part = constraint?.[kind];
      const parts = part === null || part === undefined ? [] : [part].flat();
      return parts.some((one) => !accepts(kind, one.value as never, value as never));
    }
  }
}
