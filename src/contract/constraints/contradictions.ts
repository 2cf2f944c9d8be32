import { columnLabel } from '../schema/zod-words.ts';
import { type ColumnRules, type FoundContradiction, finders } from './contradiction-finders.ts';
import type { RuleReference } from './rule-reference.ts';

/** Rules of a contract that no value can keep together. */
export interface Contradiction {
  readonly kind: FoundContradiction['kind'] | 'relation';
  readonly columns: readonly string[];
  /** The rules that exclude each other. */
  readonly rules: readonly RuleReference[];
  /** True where rows that are NULL there keep them all. */
  readonly onlyNull: boolean;
  /** Says which rules exclude each other, in words. */
  readonly sentence: string;
}

/** Finds what the rules of a column say that no value can be. What is not found here may still be one, of patterns above all. */
export function contradictionsIn(column: string, rules: ColumnRules): readonly Contradiction[] {
  const onlyNull = rules.merged.required.length === 0;
  const end = onlyNull ? ', so that only NULL is left' : '';
  return finders
    .flatMap((find) => find(rules))
    .map(({ kind, rules: found, words }) => ({
      kind,
      columns: [column],
      rules: found,
      onlyNull: onlyNull && kind !== 'null',
      sentence:
        kind === 'null'
          ? `${columnLabel(column)} can only be NULL, and may not be.`
          : `${columnLabel(column)}: no value is ${words.join(' and ')}${end}.`,
    }));
}
