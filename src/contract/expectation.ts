import type { Metric } from '../metric/metric.ts';
import { type Bound, bound } from './bound.ts';
import { ContractError, type TypeProblem } from './errors.ts';
import type { Checked, QuantityInput } from './quantity.ts';

/** What a missed bound means: `error` fails the test, `warn` tells. */
export type Severity = 'error' | 'warn';

/** A metric held to a bound: what the builders make, as plain data. */
export interface ExpectationNode {
  readonly metric: Metric;
  readonly bound: Bound;
  readonly severity: Severity;
  readonly because: string | null;
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

/** An expectation as it is written in a contract. Each method gives a new one. */
export interface Expectation {
  readonly node: ExpectationNode;
  /** Tell when the bound is missed, without failing the run. */
  warn(): Expectation;
  /** Why the bound is what it is; shown when it is missed, and in reports. */
  because(reason: string): Expectation;
  /** A name of your own for the test. */
  named(name: string): Expectation;
  /** Vitest test tags, so that a run can select by them. */
  tagged(...tags: readonly string[]): Expectation;
}

/** An expectation on single rows: it holds for every row that it can judge, unless `.except` loosens it. */
export interface Condition extends Expectation {
  warn(): Condition;
  because(reason: string): Condition;
  named(name: string): Condition;
  tagged(...tags: readonly string[]): Condition;
  /** Let this number (`10`) or share (`'0.1%'`, of the rows judged) of rows violate it. */
  except<const Q extends QuantityInput['count']>(tolerance: Checked<Q>): Condition;
  /** Pass where there is no row to judge: all NULL, or a scope without rows. It fails otherwise. */
  allowEmpty(): Condition;
}

/** The bounds that a measured value takes. */
export interface Bounds<Input> {
  /** At least `low` and at most `high`: both ends are allowed. */
  between<const A extends Input, const B extends Input>(
    low: Checked<A>,
    high: Checked<B>,
  ): Expectation;
  equals<const A extends Input>(value: Checked<A>): Expectation;
}

/** A metric that needs a bound to become an expectation. */
export interface Measure<Input> extends Bounds<Input> {
  readonly node: TypeProblem<'A measure needs a bound, such as .atLeast(1), to become an expectation'>;
  atLeast<const A extends Input>(limit: Checked<A>): Expectation;
  atMost<const A extends Input>(limit: Checked<A>): Expectation;
  /** Strictly more than `limit`. */
  above<const A extends Input>(limit: Checked<A>): Expectation;
  /** Strictly less than `limit`. */
  below<const A extends Input>(limit: Checked<A>): Expectation;
  /** The opposite of a bound. NaN, and a measure of nothing, satisfy neither. */
  readonly not: Bounds<Input>;
}

const metricOf = Symbol('metric of a measure');

/** The metric of a measure that still waits for its bound. */
export function measuredMetric(value: unknown): Metric | undefined {
  return typeof value === 'object' && value !== null && metricOf in value
    ? (value[metricOf] as Metric)
    : undefined;
}

/** Frames above this function's caller: where the user wrote the expectation. */
function declarationStack(): string {
  return new Error('declared here').stack ?? '';
}

/** Give a metric its bounds. */
export function measure<U extends keyof QuantityInput>(
  metric: Metric & { readonly unit: U },
): Measure<QuantityInput[U]> {
  const hold =
    (kind: Bound['kind'], isNot: boolean) =>
    (...limits: readonly unknown[]) =>
      expectation(declare(metric, bound(kind, limits, metric.unit, isNot)));
  const bounds = (isNot: boolean) => ({
    between: hold('between', isNot),
    equals: hold('equals', isNot),
  });
  const built = {
    [metricOf]: metric,
    ...bounds(false),
    atLeast: hold('atLeast', false),
    atMost: hold('atMost', false),
    above: hold('above', false),
    below: hold('below', false),
    not: Object.freeze(bounds(true)),
  };
  // `node` exists in the type alone: it is the sentence that the compiler shows for a forgotten bound.
  return Object.freeze(built) as unknown as Measure<QuantityInput[U]>;
}

function declare(metric: Metric, limit: Bound): ExpectationNode {
  return Object.freeze({
    metric,
    bound: limit,
    severity: 'error',
    because: null,
    name: null,
    tags: Object.freeze([]),
    allowEmpty: false,
    origin: 'declared',
    stack: declarationStack(),
  });
}

function changes<Self>(node: ExpectationNode, remake: (node: ExpectationNode) => Self) {
  const set = (change: Partial<ExpectationNode>) => remake(Object.freeze({ ...node, ...change }));
  return {
    node,
    warn: () => set({ severity: 'warn' }),
    because: (reason: string) => set({ because: text(reason, 'because') }),
    named: (name: string) => set({ name: text(name, 'named') }),
    tagged: (...tags: readonly string[]) =>
      set({
        tags: Object.freeze([
          ...new Set([...node.tags, ...tags.map((tag) => text(tag, 'tagged'))]),
        ]),
      }),
    set,
  };
}

function text(value: unknown, method: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new ContractError('CONTRACT_INVALID', `.${method}(...) takes text that is not empty.`);
}

/** Wrap plain data in its methods. */
export function expectation(node: ExpectationNode): Expectation {
  const { set: _, ...methods } = changes(node, expectation);
  return Object.freeze(methods);
}

/** A condition of which no row may be in violation. */
export function condition(metric: Metric): Condition {
  return conditionOf(declare(metric, bound('atMost', [0], 'count')));
}

function conditionOf(node: ExpectationNode): Condition {
  const { set, ...methods } = changes(node, conditionOf);
  return Object.freeze({
    ...methods,
    except: (tolerance: unknown) => set({ bound: bound('atMost', [tolerance], 'count') }),
    allowEmpty: () => set({ allowEmpty: true }),
  });
}
