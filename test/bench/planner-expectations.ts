import { channels, countries, now, statuses } from './planner-data.ts';

/** An expectation in both tongues: as a contract says it, and as one would write it by hand. */
export interface Expectation {
  readonly name: string;
  readonly assay: string;
  /** What is measured: violating rows, or the value. */
  readonly sql: string;
  readonly low: number;
  readonly high: number;
}

/** The columns: their zod types in the contract, and DuckDB's. */
export const columns: Readonly<Record<string, readonly [zod: string, duckdb: string]>> = {
  id: ['bigint', 'BIGINT'],
  customer: ['int', 'INTEGER'],
  created: ['date', 'TIMESTAMP'],
  day: ['date', 'DATE'],
  amount: ['number', 'DOUBLE'],
  status: ['string', 'VARCHAR'],
  channel: ['string', 'VARCHAR'],
  country: ['string', 'VARCHAR'],
  email: ['string', 'VARCHAR'],
  quantity: ['int', 'INTEGER'],
  unit_price: ['number', 'DOUBLE'],
  discount: ['number', 'DOUBLE'],
  tier: ['string', 'VARCHAR'],
  currency: ['string', 'VARCHAR'],
  sku: ['string', 'VARCHAR'],
  gift: ['boolean', 'BOOLEAN'],
};

/** The numbers and lists of the contract, for whoever says it in another language. */
export interface Terms {
  readonly rows: number;
  readonly columns: Readonly<Record<string, string>>;
  readonly notNull: readonly string[];
  /** The share of NULLs that a column may have. */
  readonly nullShares: Readonly<Record<string, number>>;
  readonly unique: string;
  readonly accepted: Readonly<Record<string, readonly string[]>>;
  readonly patterns: Readonly<Record<string, string>>;
  /** The share of the values that may miss their pattern. */
  readonly patternTolerance: number;
  readonly ranges: Readonly<Record<string, readonly [low: number, high: number]>>;
  readonly mean: readonly [low: number, high: number];
  readonly stddev: readonly [low: number, high: number];
  readonly p95: readonly [low: number, high: number];
  readonly customers: number;
  readonly now: string;
  readonly ageHours: number;
  /** How far an amount may lie from what its parts give. */
  readonly totalTolerance: number;
}

export function termsOf(rows: number): Terms {
  return {
    rows,
    columns: Object.fromEntries(Object.entries(columns).map(([name, [, type]]) => [name, type])),
    notNull: ['id', 'customer', 'created', 'status'],
    nullShares: { amount: 0.01, email: 0.02, discount: 0.12 },
    unique: 'id',
    accepted: { status: statuses, channel: channels, country: countries },
    patterns: { email: '^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$', sku: '^SKU-[0-9]{8}$' },
    patternTolerance: 0.001,
    ranges: { quantity: [1, 20], unit_price: [0, 1000], discount: [0, 0.5] },
    mean: [1000, 3000],
    stddev: [1000, 3000],
    p95: [0, 9000],
    customers: rows / 40,
    now,
    ageHours: 26,
    totalTolerance: 0.011,
  };
}

/** The 23 expectations beside the types, which are the 24th. */
export function expectations(rows: number): readonly Expectation[] {
  const terms = termsOf(rows);
  const { mean, stddev, p95, customers, ageHours, unique } = terms;
  const age = `${Date.parse(now)} - epoch_ms(max(created))`;
  const sum = 'quantity * unit_price * (1 - coalesce(discount, 0))';
  const total = `abs(amount - ${sum}) < ${terms.totalTolerance}`;
  return [
    measure('rows', 'rows.count()', 'count(*)', rows, rows),
    ...terms.notNull.map((column) =>
      condition(`${column} not null`, `column('${column}').notNull()`, `${column} is null`),
    ),
    ...Object.entries(terms.nullShares).map(([column, share]) => ({
      ...measure(`${column} nulls`, '', nulls(column), 0, share * rows),
      assay: `column('${column}').nulls().atMost('${share * 100}%')`,
    })),
    {
      ...measure(`${unique} unique`, '', `count(${unique}) - count(distinct ${unique})`, 0, 0),
      assay: `column('${unique}').unique()`,
    },
    ...Object.entries(terms.accepted).map(([column, values]) => within(column, values)),
    ...Object.entries(terms.patterns).map(([column, pattern]) =>
      matching(column, pattern, terms.patternTolerance, rows),
    ),
    ...Object.entries(terms.ranges).map(([column, [low, high]]) => range(column, low, high)),
    measure('amount mean', "column('amount').mean()", 'avg(amount)', ...mean),
    measure('amount stddev', "column('amount').stddev()", 'stddev_samp(amount)', ...stddev),
    measure('amount p95', "column('amount').quantile(0.95)", 'quantile_cont(amount, 0.95)', ...p95),
    {
      ...measure('customers', '', 'count(distinct customer)', customers, Infinity),
      assay: `column('customer').distinct().atLeast(${customers})`,
    },
    {
      ...measure('freshness', '', age, 0, ageHours * 3_600_000),
      assay: `column('created').age().atMost('${ageHours}h')`,
    },
    condition('total', `rows.satisfy('${total}')`, `not (${total})`),
  ];
}

const nulls = (column: string) => `count(*) filter (where ${column} is null)`;

function measure(name: string, assay: string, sql: string, low: number, high: number): Expectation {
  return { name, assay: `${assay}.between(${low}, ${high})`, sql, low, high };
}

function condition(name: string, assay: string, violated: string): Expectation {
  return { name, assay, sql: `count(*) filter (where ${violated})`, low: 0, high: 0 };
}

function within(column: string, values: readonly string[]): Expectation {
  const list = values.map((value) => `'${value}'`).join(', ');
  return condition(
    `${column} in`,
    `column('${column}').in([${list}])`,
    `${column} not in (${list})`,
  );
}

function matching(column: string, pattern: string, tolerance: number, rows: number): Expectation {
  const assay = `column('${column}').matches(/${pattern}/).except('${tolerance * 100}%')`;
  const violated = `not regexp_matches(${column}, '${pattern}')`;
  return { ...condition(`${column} pattern`, assay, violated), high: rows * tolerance };
}

function range(column: string, low: number, high: number): Expectation {
  const assay = `column('${column}').between(${low}, ${high})`;
  return condition(`${column} range`, assay, `${column} not between ${low} and ${high}`);
}
