import { describe, expect, test } from 'vitest';
import { heights } from '../../../examples/extending/heights.ts';
import { stations } from '../../../examples/extending/stations.ts';
import type { Fault } from '../../../src/generate/faults/fault.ts';
import {
  type FaultSelection,
  faultSelection,
} from '../../../src/generate/faults/fault-selection.ts';
import { faultNames } from '../../../src/generate/faults/faults.ts';
import { fitFaults } from '../../../src/generate/faults/fit-faults.ts';
import { spoilTables } from '../../../src/generate/faults/spoil-rows.ts';
import { rowDomainOf } from '../../../src/generate/row-domain-of.ts';
import { customers, tables } from './spoiled-orders.ts';

const own: Fault = { kind: 'fault', name: 'own', description: 'rows moved', rows: ['move'] };

const chosen = (given: FaultSelection) =>
  faultSelection(given).faults.map(({ fault, rate }) => [fault.name, rate]);

describe('a selection of faults', () => {
  test('is a list of names, own faults, and both with rates', () => {
    expect(chosen(['missing', own])).toEqual([
      ['missing', null],
      ['own', null],
    ]);
    expect(
      chosen([
        { fault: 'date formats', rate: '5%' },
        { fault: own, rate: 0.5 },
      ]),
    ).toEqual([
      ['date formats', 0.05],
      ['own', 0.5],
    ]);
  });

  test('is a record of rates', () => {
    expect(chosen({ missing: '0.5%', order: 1 })).toEqual([
      ['missing', 0.005],
      ['order', 1],
    ]);
  });

  test('is all of them, which share a rate, and leave out those that do not fit', () => {
    expect(chosen('all').map(([name]) => name)).toEqual(faultNames);
    const { customers: domain } = tables.domains;
    const only = { domains: { customers: domain }, foreignKeys: [] } as typeof tables;
    const fitted = fitFaults(faultSelection('8%'), only);
    expect(fitted.map(({ fault }) => fault.name)).not.toContain('foreign keys');
    expect(fitted.reduce((sum, { rate }) => sum + (rate ?? 0), 0)).toBeCloseTo(0.08);
  });

  test.each<[unknown, string]>([
    [
      ['mising'],
      "There is no fault 'mising'. Did you mean 'missing'? There are missing, duplicates,",
    ],
    [{ dates: '5%' }, "There is no fault 'dates'. There are"],
    [['constructor'], "There is no fault 'constructor'."],
    [['missing', 'missing'], "The fault 'missing' is chosen twice: choose it once."],
    [
      { missing: 0 },
      "The rate of 'missing' is a share of the rows above 0 and up to 1, such as 0.05 or '5%'.",
    ],
    [{ missing: '101%' }, "The rate of 'missing' is a share"],
    [{ missing: 'x%' }, "The rate of 'missing' is a share"],
    [{ missing: null }, "The rate of 'missing' is a share"],
    [[{ fault: 'missing' }], "The rate of 'missing' is a share"],
    [-1, 'The rate of all faults is a share'],
    ['missing', 'Faults are a list of them'],
    [own, 'Faults are a list of them'],
    [null, 'Faults are a list of them'],
    [
      [{ kind: 'fault', name: 'own' }],
      "A fault of your own is { kind: 'fault', name, description }",
    ],
    [[{ ...own, rows: ['remove'] }], 'A fault of your own is'],
    [[null], "There is no fault 'null'."],
  ])('%j is refused: %s', (given, message) => {
    expect(() => faultSelection(given as FaultSelection)).toThrow(
      expect.objectContaining({ code: 'FAULT_INVALID', message: expect.stringContaining(message) }),
    );
  });

  test('does not compile with a name that does not exist', () => {
    // @ts-expect-error There is no such fault.
    const list: FaultSelection = ['mising'];
    // @ts-expect-error There is no such fault.
    const record: FaultSelection = { mising: '5%' };
    // @ts-expect-error A rate is a number or a percentage.
    const rate: FaultSelection = { missing: 'often' };
    for (const one of [list, record, rate]) expect(() => faultSelection(one)).toThrow();
  });

  test('is refused where a fault fits no column', () => {
    const { customers: domain } = tables.domains;
    const only = { domains: { customers: domain }, foreignKeys: [] } as typeof tables;
    expect(customers.name).toBe('customers');
    expect(() => fitFaults(faultSelection(['missing', 'date formats']), only)).toThrow(
      "The fault 'date formats' (dates with day and month swapped, two-digit years, 31/12/2024, other time zones) fits no column of 'customers': leave it out.",
    );
  });

  test('is refused in bulk where a fault changes nothing', () => {
    const { customers: domain } = tables.domains;
    const only = { domains: { customers: domain }, foreignKeys: [] } as typeof tables;
    const rows = { customers: [{ id: 1, name: '1' }] };
    expect(() => spoilTables(rows, only, ['case'], () => 0)).toThrow(
      "The fault 'case' (text in upper, lower or title case) changes no value of 1 row",
    );
    expect(spoilTables(rows, only, 'all', () => 0).made.length).toBeGreaterThan(0);
    expect(spoilTables({ customers: [] }, only, ['case'], () => 0)).toEqual({
      tables: { customers: [] },
      made: [],
    });
  });
});

test('the fault of docs/extending.md is made where it fits, with what it breaks', () => {
  const domains = { stations: rowDomainOf(stations) };
  const rows = { stations: [{ id: 1, name: 'Säntis', height: 8000 }] };
  const [fitted] = fitFaults(faultSelection([heights]), { domains, foreignKeys: [] });
  expect(fitted?.places.map((place) => place.kind === 'cell' && place.change.violates)).toEqual([
    [],
    [],
  ]);
  const { tables: after, made } = spoilTables(
    rows,
    { domains, foreignKeys: [] },
    [heights],
    () => 0,
  );
  expect(after.stations?.[0]?.height).toBeCloseTo(26246.72);
  expect(made).toEqual([
    {
      table: 'stations',
      row: 0,
      column: 'height',
      fault: 'heights',
      before: 8000,
      after: 8000 * 3.28084,
      violates: [],
    },
  ]);
});
