import '../system/require-node.ts';

// The public surface of assay/generate, and nothing else.
export type { DateFormat, Edit } from '../value/edit.ts';
export { type DatasetsOf, type DatasetsOptions, datasetsOf } from './arbitraries/datasets-of.ts';
export type { Rejection } from './arbitraries/rejections.ts';
export { rejections } from './arbitraries/rejections-of.ts';
export { type RowsOf, rowOf, rowsOf } from './arbitraries/row-of.ts';
export type { RowOfOptions, RowsOfOptions } from './arbitraries/rows-options.ts';
export type { Domain, Filter, NumberShape, Place, Shape, TextShape } from './domain.ts';
export { changesOf } from './faults/claims.ts';
export type {
  BrokenRule,
  CellChange,
  Fault,
  FaultColumn,
  MadeFault,
  RowChange,
} from './faults/fault.ts';
export type { FaultChoice, FaultRate, FaultSelection } from './faults/fault-selection.ts';
export type { FaultName } from './faults/faults.ts';
export type { ForeignKeys } from './foreign-keys.ts';
export { type GenerateOptions, type GenerateTablesOptions, generate } from './generate.ts';
export { GenerateError, type GenerateErrorCode } from './generate-error.ts';
export type { ColumnDomain, Row, RowDomain, RowFilter } from './row-domain.ts';
