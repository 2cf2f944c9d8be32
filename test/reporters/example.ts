import { type DeclaredTerms, descriptiveTerms } from '../../src/contract/terms.ts';
import { columnLabelOf } from '../../src/outcome/column-label.ts';
import type { AboutColumn, Outcome } from '../../src/outcome/outcome.ts';
import {
  countStates,
  type Report,
  type ReportedContract,
  type RunProblem,
  stateOf,
} from '../../src/outcome/report.ts';
import { reportedBound } from '../../src/outcome/reported-bound.ts';
import { bound } from '../../src/value/bound.ts';

/** An outcome that passed, but for what is said otherwise. */
export function outcomeOf(changes: Partial<Outcome> = {}): Outcome {
  const metric = changes.metric ?? "column('delay').mean()";
  const title = changes.title ?? "column('delay').mean() is between 0 and 15";
  return {
    version: 2,
    name: null,
    rule: 'column.mean',
    kind: 'measure',
    unit: 'number',
    bound: reportedBound(bound('between', [0, 15], 'number')),
    share: null,
    segments: null,
    reference: null,
    contract: 'flights',
    dataset: 'data/flights/*.parquet',
    id: title,
    title,
    metric,
    about: aboutOf(metric),
    state: 'passed',
    severity: changes.state === 'warned' ? 'warn' : 'error',
    origin: 'declared',
    because: null,
    tags: [],
    expected: 'between 0 and 15',
    observed: '7.5',
    value: '7.5',
    of: 2_993_112,
    rows: 3_000_000,
    violations: null,
    sample: null,
    distribution: null,
    drift: null,
    byFile: null,
    quarantine: null,
    sql: 'select avg("delay")\nfrom \'data/flights/*.parquet\'',
    evidence: { exactness: 'exact', by: 'duckdb', pass: 'fused', interval: null, notes: [] },
    problem: null,
    location: { file: 'contracts/flights.contract.ts', line: 17, column: 26 },
    durationMs: 12,
    ...changes,
  };
}

/** Returns the column that a metric is about. */
function aboutOf(metric: string): AboutColumn | null {
  const label = columnLabelOf(metric);
  const [, measure = ''] = /\.(\w+)\([^.]*$/.exec(metric) ?? [];
  return label === null ? null : { label, measure, isScoped: !metric.startsWith(label) };
}

/** The values of a condition that no row may violate. */
export const none = {
  kind: 'condition',
  unit: 'count',
  bound: reportedBound(bound('atMost', [0], 'count')),
  expected: 'at most 0',
} as const satisfies Partial<Outcome>;

/** One outcome of each state, with all that it can carry. */
export const outcomesOfEachState: readonly Outcome[] = [
  outcomeOf({
    byFile: [
      { file: 'data/flights/1.parquet', value: 3, of: 1000 },
      { file: 'data/flights/2.parquet', value: 9, of: 1000 },
    ],
    distribution: {
      kind: 'histogram',
      bins: [
        [-60, 0, 1200],
        [0, 60, 700],
      ],
    },
  }),
  outcomeOf({
    title: "rows.duplicates('date', 'origin') is at most 1%",
    metric: "rows.duplicates('date', 'origin')",
    rule: 'rows.duplicates',
    unit: 'count',
    state: 'warned',
    bound: reportedBound(bound('atMost', ['1%'], 'count')),
    share: '0.021',
    expected: 'at most 1%',
    observed: '63,000 of 3,000,000 (2.1%)',
    value: '63000',
    of: 3_000_000,
    violations: 63_000,
    because: 'the feed is known to send some rows twice',
    tags: ['feed'],
    location: { file: 'contracts/flights.contract.ts', line: 15, column: 8 },
  }),
  outcomeOf({
    title: "column('origin').matches(/^[A-Z]{3}$/)",
    metric: "column('origin').matches(/^[A-Z]{3}$/)",
    state: 'failed',
    origin: 'schema',
    rule: 'column.matches',
    ...none,
    share: '0.006',
    observed: '12 of 2,000 (0.6%)',
    value: '12',
    of: 2000,
    rows: 2000,
    violations: 12,
    sample: {
      columns: ['origin', 'delay', 'email'],
      rows: [
        ['sfo', '5', '•••'],
        [null, null, '•••'],
      ],
      masked: ['email'],
      shows: 'rows',
    },
    distribution: {
      kind: 'frequencies',
      values: [
        ['SFO', 900],
        [null, 3],
      ],
      others: 1097,
    },
    evidence: {
      exactness: 'bounded',
      by: 'duckdb',
      pass: 'frequencies',
      interval: { low: '12', high: '14' },
      notes: ['3 rows with NULL are not judged.'],
    },
    location: { file: 'contracts/flights.contract.ts', line: 9, column: 5 },
    durationMs: 131.5,
  }),
  outcomeOf({
    title: "rows.satisfy('origin <> destination')",
    metric: "rows.satisfy('origin <> destination')",
    state: 'errored',
    rule: 'rows.satisfy',
    ...none,
    observed: null,
    value: null,
    of: null,
    violations: null,
    sql: null,
    evidence: null,
    problem: { code: 'UNKNOWN_COLUMN', message: "There is no column 'destination'." },
    location: { file: 'contracts/flights.contract.ts', line: 14, column: 8 },
  }),
  outcomeOf({
    title: "column('date').newest() is at least 2001-06-30",
    metric: "column('date').newest()",
    state: 'notRun',
    rule: 'column.newest',
    unit: 'instant',
    bound: reportedBound(bound('atLeast', ['2001-06-30'], 'instant')),
    expected: 'at least 2001-06-30',
    observed: null,
    value: null,
    of: null,
    rows: null,
    sql: null,
    evidence: null,
    problem: { code: 'NO_ANSWER', message: 'Its test has not answered.' },
    location: null,
    durationMs: 0,
  }),
];

/** A contract that these outcomes make. */
export function contractOf(
  outcomes: readonly Outcome[] = outcomesOfEachState,
  changes: Partial<ReportedContract & DeclaredTerms> = {},
): ReportedContract {
  const [first] = outcomes;
  const isTerm = ([name]: readonly [string, unknown]) => Object.hasOwn(descriptiveTerms, name);
  const own = Object.entries(changes);
  return {
    contract: first?.contract ?? 'flights',
    dataset: first?.dataset ?? 'data/flights/*.parquet',
    file: 'contracts/flights.contract.ts',
    terms: {
      owner: 'ops-analytics',
      description: 'Departures and arrivals, as the airports report them.',
      version: '1.2.0',
      classification: 'internal',
      links: { runbook: 'https://example.com/runbooks/flights' },
      ...Object.fromEntries(own.filter(isTerm)),
    },
    state: stateOf(outcomes),
    rows: 3_000_000,
    files: 2,
    snapshot: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
    engineMs: 210,
    passes: [
      {
        name: 'fused',
        metrics: ["column('delay').mean()"],
        sql: ['select avg("delay") from read_parquet([\'data/flights/*.parquet\'])'],
        engineMs: 210,
        bytes: 12_582_912,
      },
    ],
    outcomes,
    ...Object.fromEntries(own.filter((one) => !isTerm(one))),
  };
}

const isLost = ({ state, problem }: Pick<Outcome, 'state' | 'problem'>): boolean =>
  state === 'notRun' && problem?.code !== 'LEFT_OUT' && problem?.code !== 'SKIPPED';

/** The report of these contracts, counted as a run would count it. */
export function reportOf(
  contracts: readonly ReportedContract[] = [contractOf()],
  problems: readonly RunProblem[] = [],
  changes: Partial<Report> = {},
): Report {
  const outcomes = contracts.flatMap((one) => one.outcomes);
  const { fuzz = [] } = changes;
  const properties = fuzz.flatMap((one) => one.properties);
  const isRed = [...outcomes, ...properties].some(
    (one) => one.state === 'failed' || one.state === 'errored' || isLost(one),
  );
  const isEmpty = outcomes.length + properties.length === 0;
  return {
    format: 'assay-report',
    version: 2,
    now: '2026-11-24T08:00:00.000Z',
    startedAt: '2026-11-24T08:00:00.123Z',
    durationMs: 1234.5,
    state: isRed || isEmpty || problems.length > 0 ? 'failed' : 'passed',
    counts: countStates(outcomes),
    problems:
      isEmpty && problems.length === 0
        ? [{ message: 'No expectation was judged.', file: null }]
        : problems,
    contracts,
    fuzz,
    ...changes,
  };
}

/** So many expectations, in contracts of 100, of which every tenth was missed: for tests of size. */
export function largeReport(expectations: number): Report {
  const outcomes = Array.from({ length: expectations }, (_, at) => {
    const model = outcomesOfEachState[at % 10 === 0 ? 2 : 0] ?? outcomeOf();
    const contract = `contract-${Math.floor(at / 100)}`;
    const title = `${model.title}, number ${at}`;
    return outcomeOf({ ...model, contract, dataset: `data/${contract}.parquet`, id: title, title });
  });
  const contracts = Map.groupBy(outcomes, (one) => one.contract);
  return reportOf([...contracts.values()].map((ones) => contractOf(ones)));
}
