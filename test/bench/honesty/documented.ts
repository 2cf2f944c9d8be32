import type { Case } from '../../never-green/case.ts';
import type { Told } from './tools.ts';

/** Places where it is said, by those who make a tool or what it stands on, that what came out comes out. */
const sources = {
  'pandera: NULL is dropped before a check':
    'https://pandera.readthedocs.io/en/stable/checks.html#handling-null-values',
  'pandera: only these rows are validated':
    'https://pandera.readthedocs.io/en/stable/reference/generated/pandera.api.pandas.container.DataFrameSchema.validate.html',
  'pandera: coerce converts before it validates':
    'https://pandera.readthedocs.io/en/stable/dataframe_schemas.html#coerced',
  'pandera: validation is switched off':
    'https://pandera.readthedocs.io/en/stable/configuration.html',
  'pandas: NaN is a missing value': 'https://pandas.pydata.org/docs/user_guide/missing_data.html',
  'pandas: the sum of nothing is 0':
    'https://pandas.pydata.org/docs/user_guide/missing_data.html#calculations-with-missing-data',
  'pandas: what a CSV file leaves empty is missing':
    'https://pandas.pydata.org/docs/reference/api/pandas.read_csv.html',
  'pandas: integers that may be missing are floating-point numbers':
    'https://pandas.pydata.org/docs/user_guide/integer_na.html',
  'pandas: read_json infers types, and takes those it is told':
    'https://pandas.pydata.org/docs/reference/api/pandas.read_json.html',
  'SQLite: a column holds values of any type': 'https://www.sqlite.org/datatype3.html',
  'pandas: no group without a key':
    'https://pandas.pydata.org/docs/reference/api/pandas.DataFrame.groupby.html',
  'NumPy: sums of integers wrap around':
    'https://numpy.org/doc/stable/reference/generated/numpy.sum.html',
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
  'Soda: NULL is missing, and what is missing is not invalid':
    'https://github.com/sodadata/soda-core/blob/main/soda-core/src/soda_core/contracts/soda_data_contract_json_schema_1_0_0.json',
  'Great Expectations: no value, no unexpected value':
    'https://github.com/great-expectations/great_expectations/issues/2726',
} as const;
type Said = keyof typeof sources;

interface Rule {
  readonly tools: readonly string[];
  readonly says: Said;
  readonly when: (one: Case, told: Told) => boolean;
}

const duckdb = ['soda', 'datacontract'];
const pandas = ['pandera', 'great-expectations'];
const isStatistic = ({ check }: Case): boolean => check.kind === 'statistic';
const isSum = ({ check }: Case): boolean => check.kind === 'statistic' && check.statistic === 'sum';
const isOrder = ({ check }: Case): boolean =>
  check.kind === 'statistic' && ['min', 'max', 'median', 'quantile'].includes(check.statistic);
const validity = [
  'accepted values',
  'refused values',
  'matches pattern',
  'matches no pattern',
  'format',
  'length between',
  'values between',
];
/** What is asked of each value or row, and of no number about them. */
const isOfRows = (one: Case): boolean =>
  !isStatistic(one) &&
  !['distinct share at least', 'row count', 'freshness', 'newest at least'].includes(
    one.check.kind,
  );
const readsCsv = ({ source }: Case): boolean => source === 'csv';

/** The first that holds is told. */
const rules: readonly Rule[] = [
  {
    tools: ['pandera'],
    says: 'pandera: only these rows are validated',
    when: ({ run }) => run.kind === 'sampled',
  },
  {
    tools: ['pandera'],
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
    tools: ['great-expectations'],
    says: 'pandas: read_json infers types, and takes those it is told',
    when: (one) => one.source === 'json' && one.class === 'wrong type',
  },
  {
    tools: ['great-expectations'],
    says: 'SQLite: a column holds values of any type',
    when: (one) => one.source === 'sqlite' && one.class === 'wrong type',
  },
  {
    tools: ['great-expectations'],
    says: 'pandas: integers that may be missing are floating-point numbers',
    when: ({ data, source }) => data === 'fractions for integers' && source !== 'sqlite',
  },
  {
    tools: pandas,
    says: 'pandas: NaN is a missing value',
    when: ({ data }) => data === 'one nan' || data === 'only nan',
  },
  {
    tools: ['pandera'],
    says: 'pandas: the sum of nothing is 0',
    when: (one) => isSum(one) && ['all null', 'no rows'].includes(one.data),
  },
  {
    tools: ['pandera'],
    says: 'pandas: no group without a key',
    when: ({ data, check }) => data === 'null segment' && check.per !== undefined,
  },
  {
    tools: ['pandera'],
    says: 'pandera: NULL is dropped before a check',
    when: (one) => one.data === 'all null' && !isStatistic(one),
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
    when: ({ data }) => data === 'other delimiter',
  },
  {
    tools: duckdb,
    says: 'DuckDB: infinity and epoch are dates',
    when: ({ data }) => /^infinite (time|timestamp|day)$|^words for days$/.test(data),
  },
  {
    tools: ['soda'],
    says: 'Soda: NULL is missing, and what is missing is not invalid',
    when: ({ data, check }) => data === 'all null' && validity.includes(check.kind),
  },
  {
    tools: ['great-expectations'],
    says: 'Great Expectations: no value, no unexpected value',
    when: (one) =>
      isOfRows(one) &&
      (['all null', 'no rows', 'header alone', 'blank lines'].includes(one.data) ||
        one.check.where === "state = 'lost'"),
  },
];

/** Where a tool says that it is so; null where nothing was found. */
export const documented = (tool: string, one: Case, told: Told): Said | null =>
  rules.find(({ tools, when }) => tools.includes(tool) && when(one, told))?.says ?? null;

const numberOf = (said: string): string => `d${Object.keys(sources).indexOf(said)}`;

/** As a link, whose address stands at the end of the page. */
export const linkTo = (said: string): string => `[${said}][${numberOf(said)}]`;

/** The addresses. */
export const addresses = (): string =>
  Object.entries(sources)
    .map(([said, address]) => `[${numberOf(said)}]: ${address}`)
    .join('\n');
