import type { Dataset } from '../../dataset/dataset.ts';
import { headline } from '../../outcome/failure.ts';
import type { Masks } from '../../plan/disclosure/masking.ts';
import { compareHeaders, headerOf } from '../../run/drift/compare-headers.ts';
import { measureDrift } from '../../run/drift/measure-drift.ts';
import type { DiffDrift } from './diff.ts';
import type { OpenBoth } from './open-both.ts';

/** Measures the drift of the columns that two datasets have in common, as `assay drift` does. */
export async function diffDrift(
  before: Dataset,
  after: Dataset,
  both: OpenBoth,
  masks: Masks,
  root: string,
): Promise<DiffDrift> {
  const { shared, uncompared } = compareHeaders(
    headerOf(both.before.columns),
    headerOf(both.after.columns),
  );
  if (shared.length === 0)
    return { found: null, problem: 'No column has a drift that could be measured.', uncompared };
  const { outcomes, problems } = await measureDrift({
    reference: before,
    current: after,
    columns: shared,
    limit: null,
    cache: true,
    masked: masks.columns,
    root,
    by: 'assay diff',
  });
  const [outcome] = outcomes;
  const found = outcome?.drift ?? null;
  const why = outcome === undefined ? problems[0]?.message : headline(outcome);
  return { found, problem: found === null ? (why ?? 'It was not measured.') : null, uncompared };
}
