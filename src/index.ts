import './require-node.ts';

export { z } from 'zod';
export type { AnyColumn } from './contract/any-column.ts';
export {
  type Classification,
  type Classifications,
  declareClassification,
  type Level,
  type SensitiveKind,
} from './contract/classification.ts';
export type { ColumnOf } from './contract/column.ts';
export { type Contract, contract, type Terms } from './contract/contract.ts';
export { ContractError, type ContractErrorCode } from './contract/errors.ts';
export type { Condition, Expectation } from './contract/expectation.ts';
export type { Measure } from './contract/measure.ts';
export type { NumberColumn } from './contract/number-column.ts';
export type { Duration, Instant, Share } from './contract/quantity.ts';
export type { Rows, ScopedRows } from './contract/rows.ts';
export type { TextColumn } from './contract/text-column.ts';
export type { TimeColumn } from './contract/time-column.ts';
export type { FormatName } from './contract/zod-formats.ts';
export { type ArrowOptions, type ArrowTable, arrow } from './dataset/arrow.ts';
export { type CsvOptions, csv } from './dataset/csv.ts';
export { type Dataset, DatasetError, type DatasetErrorCode } from './dataset/dataset.ts';
export { type DuckDBHandle, duckdb } from './dataset/duckdb.ts';
export { type JsonOptions, json } from './dataset/json.ts';
export { type ParquetOptions, parquet } from './dataset/parquet.ts';
export { type QueryOptions, query } from './dataset/query.ts';
export { fromRows, type RowsOptions } from './dataset/rows.ts';
export { sqlite } from './dataset/sqlite.ts';
export type { Literal } from './metric/expression.ts';
export type { JsonSchema } from './metric/json.ts';
export type { Exactness } from './metric/subject.ts';
export type { Outcome, State } from './outcome/outcome.ts';
export type { Measurement } from './plan/trace.ts';
export { VerifyError } from './vitest/errors.ts';
export type { RunOptions } from './vitest/options.ts';
export { type Verify, verify } from './vitest/verify.ts';
