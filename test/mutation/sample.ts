import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Mutant } from '@stryker-mutator/api/core';
import { told } from './score.ts';

/** The part of the mutants that is judged, in percent: the same ones in each run over the same code. */
const percent = Number(process.env.ASSAY_MUTATION_SAMPLE ?? 100);

/** A file that names the mutants to judge; all unless given. */
const list = process.env.ASSAY_MUTATION_ONLY;
const only: ReadonlySet<string> | null =
  list === undefined ? null : new Set(JSON.parse(readFileSync(list, 'utf8')) as string[]);

/** Whether a mutant of a source file is to be judged. */
export function isAsked({ location, mutatorName, replacement }: Mutant, source: string): boolean {
  // Stryker counts from 0, and from 1 in its reports.
  const [start, end] = [location.start, location.end].map(({ line, column }) => ({
    line: line + 1,
    column: column + 1,
  }));
  if (!start || !end) return true;
  const name = told({ file: source, location: { start, end }, mutatorName, replacement });
  if (only !== null) return only.has(name);
  const chance = createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32;
  return chance * 100 < percent;
}
