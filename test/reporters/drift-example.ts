import type { ColumnDrift, DriftBin } from '../../src/metric/drift/finding.ts';
import type { Drift, Outcome } from '../../src/outcome/outcome.ts';
import { reportedBound } from '../../src/outcome/reported-bound.ts';
import { bound } from '../../src/value/bound.ts';
import { outcomeOf } from './example.ts';

/** A bin whose contribution is that of psi. */
export function binOf(
  changes: Partial<DriftBin> & Pick<DriftBin, 'reference' | 'current'>,
): DriftBin {
  const { reference, current } = changes;
  const [was, is] = [Math.max(reference, 1e-4), Math.max(current, 1e-4)];
  return {
    kind: 'range',
    from: null,
    to: null,
    category: null,
    contribution: (is - was) * Math.log(is / was),
    ...changes,
  };
}

/** Bins between these edges, the outer ones open. */
export const rangesOf = (
  edges: readonly number[],
  reference: readonly number[],
  current: readonly number[],
): readonly DriftBin[] =>
  reference.map((share, at) =>
    binOf({
      from: edges[at - 1] ?? null,
      to: edges[at] ?? null,
      reference: share,
      current: current[at] ?? 0,
    }),
  );

const categoriesOf = (
  counts: readonly (readonly [category: string | null, reference: number, current: number])[],
): readonly DriftBin[] =>
  counts.map(([category, reference, current]) =>
    binOf({ kind: category === null ? 'null' : 'category', category, reference, current }),
  );

const psiOf = (bins: readonly DriftBin[]) =>
  bins.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0);

/** A drift by psi, but for what is said otherwise. */
export const driftOf = (changes: Partial<Drift> = {}): Drift => ({
  method: 'psi',
  picked: null,
  kind: 'ordered',
  rows: { reference: 7_832_545, current: 237_993 },
  interval: null,
  detectable: null,
  pValue: null,
  bins: [],
  columns: null,
  isMasked: false,
  ...changes,
});

/** An expectation of a drift, missed unless it is said otherwise. */
export function driftOutcome(
  column: string,
  drift: Drift,
  changes: Partial<Outcome> = {},
): Outcome {
  const metric = `column('${column}').drift('${drift.method}')`;
  const value = psiOf(drift.bins);
  return outcomeOf({
    contract: 'trips',
    dataset: '2020-04.csv',
    rule: 'column.drift',
    title: `${metric} is at most 0.2`,
    metric,
    state: value > 0.2 ? 'failed' : 'passed',
    bound: reportedBound(bound('atMost', [0.2], 'number')),
    expected: 'at most 0.2',
    observed: String(Number(value.toPrecision(6))),
    value: String(value),
    of: drift.rows.current,
    rows: drift.rows.current,
    reference: { kind: 'dataset', name: '2019-03.csv', value: null },
    evidence: { exactness: 'exact', by: 'duckdb', pass: 'distribution', interval: null, notes: [] },
    sql: null,
    drift,
    ...changes,
  });
}

const fareEdges = [4.5, 5.5, 6.5, 7.5, 9, 10.5, 13, 16.5, 26];
export const fareBins: readonly DriftBin[] = [
  ...rangesOf(
    fareEdges,
    [0.102, 0.098, 0.1, 0.101, 0.1, 0.1, 0.099, 0.1, 0.1, 0.1],
    [0.031, 0.042, 0.05, 0.061, 0.08, 0.093, 0.117, 0.131, 0.135, 0.24],
  ),
  binOf({ kind: 'null', reference: 0, current: 0.02 }),
];
export const fare = driftOutcome(
  'fare',
  driftOf({
    bins: fareBins,
    interval: { low: 0.437, high: 0.447, level: 0.95, by: 'analytic', seed: null },
    detectable: 0.00021,
  }),
);

const passengerShares = [0.016, 0.703, 0.147, 0.042, 0.019, 0.045, 0.028];
export const passengers = driftOutcome(
  'passenger_count',
  driftOf({
    method: 'ks',
    picked: 'ks, since its values are numbers and both samples have at most 1,000 rows',
    rows: { reference: 980, current: 640 },
    bins: passengerShares.map((reference, at) => ({
      ...binOf({
        kind: 'value',
        from: at,
        to: at,
        reference,
        current: at === 1 ? 0.781 : reference * 0.7374,
      }),
      contribution: null,
    })),
    interval: { low: 0.04, high: 0.11, level: 0.95, by: 'bootstrap', seed: 7 },
    detectable: 0.0691,
    pValue: { raw: 0.00012, corrected: 0.0014, tests: 12 },
  }),
  { state: 'passed', value: '0.078', observed: '0.078' },
);

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const weeks = ['2019-03-04', '2019-03-08', '2019-03-11', '2019-03-18', '2019-03-24', '2019-04-01'];
const pickup = driftOutcome(
  'pickup',
  driftOf({
    method: 'jensenshannon',
    kind: 'instants',
    bins: rangesOf(
      weeks.map(day),
      [0.1, 0.12, 0.1, 0.23, 0.2, 0.24, 0.01],
      [0.09, 0.11, 0.1, 0.12, 0.1, 0.2, 0.28],
    ),
  }),
  {
    because: 'a month late is a month of bills that nobody sends',
    state: 'warned',
    severity: 'warn',
  },
);

export const payment = driftOutcome(
  'payment',
  driftOf({
    method: 'chi2',
    kind: 'categories',
    bins: [
      ...categoriesOf([
        ['Credit card', 0.712, 0.48],
        ['Cash', 0.268, 0.471],
        ['No charge', 0.006, 0.019],
        ['Dispute', 0.002, 0.008],
        ['', 0.004, 0],
        [null, 0.005, 0.012],
      ]),
      binOf({ kind: 'others', reference: 0.003, current: 0.01 }),
    ],
    pValue: { raw: 1e-300, corrected: null, tests: 1 },
  }),
  { reference: { kind: 'baseline', name: 'trips on 2019-03.csv', value: null } },
);

export const masked = driftOutcome(
  'email_domain',
  driftOf({
    method: 'hellinger',
    kind: 'categories',
    isMasked: true,
    bins: categoriesOf([
      ['', 0.5, 0.2],
      ['', 0.3, 0.6],
      [null, 0.2, 0.2],
    ]).map((bin) => ({ ...bin, category: null })),
  }),
);

/** A drift of 0, of data that is its own reference, and recorded by this run. */
export const recorded = driftOutcome(
  'tip',
  driftOf({ bins: fareBins.map((bin) => ({ ...bin, current: bin.reference, contribution: 0 })) }),
  { reference: { kind: 'baseline', name: 'trips on 2020-04.csv', value: null } },
);

const columnOf = (changes: Partial<ColumnDrift>): ColumnDrift => ({
  column: 'tip',
  method: 'psi',
  value: 0.01,
  threshold: 0.2,
  isDrifted: false,
  problem: null,
  bins: recorded.drift?.bins ?? [],
  kind: 'ordered',
  isMasked: false,
  ...changes,
});

const columnFrom = ({ drift, value }: Outcome, changes: Partial<ColumnDrift>): ColumnDrift =>
  columnOf({
    method: drift?.method ?? '',
    kind: drift?.kind ?? 'ordered',
    bins: drift?.bins ?? [],
    isMasked: drift?.isMasked ?? false,
    value: Number(value),
    isDrifted: Number(value) > (changes.threshold ?? 0.2),
    ...changes,
  });

/** Twelve columns: three drifted, one left out. */
export const columns: readonly ColumnDrift[] = [
  columnOf({ column: 'tip', value: 0.012 }),
  columnFrom(fare, { column: 'fare' }),
  columnOf({ column: 'tolls', value: 0.004 }),
  columnFrom(payment, { column: 'payment', method: 'cramersV', threshold: 0.1 }),
  columnFrom(passengers, {
    column: 'passenger_count',
    method: 'normalizedWasserstein',
    threshold: 0.1,
  }),
  columnOf({ column: 'distance', value: 0.141 }),
  columnOf({ column: 'total', value: 0.199 }),
  columnFrom(masked, { column: 'email_domain', threshold: 0.15 }),
  columnOf({
    column: 'vendor',
    value: null,
    bins: [],
    problem: 'Nearly every value is its own, so that there is no distribution to compare.',
  }),
  columnOf({ column: 'surcharge', value: 0 }),
  columnOf({
    column: 'pickup_borough',
    value: 0.05,
    kind: 'categories',
    bins: payment.drift?.bins ?? [],
  }),
  columnFrom(pickup, { column: 'pickup', threshold: 1.2 }),
];

export const allColumns = outcomeOf({
  contract: 'trips',
  dataset: '2020-04.csv',
  rule: 'rows.drift',
  title: 'rows.drift() is at most 20%',
  metric: 'rows.drift()',
  unit: 'count',
  state: 'failed',
  bound: reportedBound(bound('atMost', ['20%'], 'count')),
  expected: 'at most 20%',
  observed: '3 of 11 (27.27%)',
  value: '3',
  share: String(3 / 11),
  of: 11,
  rows: 237_993,
  reference: { kind: 'dataset', name: '2019-03.csv', value: null },
  sql: null,
  evidence: { exactness: 'exact', by: 'duckdb', pass: 'distribution', interval: null, notes: [] },
  drift: driftOf({ method: 'picked for each column', columns }),
});

/** One outcome of each kind of drift. */
export const driftOutcomes: readonly Outcome[] = [
  allColumns,
  fare,
  passengers,
  pickup,
  payment,
  masked,
  recorded,
];
