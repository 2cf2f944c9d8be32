import type { Case } from '../../never-green/case.ts';
import { isOfNoData } from './nothing.ts';

/** Places where it is said, by those who make a tool or what it stands on, that what came out comes out. */
const sources = {
  'pandera: a check is broken by values that break it, and NULL is dropped before':
    'https://pandera.readthedocs.io/en/stable/checks.html#handling-null-values',
  'pandera: only these rows are validated':
    'https://pandera.readthedocs.io/en/stable/reference/generated/pandera.api.pandas.container.DataFrameSchema.validate.html',
  'pandera: coerce converts before it validates':
    'https://pandera.readthedocs.io/en/stable/dataframe_schemas.html#coerced',
  'pandera: validation is switched off':
    'https://pandera.readthedocs.io/en/stable/configuration.html',
  'pandas: NaN is a missing value': 'https://pandas.pydata.org/docs/user_guide/missing_data.html',
  'pandas: what a CSV file leaves empty is missing':
    'https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html',
  'pandas: read_json infers types, and takes those it is told':
    'https://pandas.pydata.org/docs/reference/api/pandas.read_json.html',
  'SQLite: a column holds values of any type': 'https://www.sqlite.org/datatype3.html',
  'pandas: no group without a key':
    'https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.groupby.html',
  'NumPy: sums of integers wrap around':
    'https://numpy.org/doc/stable/reference/generated/numpy.sum.html',
  'polars: min and max pass over NaN':
    'https://docs.pola.rs/api/python/stable/reference/series/api/polars.Series.nan_max.html',
  'polars: NaN is greater than all other numbers':
    'https://docs.pola.rs/user-guide/concepts/data-types-and-structures/#floating-point-numbers',
  'datacontract-cli: JSON is held to a JSON Schema, where what is not required may be absent':
    'https://docs.datacontract.com/reference/local',
  'datacontract-cli: a CSV file is read as the types of the contract':
    'https://docs.datacontract.com/reference/local',
  'datacontract-cli: a filter leaves the JSON Schema alone':
    'https://docs.datacontract.com/testing',
  'DuckDB: NaN is greater than all other numbers':
    'https://duckdb.org/docs/stable/sql/data_types/numeric',
  'DuckDB: an empty text in quotes is NULL in CSV':
    'https://duckdb.org/docs/stable/data/csv/overview#parameters',
  'DuckDB: the delimiter of a CSV file is found out':
    'https://duckdb.org/docs/stable/data/csv/auto_detection',
  'DuckDB: infinity and epoch are dates': 'https://duckdb.org/docs/stable/sql/data_types/date',
  'DuckDB: names are the same in any case':
    'https://duckdb.org/docs/stable/sql/dialect/keywords_and_identifiers',
  'datacontract-cli: fresh is what is less than so long before now':
    'https://docs.datacontract.com/service-levels',
  'ODCS: a metric is a number of rows that break the rule, held to a limit':
    'https://bitol-io.github.io/open-data-contract-standard/latest/data-quality/',
  'Soda: a check is a limit on the number of rows that break it, and NULL is missing, not invalid':
    'https://github.com/sodadata/soda-core/blob/main/soda-core/src/soda_core/contracts/soda_data_contract_json_schema_1_0_0.json',
  'Great Expectations: no value, no unexpected value':
    'https://github.com/great-expectations/great_expectations/issues/2726',
} as const;
type Said = keyof typeof sources;

interface Rule {
  readonly tools: readonly string[];
  readonly says: Said;
  readonly when: (one: Case) => boolean;
}

const panderas = ['pandera', 'pandera-polars'];
const duckdb = ['soda', 'datacontract'];
const pandas = ['pandera', 'great-expectations'];
const isStatistic = ({ check }: Case): boolean => check.kind === 'statistic';
const isEnd = ({ check }: Case): boolean =>
  check.kind === 'statistic' && ['min', 'max'].includes(check.statistic);
const isOrder = ({ check }: Case): boolean =>
  check.kind === 'statistic' && ['min', 'max', 'median', 'quantile'].includes(check.statistic);
/** What is asked of each value or row, and of no number about them. */
const isOfRows = (one: Case): boolean =>
  !isStatistic(one) &&
  !['distinct share at least', 'row count', 'freshness', 'newest at least'].includes(
    one.check.kind,
  );
/** Each of the tools says of a rule over rows that it counts, or names, what breaks it: where there is nothing, none does. */
const overNothing: readonly (readonly [tools: readonly string[], says: Said])[] = [
  [panderas, 'pandera: a check is broken by values that break it, and NULL is dropped before'],
  [
    ['soda'],
    'Soda: a check is a limit on the number of rows that break it, and NULL is missing, not invalid',
  ],
  [['datacontract'], 'ODCS: a metric is a number of rows that break the rule, held to a limit'],
  [['great-expectations'], 'Great Expectations: no value, no unexpected value'],
];
const readsCsv = ({ source }: Case): boolean => source === 'csv';

/** The first that holds is told. */
const rules: readonly Rule[] = [
  ...overNothing.map(([tools, says]) => ({
    tools,
    says,
    when: (one: Case) => isOfRows(one) && isOfNoData(one),
  })),
  {
    tools: panderas,
    says: 'pandera: only these rows are validated',
    when: ({ run }) => run.kind === 'sampled',
  },
  {
    tools: panderas,
    says: 'pandera: validation is switched off',
    when: ({ run }) => run.kind === 'process' && run.situation === 'dataset disabled',
  },
  {
    tools: ['pandera'],
    says: 'pandera: coerce converts before it validates',
    when: ({ data }) => data === 'digits as text' || data === 'integers for text',
  },
  {
    tools: pandas,
    says: 'pandas: what a CSV file leaves empty is missing',
    when: (one) =>
      readsCsv(one) &&
      ['empty text', 'sentinels', 'column twice', 'column missing'].includes(one.data),
  },
  {
    tools: pandas,
    says: 'NumPy: sums of integers wrap around',
    when: (one) => one.data === 'large integers' && isStatistic(one),
  },
  {
    tools: pandas,
    says: 'pandas: read_json infers types, and takes those it is told',
    when: (one) => one.source === 'json' && one.class === 'wrong type',
  },
  {
    tools: ['great-expectations'],
    says: 'SQLite: a column holds values of any type',
    when: (one) => one.source === 'sqlite' && one.class === 'wrong type',
  },
  {
    tools: pandas,
    says: 'pandas: NaN is a missing value',
    when: ({ data }) => data === 'one nan' || data === 'only nan',
  },
  {
    tools: ['pandera'],
    says: 'pandas: no group without a key',
    when: ({ data, check }) => data === 'null segment' && check.per !== undefined,
  },
  {
    tools: ['datacontract'],
    says: 'datacontract-cli: JSON is held to a JSON Schema, where what is not required may be absent',
    when: ({ source, data }) =>
      source === 'json' && /^(column missing|renamed by .*|list of an empty object)$/.test(data),
  },
  {
    tools: ['datacontract'],
    says: 'datacontract-cli: a CSV file is read as the types of the contract',
    when: (one) => readsCsv(one) && one.data === 'fractions for integers',
  },
  {
    tools: ['datacontract'],
    says: 'datacontract-cli: a filter leaves the JSON Schema alone',
    when: ({ source, check }) => source === 'json' && check.where !== undefined,
  },
  {
    tools: duckdb,
    says: 'DuckDB: NaN is greater than all other numbers',
    when: (one) => one.data === 'one nan' && isOrder(one),
  },
  {
    tools: duckdb,
    says: 'DuckDB: an empty text in quotes is NULL in CSV',
    when: (one) => readsCsv(one) && one.data === 'empty text',
  },
  {
    tools: duckdb,
    says: 'DuckDB: names are the same in any case',
    when: ({ data }) => data === 'renamed by case' || data === 'names that differ by case',
  },
  {
    tools: duckdb,
    says: 'DuckDB: the delimiter of a CSV file is found out',
    when: ({ data }) => data === 'two delimiters',
  },
  {
    tools: duckdb,
    says: 'DuckDB: infinity and epoch are dates',
    when: ({ data }) => /^infinite (time|timestamp|day)$|^words for days$/.test(data),
  },
  {
    tools: ['pandera-polars'],
    says: 'polars: min and max pass over NaN',
    when: (one) => one.data === 'one nan' && isEnd(one),
  },
  {
    tools: ['pandera-polars'],
    says: 'polars: NaN is greater than all other numbers',
    when: (one) => one.data === 'one nan' && isOrder(one),
  },
  {
    tools: ['datacontract'],
    says: 'datacontract-cli: fresh is what is less than so long before now',
    when: ({ data, check }) => check.kind === 'freshness' && data === 'stale beside a date to come',
  },
];

/** Where a tool says that it is so; null where nothing was found. */
export const documented = (tool: string, one: Case): Said | null =>
  rules.find(({ tools, when }) => tools.includes(tool) && when(one))?.says ?? null;

const numberOf = (said: string): string => `d${Object.keys(sources).indexOf(said)}`;

/** As a link, whose address stands at the end of the page. */
export const linkTo = (said: string): string => `[${said}][${numberOf(said)}]`;

/** The addresses. */
export const addresses = (): string =>
  Object.entries(sources)
    .map(([said, address]) => `[${numberOf(said)}]: ${address}`)
    .join('\n');
