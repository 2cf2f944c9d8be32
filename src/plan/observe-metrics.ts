import { plainNode } from '../contract/expectation.ts';
import { columnHints } from '../contract/schema/schema-expectations.ts';
import type { TitledExpectation } from '../contract/titled-expectations.ts';
import { DatasetError } from '../dataset/dataset.ts';
import { type ColumnDescription, EngineError, type Session } from '../engine/engine.ts';
import type { Observed } from '../metric/derivation.ts';
import { Misled } from '../metric/fixed-point.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import { bound } from '../value/bound.ts';
import { observedOfAll } from './derive-numbers.ts';
import { maskedOf } from './disclosure/disclosure.ts';
import type { MeasureRequest, Unmeasured } from './measure-request.ts';
import { openContext } from './open-context.ts';
import { openNested } from './open-nested.ts';
import { measureMetrics } from './plan-passes.ts';
import type { Segments } from './segments.ts';
import type { Trace } from './trace.ts';
import { checkExpectations } from './verdict/check-expectations.ts';

/** The numbers and states of metrics in a dataset, and why some have none, under the keys of the metrics. */
export interface Observation {
  readonly observed: ReadonlyMap<string, Observed>;
  /** The segments of metrics that are cut into them. */
  readonly segments: ReadonlyMap<string, Segments>;
  readonly problems: ReadonlyMap<string, Unmeasured>;
  /** The columns of the dataset. */
  readonly columns: readonly ColumnDescription[];
  /** The columns whose values may not be stored. */
  readonly masked: ReadonlySet<string>;
}

/** The dataset to observe, and how it is opened. */
export type ObserveRequest = Pick<
  MeasureRequest,
  'contract' | 'dataset' | 'settings' | 'cache' | 'few'
>;

/**
 * Observes metrics in a dataset without judging them, so that other data can be compared with it. It is opened and checked
 * as the dataset of the contract is. If it can't be read, the reason is returned.
 */
export async function observeMetrics(
  metrics: readonly Metric[],
  request: ObserveRequest,
  trace: Trace,
): Promise<Observation | Unmeasured> {
  try {
    const hints = columnHints(request.contract.terms.schema);
    const settings = { ...request.settings, onQuery: trace.query };
    const session = await openNested(request, hints, settings);
    try {
      return await observeOn(session, metrics, request, trace);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof Misled)
      return { problem: { code: 'DATASET_UNREADABLE', message: error.message } };
    if (!(error instanceof DatasetError) && !(error instanceof EngineError)) throw error;
    return { problem: { code: error.code, message: error.message } };
  }
}

async function observeOn(
  session: Session,
  metrics: readonly Metric[],
  request: ObserveRequest,
  trace: Trace,
): Promise<Observation | Unmeasured> {
  const { contract } = request;
  const masked = maskedOf(
    contract,
    session.columns.map(({ name }) => name),
  );
  if (session.problemCount > 0)
    return {
      problem: {
        code: 'DATASET_UNREADABLE',
        message: `${session.problemCount} of its records can not be read: a reference has to be whole.`,
      },
    };
  const { context, flush } = await openContext(session, masked, {
    ...request,
    selected: new Set<string>(),
  });
  const asked = metrics.map(asExpectation);
  const checked = await checkExpectations(asked, contract, session);
  const questions = checked.asked.map(({ metric }) => ({ metric, bounds: [], isExact: true }));
  const unique = [...new Map(questions.map((one) => [metricKey(one.metric), one])).values()];
  const found = await measureMetrics(unique, context);
  trace.pass('reference', metrics);
  if (!(await flush(trace)))
    return {
      problem: { code: 'DATA_CHANGED', message: 'its files changed while they were measured.' },
    };
  const { observed, segments, problems: unmeasured } = observedOfAll(found);
  const problems = new Map(unmeasured);
  for (const one of asked) {
    const refusal = checked.refusalOf(one, found);
    if (refusal !== null && 'problem' in refusal) problems.set(metricKey(one.node.metric), refusal);
  }
  return { observed, segments, problems, columns: session.columns, masked };
}

const some = bound('atLeast', [0], 'number');

/** Returns an expectation that only carries the metric through the checks. */
const asExpectation = (metric: Metric): TitledExpectation => ({
  id: metricKey(metric),
  title: metric.label,
  node: plainNode(metric, some),
});
