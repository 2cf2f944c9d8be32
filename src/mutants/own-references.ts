import type { Contract } from '../contract/contract.ts';
import type { CopiedRows } from '../engine/engine.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import { observedOfAll } from '../plan/derive-numbers.ts';
import { maskedOf } from '../plan/disclosure/disclosure.ts';
import { openContext } from '../plan/open-context.ts';
import { measureMetrics } from '../plan/plan-passes.ts';
import type { MeasuredReference, References } from '../plan/references.ts';
import { comparedIn } from '../reference/compared-metrics.ts';
import type { Judging } from './judge-rows.ts';

/** Returns the unchanged data as the reference of all that a contract compares. */
export async function ownReferences(
  contract: Contract,
  copy: CopiedRows,
  { session }: Pick<Judging, 'session'>,
): Promise<References> {
  const compared = comparedIn(contract);
  if (compared.length === 0) return new Map();
  const held = { ...session, relation: copy.relation, files: null };
  const names = session.columns.map(({ name }) => name);
  const { context } = await openContext(held, maskedOf(contract, names), { contract });
  const metrics = new Map(
    compared.map(({ metric }): [string, Metric] => [metricKey(metric), metric]),
  );
  const questions = [...metrics.values()]
    .filter((metric) => metric.needs.every(({ column }) => names.includes(column)))
    .map((metric) => ({ metric, bounds: [], isExact: true }));
  const found = observedOfAll(await measureMetrics(questions, context));
  const reference: MeasuredReference = { kind: 'dataset', name: 'the unchanged data', ...found };
  return new Map([null, ...compared.map(({ from }) => from)].map((from) => [from, reference]));
}
