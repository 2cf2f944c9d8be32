import type { Scope } from '../../metric/metric.ts';
import type { Requirement } from '../../metric/requirement.ts';
import type { Quantity } from '../../value/quantity.ts';
import type { Severity } from '../expectation.ts';
import type { ColumnConstraint } from './column-constraint.ts';
import type { Contradiction } from './contradictions.ts';
import type { Relation } from './relations.ts';
import type { RuleReference, Stated } from './rule-reference.ts';
import type { Statement } from './statement.ts';
import type { Unmerged } from './unmerged.ts';

/** A condition that some rows may break: it has a tolerance, only warns, or is about some of the rows. */
export interface SoftConstraint {
  readonly rule: RuleReference;
  readonly severity: Severity;
  /** The number of rows, or the share of those judged, that may violate it; null where none may. */
  readonly tolerance: Quantity | null;
  /** The rows that it is about. */
  readonly scope: Scope;
  /** The requirement in parts. */
  readonly says: readonly Statement[];
  readonly requirement: Requirement;
}

/** The rules of a contract that every row must keep, merged. See {@link constraintsOf}. */
export interface ContractConstraints<Column extends string = string> {
  readonly contract: string;
  /** One for each column of the schema. */
  readonly columns: Readonly<Record<Column, ColumnConstraint>>;
  /** Columns that together are a key: no two rows are equal in them, and none has a NULL there. */
  readonly keys: readonly Stated<readonly string[]>[];
  readonly relations: readonly Stated<Relation>[];
  /** The only columns that there may be; null where others are allowed. */
  readonly closed: Stated<readonly string[]> | null;
  /** The order of the columns; null where any will do. */
  readonly ordered: Stated<readonly string[]> | null;
  /** Rules that exclude each other. */
  readonly contradictions: readonly Contradiction[];
  /** Rules that every row must keep, and that are no part of the above. */
  readonly unmerged: readonly Unmerged[];
  /** Conditions that do not bind every row, with what they allow. */
  readonly soft: readonly SoftConstraint[];
}
