import type { Parts } from './column-constraint.ts';
import { type Contradiction, contradictionsIn } from './contradictions.ts';
import { mergeParts, type Said } from './merge.ts';
import { together } from './rule-reference.ts';
import { tighten } from './tighten.ts';

/** The merged parts of a column, and the rules about it that exclude each other. */
export interface MergedColumn {
  readonly parts: Parts;
  readonly contradictions: readonly Contradiction[];
}

/** Merges all that is said of a column. Where rules exclude each other no value is left, which is a part then. */
export function mergeColumn(column: string, said: readonly Said[]): MergedColumn {
  const merged = mergeParts(said);
  const tight = tighten(merged);
  const contradictions = contradictionsIn(column, { said, merged, tight });
  const excluding = contradictions.filter(({ kind }) => kind !== 'null');
  if (excluding.length === 0) return { parts: tight, contradictions };
  const by = together(
    ...[...tight.never, ...excluding.map(({ rules }) => ({ by: rules }))].map((one) => one.by),
  );
  return { parts: { ...tight, never: [{ value: true, by }] }, contradictions };
}
