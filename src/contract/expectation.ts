import type { Metric } from '../metric/metric.ts';
import { type Bound, bound } from '../value/bound.ts';
import { ContractError } from '../value/contract-error.ts';
import { noteBuilt, noteChanged } from './building.ts';
import { expectationTitle } from './expectation-title.ts';
import { refuseUnmissable } from './unmissable.ts';
import type { Limit } from './words/limit.ts';

/** What a missed bound means: `error` fails the test, `warn` tells. */
export type Severity = 'error' | 'warn';

/** A metric held to a bound: what the builders make, as plain data. */
export interface ExpectationNode {
  readonly metric: Metric;
  readonly bound: Bound;
  readonly severity: Severity;
  readonly because: string | null;
  /** The user's own id of it, in place of the one made of its metric. */
  readonly id: string | null;
  /** The user's own name for it, in place of the metric's label and bound. */
  readonly name: string | null;
  readonly tags: readonly string[];
  /** A condition with no row to judge passes instead of failing. */
  readonly allowEmpty: boolean;
  /** Whether the user wrote it, or the zod schema says it. */
  readonly origin: 'declared' | 'schema';
  /** The stack where it was declared, to point a failure at the user's own line. */
  readonly stack: string;
}

/** What may stand in a contract's list. */
export interface Declared {
  readonly node: ExpectationNode;
}

/** An expectation as it is written in a contract. It never changes: each method gives a new one. */
export interface Expectation extends Declared {
  /**
   * Tell when the bound is missed, without failing the run. What can't be asked at all, such as the mean of a column
   * that is missing, fails all the same.
   *
   * @example column('delay').nulls().atMost('0.1%').warn()
   */
  warn(): this;
  /**
   * Why the bound is what it is; shown when it is missed, and in reports.
   *
   * @example column('delay').mean().between(0, 15).because('the schedule promises it')
   */
  because(reason: string): this;
  /**
   * A name of your own for the test, in place of the expectation as it is written.
   *
   * @example column('delay').quantile(0.95).atMost(120).named('delays stay bearable')
   */
  named(name: string): this;
  /**
   * An id of your own, by which reports know the expectation again from run to run: letters, digits, `.`, `_` and `-`,
   * no other of the contract's. Unless given, it is made of what is measured and where, so that it stays when the bound,
   * the reason, the severity, the name or the place in the list changes. Expectations that measure the same are told
   * apart by the order of their bounds: such an id can move when bounds cross, or when one of them is added or taken
   * away. An id of your own never moves.
   *
   * @example column('delay').mean().atMost(15).id('delay-mean')
   */
  id(id: string): this;
  /**
   * Vitest test tags, added to those that it has, so that a run can select by them.
   *
   * @example rows.count().atLeast(1000).tagged('volume', 'nightly')
   */
  tagged(...tags: readonly string[]): this;
}

/**
 * An expectation on single rows: it holds for every row that it can judge, unless `.except` loosens it. NULL can't be
 * judged, unless the condition says otherwise; where there is no row to judge at all, it fails.
 */
export interface Condition extends Expectation {
  /**
   * Let this number (`10`) or share (`'0.1%'`, of the rows judged) of rows violate it; all of them (`'100%'`) is an
   * error, for nothing could fail.
   *
   * @example column('destination').matches(/^[A-Z]{3}$/).except('0.1%')
   */
  except<const A>(tolerance: Limit<A, 'count'>): this;
  /**
   * Pass where there is no row to judge: all are NULL, or the scope has none. It fails otherwise.
   *
   * @example rows.where("status = 'late'").column('delay').above(0).allowEmpty()
   */
  allowEmpty(): this;
}

/** A metric held to a bound, where the user writes it. */
export function declare(metric: Metric, limit: Bound): ExpectationNode {
  const node: ExpectationNode = Object.freeze({
    metric,
    bound: limit,
    severity: 'error',
    because: null,
    id: null,
    name: null,
    tags: Object.freeze([]),
    allowEmpty: false,
    origin: 'declared',
    stack: new Error('declared here').stack ?? '',
  });
  noteBuilt(node, asBuilt(node));
  return node;
}

/** Names an expectation for the message that it is not in its contract's list. */
const asBuilt = (node: ExpectationNode) =>
  ({ label: expectationTitle(node), kind: 'expectation', stack: node.stack }) as const;

/** What a changed expectation is made from, by each method that all expectations have. */
function changes<Self>(node: ExpectationNode, remake: (node: ExpectationNode) => Self) {
  const set = (change: Partial<ExpectationNode>) => {
    const changed = Object.freeze({ ...node, ...change });
    noteChanged(node, changed, asBuilt(changed));
    return remake(changed);
  };
  const methods = {
    node,
    warn: () => set({ severity: 'warn' }),
    because: (reason: string) => set({ because: text(reason, 'because') }),
    named: (name: string) => set({ name: text(name, 'named') }),
    id: (id: string) => {
      refuseId(id, node);
      return set({ id });
    },
    tagged: (...tags: readonly string[]) => {
      const all = [...node.tags, ...tags.map((tag) => text(tag, 'tagged'))];
      return set({ tags: Object.freeze([...new Set(all)]) });
    },
  };
  return { methods, set };
}

/** Safe in an address, in XML and as the name of a file. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

function refuseId(id: unknown, { id: known }: ExpectationNode): void {
  const problem =
    known === null
      ? `.id(...) takes letters, digits, '.', '_' and '-', a letter or digit first and 100 at most, such as .id('delay-mean').`
      : `.id(...) was called twice, with '${known}' first: an expectation has one id.`;
  if (known === null && typeof id === 'string' && idPattern.test(id)) return;
  throw new ContractError('ID_INVALID', problem);
}

function text(value: unknown, method: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new ContractError('CONTRACT_INVALID', `.${method}(...) takes text that is not empty.`);
}

/** Wrap plain data in its methods. */
export function expectation(node: ExpectationNode): Expectation {
  return Object.freeze(changes(node, expectation).methods);
}

/** A condition of which no row may be in violation. */
export function condition(metric: Metric): Condition {
  return conditionOf(declare(metric, bound('atMost', [0], 'count')));
}

function conditionOf(node: ExpectationNode): Condition {
  const { methods, set } = changes(node, conditionOf);
  return Object.freeze({
    ...methods,
    except: (tolerance: unknown) => {
      const loosened = bound('atMost', [tolerance], 'count');
      refuseUnmissable(`${node.metric.label} violated`, 'count', loosened);
      return set({ bound: loosened });
    },
    allowEmpty: () => set({ allowEmpty: true }),
  });
}
