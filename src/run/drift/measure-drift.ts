import { z } from 'zod';
import { contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { ContractRun } from '../contract-run.ts';
import { runSelected } from '../run-selected.ts';
import { environmentSettings } from '../run-settings.ts';

/** The largest share of columns that may have drifted: no column, or a share of them. */
export type DriftLimit = 0 | `${number}%`;

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
  /** The columns whose values may not be shown, by a contract. */
  readonly masked?: ReadonlySet<string>;
  /** The folder that relative paths start from; the working directory unless given. */
  readonly root?: string;
  /** The name of who asks, in the place of the file that declares a contract. */
  readonly by: string;
}

/** Measures the drift of columns, and returns the run with this one outcome. */
export async function measureDrift(question: DriftQuestion): Promise<ContractRun> {
  const { reference, current, columns, limit, cache, masked, root = process.cwd(), by } = question;
  const field = (name: string) =>
    masked?.has(name) ? z.any().meta({ classification: 'restricted' }) : z.any();
  const schema = z.object(Object.fromEntries(columns.map((name) => [name, field(name)])));
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
    root,
  });
  // The schema is made of the data: it expects nothing that could be missed. No file declares this contract.
  const outcomes = run.outcomes
    .filter(({ origin }) => origin === 'declared')
    .map((outcome) => ({ ...outcome, location: null }));
  return { ...run, file: by, outcomes };
}
