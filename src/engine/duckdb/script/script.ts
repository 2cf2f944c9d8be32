import type { InsertColumn } from '../../../dataset/dataset.ts';
import type { ColumnDescription, EngineRow } from '../../engine.ts';
import type { Statement } from './split-statements.ts';

/** SQL of one or more statements whose syntax is valid. */
export interface Script {
  readonly statements: readonly Statement[];
}

/** A table that a script reads. */
export interface ScriptTable {
  readonly name: string;
  readonly columns: readonly InsertColumn[];
  readonly rows: Iterable<readonly unknown[]>;
}

/** The result of a script. */
export interface ScriptResult {
  readonly columns: readonly ColumnDescription[];
  readonly rows: readonly EngineRow[];
}
