import type {
  EngineRow,
  FusedAggregate,
  GroupedAggregate,
  Probe,
} from '../../../src/engine/engine.ts';
import { column, countIf } from '../../../src/metric/expression.ts';
import { decimals, type LawTable, plain, special } from './law-tables.ts';

/** A number that an engine finds in the rows for which `filter`, an SQL condition, is true. */
export interface AggregateCase {
  readonly name: string;
  readonly table: LawTable;
  readonly aggregate: FusedAggregate;
  readonly filter: string | null;
  readonly value: number | bigint | string | null;
}

const of = (name: string) => column(name);
const above5 = countIf({
  kind: 'compare',
  op: '>',
  left: of('n'),
  right: { kind: 'literal', value: 5 },
});

const few = [0, -3, 7, 7, 12, 2];
const mean = few.reduce((sum, value) => sum + value, 0) / few.length;
const deviation = Math.sqrt(
  few.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (few.length - 1),
);
const third = few.reduce((sum, value) => sum + ((value - mean) / deviation) ** 3, 0);
const skewness = (few.length / ((few.length - 1) * (few.length - 2))) * third;
const fourth = few.reduce((sum, value) => sum + ((value - mean) / deviation) ** 4, 0);
const [n1, n2, n3] = [few.length - 1, few.length - 2, few.length - 3];
const kurtosis =
  ((few.length * (few.length + 1)) / (n1 * n2 * n3)) * fourth - (3 * n1 ** 2) / (n2 * n3);
/** Pearson's coefficient, in the words of a textbook. */
function correlationOf(xs: readonly number[], ys: readonly number[]): number {
  const about = (values: readonly number[]) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - middle);
  };
  const [x, y] = [about(xs), about(ys)];
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

/** With the ids of the rows that `few` are of. */
const correlationWithIds = (values: readonly number[]) => correlationOf([1, 2, 3, 6, 7, 8], values);

const small = 'id <> 4';

type Given = readonly [
  name: string,
  aggregate: FusedAggregate,
  filter: string | null,
  value: AggregateCase['value'],
];

const ofPlain: readonly Given[] = [
  ['count', { kind: 'count' }, null, 8n],
  ['count of a scope', { kind: 'count' }, 'n > 5', 4n],
  ['count of no row', { kind: 'count' }, 'id > 8', 0n],
  ['countIf', above5, null, 4n],
  ['countIf of a scope', above5, 'b', 2n],
  ['min of integers', { kind: 'min', of: of('n') }, null, -3n],
  ['max of integers beyond 2^53', { kind: 'max', of: of('n') }, null, 9007199254740993n],
  ['min of doubles', { kind: 'min', of: of('x') }, null, -1.5],
  ['max of doubles', { kind: 'max', of: of('x') }, null, 1e300],
  ['max of no row', { kind: 'max', of: of('n') }, 'id > 8', null],
  ['min of instants, in microseconds', { kind: 'min', of: of('t') }, null, -999_000n],
  [
    'max of instants, in microseconds',
    { kind: 'max', of: of('t') },
    null,
    BigInt(Date.UTC(2026, 10, 25)) * 1000n,
  ],
  [
    'the time since the newest instant, in milliseconds',
    { kind: 'min', of: { kind: 'elapsed', of: of('t') } },
    null,
    -86_400_000,
  ],
  ['min of lengths', { kind: 'min', of: { kind: 'length', of: of('s') } }, null, 0n],
  ['sum of integers beyond 2^53', { kind: 'sum', of: of('n') }, null, 9007199254741018n],
  ['sum of no row', { kind: 'sum', of: of('n') }, 'id > 8', null],
  ['mean of integers', { kind: 'mean', of: of('n') }, small, mean],
  ['sample deviation', { kind: 'stddev', of: of('n') }, small, deviation],
  ['deviation of one value', { kind: 'stddev', of: of('n') }, 'id = 1', null],
  ['greatest size', { kind: 'size', of: of('x') }, small, 1e300],
  ['sample skewness', { kind: 'skewness', of: of('n') }, small, skewness],
  ['skewness of two values', { kind: 'skewness', of: of('n') }, 'id < 3', null],
  ['skewness of equal values', { kind: 'skewness', of: of('n') }, 'n = 7', null],
  ['sample kurtosis', { kind: 'kurtosis', of: of('n') }, small, kurtosis],
  ['kurtosis of three values', { kind: 'kurtosis', of: of('n') }, 'id < 4', null],
  ['kurtosis of equal values', { kind: 'kurtosis', of: of('n') }, 'n = 7', null],
  ['sum of squares', { kind: 'powers', of: of('id'), exponent: 2 }, null, 204n],
  ['sum of cubes', { kind: 'powers', of: of('id'), exponent: 3 }, null, 1296n],
  ['sum of fourth powers', { kind: 'powers', of: of('id'), exponent: 4 }, null, 8772n],
  ['median', { kind: 'quantile', of: of('x'), p: 0.5 }, 'id not in (3, 4)', 0.5],
  ['quantile between two values', { kind: 'quantile', of: of('id'), p: 0.25 }, null, 2.75],
  ['distinct values', { kind: 'distinct', of: [of('n')] }, null, 6n],
  ['distinct values of a scope', { kind: 'distinct', of: [of('n')] }, 'b', 4n],
  ['distinct tuples without NULL', { kind: 'distinct', of: [of('n'), of('b')] }, null, 6n],
  [
    'fixed point, upper part',
    { kind: 'fixed', of: of('x'), part: 'high', top: 1 },
    'id = 1',
    2n ** 60n,
  ],
  ['fixed point, numbers held', { kind: 'fixed', of: of('x'), part: 'held', top: 4 }, null, 6n],
];

const ofSpecial: readonly Given[] = [
  ['max that meets NaN', { kind: 'max', of: of('v') }, null, Number.NaN],
  ['min that meets NaN', { kind: 'min', of: of('v') }, null, Number.NaN],
  ['max that meets infinity', { kind: 'max', of: of('v') }, 'id > 1', Infinity],
  ['size of finite numbers', { kind: 'size', of: of('v') }, null, 1],
  ['distinct, NaN among them', { kind: 'distinct', of: [of('v')] }, null, 4n],
];

const ofDecimals: readonly Given[] = [
  ['sum of decimals', { kind: 'sum', of: of('m') }, null, '99999999.14'],
  ['max of decimals', { kind: 'max', of: of('m') }, null, '99999999.99'],
];

const casesOf = (table: LawTable, given: readonly Given[]): readonly AggregateCase[] =>
  given.map(([name, aggregate, filter, value]) => ({ name, table, aggregate, filter, value }));

export const aggregateCases: readonly AggregateCase[] = [
  ...casesOf(plain, ofPlain),
  ...casesOf(special, ofSpecial),
  ...casesOf(decimals, ofDecimals),
];

/** A count that needs its own grouping or order; `per` cuts it into segments, of which each value is told. */
export interface GroupedCase {
  readonly name: string;
  readonly aggregate: GroupedAggregate;
  readonly filter: string | null;
  readonly per: readonly string[];
  readonly values: readonly number[];
}

const day = 86_400_000;

export const groupedCases: readonly GroupedCase[] = [
  ['duplicates', { kind: 'duplicates', of: [of('n')], nulls: 'skip' }, null, [], [1]],
  ['duplicates of a key', { kind: 'duplicates', of: [of('n')], nulls: 'violate' }, null, [], [2]],
  [
    'duplicates of tuples',
    { kind: 'duplicates', of: [of('b'), of('t')], nulls: 'skip' },
    null,
    [],
    [1],
  ],
  [
    'duplicates of a scope',
    { kind: 'duplicates', of: [of('n')], nulls: 'skip' },
    'id < 6',
    [],
    [0],
  ],
  [
    'duplicates of segments',
    { kind: 'duplicates', of: [of('t')], nulls: 'skip' },
    null,
    ['b'],
    [0, 0, 1],
  ],
  ['the most frequent value', { kind: 'mode', of: of('b') }, null, [], [4]],
  [
    'entropy, in nats',
    { kind: 'entropy', of: of('b') },
    null,
    [],
    [(2 / 3) * Math.log(3 / 2) + Math.log(3) / 3],
  ],
  [
    'entropy of segments',
    { kind: 'entropy', of: of('n') },
    null,
    ['b'],
    [0, Math.log(2), Math.log(4)],
  ],
  [
    'outliers beyond the quartiles',
    { kind: 'outliers', of: of('n'), rule: { kind: 'iqr', limit: 1.5 } },
    null,
    [],
    [1],
  ],
  [
    'outliers of median deviations',
    { kind: 'outliers', of: of('n'), rule: { kind: 'robustZ', limit: 3.5 } },
    null,
    [],
    [1],
  ],
  [
    'correlation of values',
    { kind: 'pearson', of: [of('id'), of('n')] },
    small,
    [],
    [correlationWithIds(few)],
  ],
  [
    'correlation of ranks',
    { kind: 'spearman', of: [of('id'), of('n')] },
    small,
    [],
    [correlationOf([1, 2, 3, 4, 5, 6], [2, 1, 4.5, 4.5, 6, 3])],
  ],
  ['association of columns', { kind: 'cramersV', of: [of('b'), of('t')] }, null, [], [1]],
  ['gaps longer than a day', { kind: 'gaps', of: of('t'), milliseconds: day }, null, [], [2]],
  ['descents, NULL left out', { kind: 'descents', of: of('n') }, null, [], [3]],
  ['descents of segments', { kind: 'descents', of: of('n') }, null, ['b'], [0, 0, 2]],
].map((given) => {
  const [name, aggregate, filter, per, values] = given as [
    string,
    GroupedAggregate,
    string | null,
    readonly string[],
    readonly number[],
  ];
  return { name, aggregate, filter, per, values };
});

/** What a planner asks on its way; `found` reads the answer of each row. */
export interface ProbeCase {
  readonly name: string;
  readonly probe: Probe;
  readonly holds: (values: readonly EngineRow['v'][]) => boolean;
}

export const probeCases: readonly ProbeCase[] = [
  {
    name: 'bits of integers',
    probe: { kind: 'bits', of: of('id'), least: 1n, greatest: 16n },
    holds: ([bits]) => Number(bits) === 8,
  },
  {
    name: 'bitmap of integers',
    probe: { kind: 'bitmap', of: of('id'), least: 1n, greatest: 8n },
    holds: ([bytes]) => bytes instanceof Uint8Array && bytes.at(-1) === 255,
  },
  {
    name: 'buckets, never more than values',
    probe: { kind: 'buckets', of: [of('n')], buckets: 1024 },
    holds: ([buckets]) => Number(buckets) >= 1 && Number(buckets) <= 6,
  },
];

/** Bins of half a unit, by the value of `x`. */
export const binCase = {
  name: 'bins of a power of two',
  probe: { kind: 'bin', of: of('x'), step: 0.5, isSigned: true } satisfies Probe,
  filter: 'id not in (3, 5)',
  bins: [1, 0, 0, 5, -3, 6],
};
