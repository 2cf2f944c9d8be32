import type { RunnerTestFile } from 'vitest';
import type { Contract } from '../../../contract/contract.ts';
import type { Dataset } from '../../../dataset/dataset.ts';
import type { GatedCall } from '../gated-call.ts';

/** Replaces what is noted of a call of `verify`. */
export type ChangeCall = (changes: Partial<GatedCall>) => void;

/** Notes a call of `verify` on its file's task, for the judge of the gate. */
export function noteCall(
  { meta }: RunnerTestFile,
  { name }: Contract,
  { label }: Dataset,
  leftOut: string | null,
): ChangeCall {
  let noted: GatedCall = { contract: name, dataset: label, leftOut, others: {}, mutants: null };
  meta.assayGated = [...(meta.assayGated ?? []), noted];
  return (changes) => {
    const changed = { ...noted, ...changes };
    meta.assayGated = (meta.assayGated ?? []).map((one) => (one === noted ? changed : one));
    noted = changed;
  };
}
