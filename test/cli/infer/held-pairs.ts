import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from 'vitest';

/** An expectation that did not pass, as held-process.ts prints it. */
export interface Other {
  readonly metric: string;
  readonly state: string;
  readonly value: string | null;
  readonly notes: readonly string[];
  readonly values: readonly (readonly [value: string, rows: number])[];
}

/** Runs held-process.ts over pairs of files, and returns the expectations that did not pass, by the pair. */
export function heldPairs(
  folder: string,
  pairs: readonly string[],
): ReadonlyMap<string, readonly Other[]> {
  const ran = spawnSync(
    process.execPath,
    ['--conditions=assay-source', join(import.meta.dirname, 'held-process.ts'), ...pairs],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  );
  expect(ran.stderr).toBe('');
  return new Map(
    ran.stdout
      .trim()
      .split('\n')
      .map((line) => {
        const { pair, others } = JSON.parse(line);
        return [pair, others];
      }),
  );
}
