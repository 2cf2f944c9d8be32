export { z } from 'zod';
export type {
  AnyColumn,
  ColumnOf,
  NumberColumn,
  TextColumn,
  TimeColumn,
} from './contract/column.ts';
export { type Contract, contract, type Terms } from './contract/contract.ts';
export { ContractError, type ContractErrorCode } from './contract/errors.ts';
export type { Condition, Expectation, Measure } from './contract/expectation.ts';
export type { Duration, Instant, Share } from './contract/quantity.ts';
export type { Rows, ScopedRows } from './contract/rows.ts';
export type { FormatName } from './contract/zod-formats.ts';
export { type Dataset, DatasetError, type DatasetErrorCode } from './dataset/dataset.ts';
export type { Literal } from './metric/expression.ts';
export type { JsonSchema } from './metric/json.ts';
export type { Outcome, State } from './outcome/outcome.ts';
