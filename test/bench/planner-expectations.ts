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

const emailPattern = '^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$';
const skuPattern = '^SKU-[0-9]{8}$';
const total = 'abs(amount - quantity * unit_price * (1 - coalesce(discount, 0))) < 0.011';

/** The 23 expectations beside the types, which are the 24th. */
export function expectations(rows: number): readonly Expectation[] {
  return [
    measure('rows', 'rows.count()', 'count(*)', rows, rows),
    ...['id', 'customer', 'created', 'status'].map((column) =>
      condition(`${column} not null`, `column('${column}').notNull()`, `${column} is null`),
    ),
    ...Object.entries({ amount: 0.01, email: 0.02, discount: 0.12 }).map(([column, share]) => ({
      ...measure(`${column} nulls`, `column('${column}').nulls()`, nulls(column), 0, share * rows),
      assay: `column('${column}').nulls().atMost('${share * 100}%')`,
    })),
    {
      ...measure('id unique', '', 'count(id) - count(distinct id)', 0, 0),
      assay: "column('id').unique()",
    },
    within('status', statuses),
    within('channel', channels),
    within('country', countries),
    matching('email', emailPattern, rows),
    matching('sku', skuPattern, rows),
    range('quantity', 1, 20),
    range('unit_price', 0, 1000),
    range('discount', 0, 0.5),
    measure('amount mean', "column('amount').mean()", 'avg(amount)', 1000, 3000),
    measure('amount stddev', "column('amount').stddev()", 'stddev_samp(amount)', 1000, 3000),
    measure(
      'amount p95',
      "column('amount').quantile(0.95)",
      'quantile_cont(amount, 0.95)',
      0,
      9000,
    ),
    {
      ...measure('customers', '', 'count(distinct customer)', rows / 40, Infinity),
      assay: `column('customer').distinct().atLeast(${rows / 40})`,
    },
    {
      ...measure('freshness', '', `${Date.parse(now)} - epoch_ms(max(created))`, 0, 26 * 3_600_000),
      assay: "column('created').age().atMost('26h')",
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

function matching(column: string, pattern: string, rows: number): Expectation {
  const assay = `column('${column}').matches(/${pattern}/).except('0.1%')`;
  const violated = `not regexp_matches(${column}, '${pattern}')`;
  return { ...condition(`${column} pattern`, assay, violated), high: rows / 1000 };
}

function range(column: string, low: number, high: number): Expectation {
  const assay = `column('${column}').between(${low}, ${high})`;
  return condition(`${column} range`, assay, `${column} not between ${low} and ${high}`);
}
