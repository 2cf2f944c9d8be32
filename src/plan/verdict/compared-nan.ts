import type { ExpectationNode } from '../../contract/expectation.ts';
import type { Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import { type CountMetric, everywhere, metricKey, type Scope } from '../../metric/metric.ts';
import { nans } from '../../metric/numbers.ts';
import { bound } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import { isUnmeasured, type Unmeasured } from '../measure-request.ts';
import type { Timed } from '../plan-passes.ts';
import { readableRows } from '../unreadable/readable-rows.ts';
import { sqlOf } from './preconditions.ts';

/** Questions about NaN, for expectations whose SQL orders floating-point numbers, and the problems that they reveal. */
export interface ComparedNaN {
  readonly questions: readonly Pick<ExpectationNode, 'metric' | 'bound'>[];
  /** Returns the problem of an expectation whose predicate took a NaN for a number. */
  problemOf(node: ExpectationNode, timed: ReadonlyMap<string, Timed>): Unmeasured | null;
}

const none = bound('atMost', [0], 'count');

/**
 * Returns the questions about NaN. In DuckDB NaN is greater than every number, so `a >= 0` would silently be true for
 * it. NaNs are counted with the other metrics, and if there is one, the predicate has no verdict.
 */
export async function comparedNaN(
  nodes: readonly ExpectationNode[],
  session: Session,
): Promise<ComparedNaN> {
  const asked = new Map<ExpectationNode, readonly Asked[]>();
  for (const node of nodes) {
    const { where } = node.metric.scope;
    const readable = (await readableRows(node.metric, session))?.where ?? [];
    const found: Asked[] = [];
    for (const [at, text] of sqlOf(node).entries()) {
      // Of the rows that the conditions before it leave, and of those that its metric is measured over.
      const scope = { ...everywhere, where: [...where.slice(0, at), ...readable] };
      const { ordersNaN } = await session.checkExpression(text, 'predicate');
      found.push(
        ...ordersNaN.map(({ column, message }) => ({ message, metric: nansOf(column, scope) })),
      );
    }
    asked.set(node, found);
  }
  return {
    questions: [...asked.values()].flat().map(({ metric }) => ({ metric, bound: none })),
    problemOf(node, timed) {
      for (const { message, metric } of asked.get(node) ?? []) {
        const result = timed.get(metricKey(metric))?.result;
        if (result === undefined) continue;
        if (isUnmeasured(result)) return result;
        const [all] = result.segments;
        if (all && all.value !== null && approximate(all.value) > 0) return problem(message);
      }
      return null;
    },
  };
}

/** The number of NaNs in a column for which a condition could be true. */
interface Asked {
  readonly message: string;
  readonly metric: CountMetric;
}

const nansOf = (name: string, scope: Scope): CountMetric =>
  nans({ scope, label: `column '${name}'`, value: column(name), columns: [name] });

const problem = (message: string): Unmeasured => ({ problem: { code: 'NAN_COMPARED', message } });
