import type { DeclaredColumn } from '../../src/outcome/declared-columns.ts';
import type { State } from '../../src/outcome/outcome.ts';
import { stateOf } from '../../src/outcome/report.ts';
import type { ShownContract, ShownOutcome } from './shown.ts';
import { stateOrder } from './words.ts';

/** The expectations about one column, or about the rows. */
export interface ColumnGroup {
  /** The column as metrics write it, `"column('delay')"`; null for the rows. */
  readonly label: string | null;
  /** The column as the contract declares it; null for the rows, and for a report of an earlier release. */
  readonly column: DeclaredColumn | null;
  readonly state: State;
  readonly outcomes: readonly ShownOutcome[];
}

/**
 * Returns the expectations of a contract by their column. Groups with the worst state come first, then the rows, then the columns in
 * the order of the schema. A column without an expectation is a group as well.
 */
export function columnGroups({ contract, outcomes }: ShownContract): readonly ColumnGroup[] {
  const { columns = [] } = contract;
  const found = Map.groupBy(outcomes, ({ outcome }) => outcome.about?.label ?? null);
  const declared = new Map(columns.map((column) => [column.label, column]));
  const labels = new Set<string | null>([null, ...declared.keys(), ...found.keys()]);
  return [...labels]
    .map((label) => groupOf(label, declared.get(label ?? '') ?? null, found.get(label) ?? []))
    .filter(({ label, outcomes: all }) => label !== null || all.length > 0)
    .sort((one, other) => rank(one) - rank(other));
}

const groupOf = (
  label: string | null,
  column: DeclaredColumn | null,
  outcomes: readonly ShownOutcome[],
): ColumnGroup => {
  const all = outcomes.map(({ outcome }) => outcome);
  return { label, column, state: all.length === 0 ? 'passed' : stateOf(all), outcomes };
};

const rank = ({ state }: ColumnGroup): number => stateOrder.indexOf(state);
