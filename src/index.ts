import './system/require-node.ts';

export { z } from 'zod';
export { type Contract, contract, type Terms } from './contract/contract.ts';
export { type Day, type Env, type EnvOptions, env } from './contract/env.ts';
export type { Condition, Expectation } from './contract/expectation.ts';
export type { RowSchema } from './contract/schema/row-schema.ts';
export type { FormatName } from './contract/schema/zod-formats.ts';
export type { Anomaly, AnomalyOptions } from './contract/words/anomaly-expectation.ts';
export type { AnyColumn } from './contract/words/any-column.ts';
export type { CategoryColumn, ColumnOf } from './contract/words/column.ts';
export type {
  CategoryDriftOptions,
  DriftExpectation,
  DriftMeasure,
  TestedDriftMeasure,
} from './contract/words/drift.ts';
export type { HistogramBins } from './contract/words/histogram-column.ts';
export type { Measure } from './contract/words/measure.ts';
export type { NumberColumn } from './contract/words/number-column.ts';
export type { Rows, RowsDriftOptions, ScopedRows } from './contract/words/rows.ts';
export type { TextColumn } from './contract/words/text-column.ts';
export type { TimeColumn } from './contract/words/time-column.ts';
export { type CsvOptions, csv } from './dataset/csv/csv.ts';
export { type Dataset, DatasetError, type DatasetErrorCode } from './dataset/dataset.ts';
export { type DuckDBHandle, type DuckDBOptions, duckdb } from './dataset/duckdb/duckdb.ts';
export { type DvcOptions, dvc } from './dataset/dvc/dvc.ts';
export { type ExcelOptions, excel } from './dataset/excel/excel.ts';
export { type GitOptions, git } from './dataset/git/git.ts';
export { type JsonOptions, json } from './dataset/json/json.ts';
export { type ArrowOptions, type ArrowTable, arrow } from './dataset/memory/arrow.ts';
export { fromRows, type RowsOptions } from './dataset/memory/from-rows.ts';
export { type ParquetOptions, parquet } from './dataset/parquet/parquet.ts';
export type { PartitionOptions, PartitionValue } from './dataset/partitions/partition-options.ts';
export {
  type PartitionDataset,
  type PartitionedDataset,
  partitions,
} from './dataset/partitions/partitions.ts';
export { type QueryOptions, query } from './dataset/query/query.ts';
export { type SqliteOptions, sqlite } from './dataset/sqlite/sqlite.ts';
export type { Comparing } from './metric/change.ts';
export type { DriftOptions } from './metric/drift/drift-metric.ts';
export type { DriftName } from './metric/drift/drift-name.ts';
export type { ErasureLedger } from './metric/erased.ts';
export type { Literal } from './metric/expression.ts';
export type { JsonSchema } from './metric/json-schema.ts';
export type { Exactness } from './metric/subject.ts';
export type { Outcome, State } from './outcome/outcome.ts';
export type { Measurement } from './plan/trace.ts';
export {
  type Classification,
  type Classifications,
  declareClassification,
  type Level,
  type SensitiveKind,
} from './privacy/classification.ts';
export type { RunOptions } from './run/run-options.ts';
export { type ErasureOptions, erasures } from './store/erase/erasures.ts';
export {
  type SnapshotDataset,
  type SnapshotOptions,
  snapshot,
} from './store/snapshot/snapshot-dataset.ts';
export { ContractError, type ContractErrorCode } from './value/contract-error.ts';
export type { Duration, Instant, Share } from './value/quantity.ts';
export { type Verify, type VerifyOptions, verify } from './vitest/verify/verify.ts';
export type { EachOptions, VerifyEach } from './vitest/verify/verify-each.ts';
export { VerifyError } from './vitest/verify-error.ts';
