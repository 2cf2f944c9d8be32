import '../system/require-node.ts';

// The public surface of assay/source, and nothing else: all that a new source of rows is written with.
export type { Family } from '../metric/expression.ts';
export {
  type Access,
  type ColumnHint,
  type Dataset,
  DatasetError,
  type DatasetErrorCode,
  type IdentityKind,
  type InsertColumn,
  type NamedEngine,
  type Opened,
  type Part,
  type Parts,
  type Reader,
  type ReadProblem,
  type Sharing,
  type Unreadable,
  type UnreadableColumn,
} from './dataset.ts';
export { fileState } from './files/file-state.ts';
export { makeReproduction, type Reproduction, type ShownQuery } from './reproduction.ts';
export { identifier, literal } from './sql/quote.ts';
export { checkColumnNames } from './typing/column-names.ts';
