import { z } from 'zod';
import { contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { ContractRun } from '../../run/contract-run.ts';
import { runSelected } from '../../run/run-selected.ts';
import { environmentSettings } from '../../run/run-settings.ts';
import type { DriftLimit } from './drift-limit.ts';

/** The datasets to compare, and what is expected of them. */
export interface DriftQuestion {
  readonly reference: Dataset;
  readonly current: Dataset;
  /** The columns to compare. There is at least one. */
  readonly columns: readonly string[];
  /** The share of columns that may drift; null if any may, and each is a warning. */
  readonly limit: DriftLimit | null;
  /** False to neither use nor keep earlier measurements. */
  readonly cache: boolean;
}

/** Measures the drift of columns, and returns the run with this one outcome. */
export async function measureDrift(question: DriftQuestion): Promise<ContractRun> {
  const { reference, current, columns, limit, cache } = question;
  const schema = z.object(Object.fromEntries(columns.map((name) => [name, z.any()])));
  const held = contract('drift', { schema }, ({ rows }) => [
    limit === null ? rows.drift().atMost(0).warn() : rows.drift().atMost(limit),
  ]);
  const { timeout: _, ...environment } = environmentSettings(process.env);
  const run = await runSelected({
    contract: held,
    dataset: current,
    references: new Map([[reference.label, reference]]),
    settings: {
      now: new Date().toISOString(),
      ...environment,
      ...(cache ? {} : { cache: false as const }),
      history: false,
    },
    root: process.cwd(),
  });
  // The schema is made of the data: it expects nothing that could be missed. No file declares this contract.
  const outcomes = run.outcomes
    .filter(({ origin }) => origin === 'declared')
    .map((outcome) => ({ ...outcome, location: null }));
  return { ...run, file: 'assay drift', outcomes };
}
