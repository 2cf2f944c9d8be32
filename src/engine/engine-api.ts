import '../system/require-node.ts';

// The public surface of assay/engine, and nothing else: all that a new engine is written with.
export {
  type Access,
  type ColumnHint,
  type Dataset,
  DatasetError,
  type InsertColumn,
  type NamedEngine,
  type Opened,
  type Part,
  type Parts,
  type Reader,
  type ReadProblem,
} from '../dataset/dataset.ts';
export type { Reproduction, ShownQuery } from '../dataset/reproduction.ts';
export type { Aggregate } from '../metric/aggregate.ts';
export type { Comparison, Family, Literal, Predicate, Scalar } from '../metric/expression.ts';
export { type Decimal, type Numeric, parseDecimal } from '../value/numeric.ts';
export * from './engine.ts';
