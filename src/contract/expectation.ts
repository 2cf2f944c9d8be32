import type { Metric } from '../metric/metric.ts';
import { type Bound, bound } from '../value/bound.ts';
import { ContractError } from '../value/contract-error.ts';
import { noteBuilt, noteChanged } from './building.ts';
import { type CallStack, callStack } from './call-stack.ts';
import { expectationTitle } from './expectation-title.ts';
import { refuseUnmissable } from './unmissable.ts';
import type { Limit } from './words/limit.ts';

/** The meaning of a missed bound: `error` fails the test, `warn` only reports it. */
export type Severity = 'error' | 'warn';

/** A metric with its bound, as plain data. The methods of `rows` and `column` make it. */
export interface ExpectationNode {
  readonly metric: Metric;
  readonly bound: Bound;
  readonly severity: Severity;
  readonly because: string | null;
  /** The user's own id, in place of the one made of the metric. */
  readonly id: string | null;
  /** The user's own name, in place of the metric's label and bound. */
  readonly name: string | null;
  readonly tags: readonly string[];
  /** True if a condition with no row to judge passes instead of failing. */
  readonly allowEmpty: boolean;
  /** True if every value of the drift's interval has to satisfy the bound, and not its estimate alone. */
  readonly isConfident: boolean;
  /** True if an anomaly passes while there are too few earlier runs to find one. */
  readonly allowYoung: boolean;
  /** `skip` if it is not judged, `only` if nothing else is; `run` unless the user says so. */
  readonly mode: 'run' | 'only' | 'skip';
  /** The user's reason to skip it; null if there is none. */
  readonly skippedFor: string | null;
  /** `declared` if the user wrote it, `schema` if it follows from the zod schema. */
  readonly origin: 'declared' | 'schema';
  /** The stack where it was declared. Failures point at the user's line in it. */
  readonly stack: CallStack;
}

/** A value that can stand in a contract's list. */
export interface Declared {
  readonly node: ExpectationNode;
}

/** An expectation, as it is written in a contract. It never changes: each method returns a new one. */
export interface Expectation extends Declared {
  /**
   * Reports a missed bound as a warning; the run still passes. An expectation that can't be measured, such as the mean
   * of a missing column, still fails.
   *
   * @example column('delay').nulls().atMost('0.1%').warn()
   */
  warn(): this;
  /**
   * Gives the reason for the bound. It is shown in reports, and in the message when the bound is missed.
   *
   * @example column('delay').mean().between(0, 15).because('the schedule promises it')
   */
  because(reason: string): this;
  /**
   * Names the test, in place of the expectation as it is written.
   *
   * @example column('delay').quantile(0.95).atMost(120).named('delays stay bearable')
   */
  named(name: string): this;
  /**
   * Sets the id by which reports recognise the expectation from run to run. It consists of letters, digits, `.`, `_`
   * and `-`, and is unique in the contract.
   *
   * By default the id is made of what is measured and where, so that it stays when the bound, the reason, the severity,
   * the name or the place in the list changes. Expectations that measure the same are numbered in the order of their
   * bounds: such an id can move when bounds cross, or when one of them is added or removed. An id that you set never
   * moves.
   *
   * @example column('delay').mean().atMost(15).id('delay-mean')
   */
  id(id: string): this;
  /**
   * Adds Vitest test tags, so that a run can select by them.
   *
   * @example rows.count().atLeast(1000).tagged('volume', 'nightly')
   */
  tagged(...tags: readonly string[]): this;
  /**
   * Leaves the expectation out, with the reason. Reports show it as skipped, never as passed, and a promotion does not
   * take the contract for kept. A contract of which nothing is left to judge is an error.
   *
   * @example column('delay').mean().between(0, 15).skip('the sensor is replaced in May')
   */
  skip(reason?: string): this;
  /**
   * Judges this expectation alone, and others that say so, while you work on it. The others of the file are reported as
   * not run. Vitest refuses it in CI, unless its `allowOnly` is set. A run without Vitest reports it, and is red.
   *
   * @example column('delay').quantile(0.95).atMost(120).only()
   */
  only(): this;
}

/**
 * An expectation about single rows. It holds for every row that it can judge, unless `.except` loosens it. NULL can't
 * be judged, unless the condition says otherwise. It fails if there is no row to judge.
 */
export interface Condition extends Expectation {
  /**
   * Allows this number (`10`) or share (`'0.1%'`, of the rows judged) of rows to violate the condition. `'100%'` is an
   * error, since nothing could fail.
   *
   * @example column('destination').matches(/^[A-Z]{3}$/).except('0.1%')
   */
  except<const A>(tolerance: Limit<A, 'count'>): this;
  /**
   * Passes if there is no row to judge, because all are NULL or the scope is empty. By default it fails.
   *
   * @example rows.where("status = 'late'").column('delay').above(0).allowEmpty()
   */
  allowEmpty(): this;
}

/** The terms of an expectation that none of its methods has changed: all but its metric, its bound and its place. */
export const plainTerms = Object.freeze({
  severity: 'error',
  because: null,
  id: null,
  name: null,
  tags: Object.freeze([]),
  allowEmpty: false,
  isConfident: false,
  allowYoung: false,
  mode: 'run',
  skippedFor: null,
  origin: 'declared',
} satisfies Omit<ExpectationNode, 'metric' | 'bound' | 'stack'>);

/** Returns a metric with a bound, which no contract misses in its list. */
export const plainNode = (metric: Metric, limit: Bound): ExpectationNode =>
  Object.freeze({ ...plainTerms, metric, bound: limit, stack: callStack() });

/** A metric with a bound, which can be changed by methods. */
export function declare(metric: Metric, limit: Bound): ExpectationNode {
  const node = plainNode(metric, limit);
  noteBuilt(node, asBuilt(node));
  return node;
}

/** Names an expectation for the message that it is not in its contract's list. */
const asBuilt = (node: ExpectationNode) =>
  ({ label: expectationTitle(node), kind: 'expectation', stack: node.stack }) as const;

/** The function that each method of an expectation calls to make a changed one. */
export function changes<Self>(node: ExpectationNode, remake: (node: ExpectationNode) => Self) {
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
    skip: (reason?: string) =>
      set({ mode: 'skip', skippedFor: reason === undefined ? null : text(reason, 'skip') }),
    only: () => set({ mode: 'only', skippedFor: null }),
  };
  return { methods, set };
}

/** The characters of an id. They are safe in URLs, in XML and in file names. */
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

/** Adds the methods of an expectation to plain data. */
export function expectation(node: ExpectationNode): Expectation {
  return Object.freeze(changes(node, expectation).methods);
}

/** Adds the methods of an expectation and `confident` to plain data. */
export function confidentExpectation(node: ExpectationNode): Expectation {
  const { methods, set } = changes(node, confidentExpectation);
  return Object.freeze({ ...methods, confident: () => set({ isConfident: true }) });
}

/** Makes a condition that no row may violate. */
export function condition(metric: Metric): Condition {
  return conditionOf(declare(metric, bound('atMost', [0], 'count')));
}

function conditionOf(node: ExpectationNode): Condition {
  const { methods, set } = changes(node, conditionOf);
  return Object.freeze({
    ...methods,
    except: (tolerance: unknown) => {
      const loosened = bound('atMost', [tolerance], 'count');
      refuseUnmissable({ ...node.metric, label: `${node.metric.label} violated` }, loosened);
      return set({ bound: loosened });
    },
    allowEmpty: () => set({ allowEmpty: true }),
  });
}
