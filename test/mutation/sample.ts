import { createHash } from 'node:crypto';
import process from 'node:process';
import type { Mutant } from '@stryker-mutator/api/core';

/** The part of the mutants that is judged, in percent: the same ones in each run over the same code. */
const percent = Number(process.env.ASSAY_MUTATION_SAMPLE ?? 100);

/** Whether a mutant is in the sample. */
export function isSampled({ location, mutatorName, replacement }: Mutant, source: string): boolean {
  const text = JSON.stringify([source, location, mutatorName, replacement]);
  const chance = createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
  return chance * 100 < percent;
}
