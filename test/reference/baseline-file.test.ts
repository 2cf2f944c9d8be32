import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observed } from '../../src/metric/derivation.ts';
import type { DistributionState } from '../../src/metric/distribution.ts';
import { distributionOf } from '../../src/metric/distribution-metric.ts';
import { column } from '../../src/metric/expression.ts';
import { everywhere } from '../../src/metric/metric.ts';
import { moment } from '../../src/metric/numbers.ts';
import { looksPersonal } from '../../src/privacy/personal.ts';
import { type BaselineEntry, sealed, unsealed } from '../../src/reference/baseline-entry.ts';
import { printBaseline } from '../../src/reference/baseline-file.ts';
import { observableId } from '../../src/reference/observable-id.ts';
import { isProblem, parseBaseline } from '../../src/reference/read-baseline.ts';
import { recordEntry } from '../../src/reference/record-entry.ts';
import { restoreEntry } from '../../src/reference/restore-entry.ts';
import { approximate, compareNumeric, type Numeric } from '../../src/value/numeric.ts';

const subject = (name: string) => ({
  scope: everywhere,
  label: `column('${name}')`,
  value: column(name),
  columns: [name],
});
const found = {
  columns: [
    { name: 'fare', type: 'DOUBLE', family: 'float' },
    { name: 'at', type: 'TIMESTAMP', family: 'timestamp' },
    { name: 'kind', type: 'VARCHAR', family: 'text' },
  ],
  masked: new Set<string>(),
} as const;
const distribution = (values: DistributionState['values'], nulls = 0): Observed => {
  return { value: null, of: 100n, state: { kind: 'distribution', nulls, nans: 0, values } };
};
const place = { contract: 'trips', dataset: 'data/2019-03.csv' };

const metrics = {
  mean: moment(subject('fare'), 'mean'),
  fare: distributionOf(subject('fare')),
  at: distributionOf(subject('at')),
  kind: distributionOf(subject('kind')),
};
const observed: Readonly<Record<keyof typeof metrics, Observed>> = {
  mean: { value: 13.25, of: 97n, state: null },
  fare: distribution(
    {
      kind: 'ordered',
      cells: [
        [2.5, 2.5, 40],
        [3, 8.75, 47],
        [Infinity, Infinity, 1],
      ],
    },
    12,
  ),
  at: distribution({
    kind: 'ordered',
    cells: [
      [Date.UTC(2019, 2, 1), Date.UTC(2019, 2, 1, 8), 50],
      [Date.UTC(2019, 2, 2), Date.UTC(2019, 2, 2), 50],
    ],
  }),
  kind: distribution(
    {
      kind: 'categories',
      counts: [
        ['card', 60],
        ['ca\u202esh', 30],
        ['voucher', 2],
      ],
      others: { rows: 0, values: 0 },
    },
    8,
  ),
};

function entryOf(name: keyof typeof metrics, one: Observed = observed[name]): BaselineEntry {
  const entry = recordEntry(metrics[name], one, found);
  if (isProblem(entry)) throw new Error(entry.message);
  return entry;
}

const names = ['mean', 'kind', 'at', 'fare'] as const;
function file(change: Partial<Record<(typeof names)[number], Observed>> = {}): string {
  const entries = names.map((name) => {
    const id = observableId(metrics[name]);
    return [id, sealed(entryOf(name, change[name]), { ...place, id })] as const;
  });
  return printBaseline({
    contract: place.contract,
    datasets: { [place.dataset]: Object.fromEntries(entries), 'a.csv': {} },
  });
}

test('a file is sorted, has one line for each cell and category, and shows what a diff would hide', async () => {
  await expect(file()).toMatchFileSnapshot('trips.baseline.json');
});

test('a changed count changes its line and the digest of its entry', () => {
  const before = file().split('\n');
  const change = {
    kind: 'ordered',
    cells: [
      [2.5, 2.5, 41],
      [3, 8.75, 47],
      [Infinity, Infinity, 1],
    ],
  } as const;
  const after = file({ fare: distribution(change, 12) }).split('\n');
  expect(after).toHaveLength(before.length);
  expect(
    after
      .filter((line, at) => line !== before[at])
      .map((line) => line.trim().replace(/"[\da-f]{16}"/, 'DIGEST')),
  ).toEqual(['[2.5, 2.5, 41],', '"digest": DIGEST']);
});

test('what was written is read as it was', () => {
  const read = parseBaseline(file(), 'trips', 'x.json');
  if (isProblem(read)) throw new Error(read.message);
  expect(printBaseline(read)).toBe(file());
  for (const name of names) {
    const id = observableId(metrics[name]);
    const entry = unsealed(read.datasets[place.dataset]?.[id], { ...place, id });
    expect(entry).toEqual(entryOf(name));
    if (entry !== null && name !== 'kind')
      expect(restoreEntry(entry).state).toEqual(observed[name].state);
  }
});

describe('a file that is not as it was recorded is an error that says so', () => {
  const text = file();
  test.each([
    [
      'merge markers',
      text.replace('    "a.csv"', '<<<<<<< HEAD\n    "a.csv"'),
      'BASELINE_DAMAGED',
      'conflict markers',
    ],
    [
      'merge markers with other line ends',
      text.replace('    "a.csv"', '=======\r\n    "a.csv"'),
      'BASELINE_DAMAGED',
      'conflict markers',
    ],
    ['the half of it', text.slice(0, 200), 'BASELINE_DAMAGED', 'is no baseline'],
    ['nothing', '', 'BASELINE_DAMAGED', 'is no baseline'],
    ['other JSON', '[]', 'BASELINE_DAMAGED', 'is no baseline'],
    [
      'another version',
      text.replace('"version": 1', '"version": 2'),
      'BASELINE_VERSION',
      'another format',
    ],
    [
      'another contract',
      text.replace('"trips"', '"flights"'),
      'BASELINE_EDITED',
      'of another contract',
    ],
    [
      'datasets that are none',
      text.replace('"a.csv": {}', '"a.csv": []'),
      'BASELINE_EDITED',
      'by hand',
    ],
  ])('%s', (_, damaged, code, says) => {
    const problem = parseBaseline(damaged, 'trips', '__baselines__/trips.json');
    expect(problem).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(problem).toMatchObject({
      message: expect.stringContaining('npx vitest -u --project contracts'),
    });
  });

  test.each([
    ['a count', (text: string) => text.replace('40]', '41]')],
    ['an end', (text: string) => text.replace('[2.5, 2.5', '[2.25, 2.5')],
    ['a kind of column', (text: string) => text.replace('"number"', '"text"')],
    ['a digest', (text: string) => text.replace(/"digest": "[\da-f]{4}/g, '"digest": "0000')],
    ['another dataset', (text: string) => text.replaceAll('2019-03', '2019-04')],
  ])('%s that was changed', (_, change) => {
    const read = parseBaseline(change(text), 'trips', 'x.json');
    if (isProblem(read)) throw new Error(read.message);
    const [dataset = '', entries = {}] = Object.entries(read.datasets).at(-1) ?? [];
    const open = Object.entries(entries).map(([id, one]) =>
      unsealed(one, { contract: 'trips', dataset, id }),
    );
    expect(open).toContain(null);
  });

  test('only its form does not matter', () => {
    const read = parseBaseline(`\uFEFF${JSON.stringify(JSON.parse(text))}\r\n`, 'trips', 'x.json');
    expect(isProblem(read)).toBe(false);
    expect(isProblem(read) ? '' : printBaseline(read)).toBe(text);
  });
});

const numeric: fc.Arbitrary<Numeric> = fc.oneof(
  fc.double(),
  fc.bigInt(),
  fc.record({ digits: fc.bigInt(), scale: fc.nat(20) }),
);

test('a number is restored as an equal one', () => {
  fc.assert(
    fc.property(fc.option(numeric), fc.bigInt({ min: 0n }), (value, of) => {
      const entry = JSON.parse(JSON.stringify(entryOf('mean', { value, of, state: null })));
      const restored = restoreEntry(entry);
      expect(compareNumeric(restored.of, of)).toBe(0);
      if (value === null || restored.value === null) expect(restored.value).toBe(value);
      else if (Number.isNaN(value)) expect(restored.value).toBeNaN();
      else expect(compareNumeric(restored.value, value)).toBe(0);
    }),
  );
});

test.each(['fare', 'at'] as const)('the cells of %s are restored as they were', (name) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ noNaN: true }),
        fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
      ),
      fc.nat(),
      (end, count) => {
        fc.pre(!looksPersonal(`${end}`));
        const state = distribution({ kind: 'ordered', cells: [[end + 0, end + 0, count]] });
        const entry = JSON.parse(JSON.stringify(entryOf(name, state)));
        const restored = restoreEntry(entry);
        expect(restored.state).toEqual(state.state);
        expect(approximate(restored.of)).toBe(100);
      },
    ),
  );
});
