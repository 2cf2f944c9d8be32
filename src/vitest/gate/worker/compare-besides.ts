import type { GateContext } from '../gate-context.ts';
import { type CheckedSelection, measureOthers } from './measure-others.ts';
import type { ChangeCall } from './note-call.ts';

/** Measures what the policies of a gate ask for, beside the expectations themselves. */
export async function compareBesides(
  checked: CheckedSelection,
  gate: GateContext,
  change: ChangeCall,
): Promise<void> {
  if (checked.outcomes.size === 0) return;
  change({ others: await measureOthers(checked, gate) });
  if (gate.mutationScore === null) return;
  const { scoreMutants } = await import('./score-mutants.ts');
  change({ mutants: await scoreMutants(checked, gate.mutationScore) });
}
