import { runContext } from '../../verify/settings.ts';
import { currentSuite } from '../../verify/suite.ts';
import type { Verification } from '../../verify/verification.ts';
import type { GateContext } from '../gate-context.ts';
import { compareBesides } from './compare-besides.ts';
import { noteCall } from './note-call.ts';
import { pinDataset, pinReferences } from './pin-dataset.ts';

/**
 * Returns what a call of `verify` does in the run of a gate: it checks the promoted snapshot, or is left out if it checks
 * something else. Which of them is noted on its file.
 */
export async function gateVerification(
  verification: Verification,
  gate: GateContext,
): Promise<Verification> {
  const { contract, dataset, references } = verification;
  const { file } = currentSuite();
  const { dataset: pinned, leftOut } = await pinDataset(dataset, gate, runContext().root);
  const change = noteCall(file, contract, dataset, leftOut);
  if (leftOut !== null) return { ...verification, leftOut };
  return {
    ...verification,
    dataset: pinned,
    references: pinReferences(references, gate),
    afterwards: (checked) => compareBesides(checked, gate, change),
  };
}
