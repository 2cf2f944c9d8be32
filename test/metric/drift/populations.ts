import type { Category, Cell, DistributionState } from '../../../src/metric/distribution.ts';

/** The number of slots among which a row is drawn. The share of a cell is a number of slots. */
const slots = 2 ** 16;

/** A distribution from which samples of any size are drawn: few cells, so that a thousand samples take seconds. */
export interface Population {
  readonly kind: 'ordered' | 'categories';
  /** The value of each cell, ascending. */
  readonly values: readonly number[];
  /** The name of each cell, where its values are categories. */
  readonly names: readonly Category[];
  /** The cell of each slot. */
  readonly cellOf: Uint16Array;
}

/** Returns the population with these values, whose shares are as the weights. */
function weighted(
  kind: Population['kind'],
  values: readonly number[],
  weights: readonly number[] = values.map(() => 1),
): Population {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const cellOf = new Uint16Array(slots);
  let passed = 0;
  let first = 0;
  for (const [cell, weight] of weights.entries()) {
    passed += weight;
    const end = Math.round((passed / all) * slots);
    cellOf.fill(cell, first, end);
    first = end;
  }
  const names = kind === 'ordered' ? [] : values.map((value) => `category ${value}`);
  return { kind, values, names, cellOf };
}

/** Returns so many even steps of a distribution, by the function that gives its quantiles. */
export const ofQuantiles = (quantile: (share: number) => number, cells = 4096): Population =>
  weighted(
    'ordered',
    Array.from({ length: cells }, (_, i) => quantile((i + 0.5) / cells)),
  );

const range = (size: number): readonly number[] => Array.from({ length: size }, (_, i) => i);

const even = (size: number): Population => weighted('categories', range(size));

/** Zipf's law: the k-th category has a share of 1 / k of the first. */
const zipf = (size: number): Population =>
  weighted(
    'categories',
    range(size),
    range(size).map((k) => 1 / (k + 1)),
  );

/** Returns the quantile of the normal distribution, by bisection. */
export function normalQuantile(share: number): number {
  let [low, high] = [-5, 5];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const density = (at: number): number => Math.exp((-at * at) / 2) / Math.sqrt(2 * Math.PI);

/** Returns the share of the normal distribution up to a point, by its Taylor series. */
function normalShare(at: number): number {
  let term = at;
  let sum = at;
  for (let n = 1; Math.abs(term) > 1e-17; n += 1) {
    term *= (at * at) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + density(at) * sum;
}

/** Values without ties, but for one of two hundred in samples of some hundred rows. */
export const withoutTies = weighted('ordered', range(slots - 1));

/** Distributions that data has. */
export const populations = {
  normal: ofQuantiles(normalQuantile),
  lognormal: ofQuantiles((share) => Math.exp(normalQuantile(share))),
  'heavy tails (Cauchy)': ofQuantiles((share) => Math.tan(Math.PI * (share - 0.5))),
  'ties (integers 0 to 49)': weighted('ordered', range(50)),
  'few values (0 to 5)': weighted('ordered', range(6)),
  'rare values (Zipf, 0 to 19)': weighted(
    'ordered',
    range(20),
    range(20).map((k) => 1 / (k + 1) ** 2),
  ),
  'many zeros': weighted(
    'ordered',
    [0, ...range(1024).map((i) => i + 1)],
    [4 * 1024, ...range(1024).map(() => 1)],
  ),
  constant: weighted('ordered', [5]),
  '2 categories': zipf(2),
  '5 categories': zipf(5),
  '20 even categories': even(20),
  '20 Zipf categories': zipf(20),
  '100 even categories': even(100),
  '100 Zipf categories': zipf(100),
  '1,000 even categories': even(1000),
  '1,000 Zipf categories': zipf(1000),
  'nearly a category each': even(slots - 1),
} satisfies Record<string, Population>;

/** Returns the rows of a sample in each cell of its population. */
function drawn({ cellOf, values }: Population, rows: number, random: () => number) {
  const counts = new Uint32Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    const cell = cellOf[Math.floor(random() * slots)] ?? 0;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

/** Returns a sample as the reference, and one as the data, of which those categories are counted that the reference has. */
export function samplesOf(
  population: Population,
  [before, after]: readonly [number, number],
  random: () => number,
): readonly [reference: DistributionState, current: DistributionState] {
  const reference = drawn(population, before, random);
  const current = drawn(population, after, random);
  return [
    stateOf(population, reference, null),
    stateOf(population, current, population.kind === 'categories' ? reference : null),
  ];
}

/** Returns the distribution of the population itself. */
export function stateOfAll(population: Population): DistributionState {
  const counts = new Uint32Array(population.values.length);
  for (const cell of population.cellOf) counts[cell] = (counts[cell] ?? 0) + 1;
  return stateOf(population, counts, null);
}

function stateOf(
  { kind, values, names }: Population,
  counts: Uint32Array,
  listed: Uint32Array | null,
): DistributionState {
  const cells: Cell[] = [];
  const categories: [Category, number][] = [];
  let others = 0;
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue;
    if (listed !== null && listed[cell] === 0) others += count;
    else if (kind === 'categories') categories.push([names[cell] ?? '', count]);
    else cells.push([values[cell] ?? 0, values[cell] ?? 0, count]);
  }
  return {
    kind: 'distribution',
    nulls: 0,
    nans: 0,
    values:
      kind === 'ordered'
        ? { kind, cells }
        : { kind, counts: categories, others: { rows: others, values: null } },
  };
}
