import { createHash } from 'node:crypto';
import type { ExpectationNode } from '../contract/expectation.ts';
import type { Judge } from '../metric/expression.ts';
import { keyOf, type Metric } from '../metric/metric.ts';

/**
 * Returns a digest of everything that an expectation demands: what is measured in which rows, the bound, and what missing it
 * means. It is the same in every run and on every machine. An id stays when these change, and words shorten long lists and
 * patterns, so that only by this a verdict is known to be about the rule as it is now.
 */
export function ruleDigest(node: ExpectationNode): string {
  const known = digests.get(node) ?? digestOf(node);
  if (Object.isFrozen(node)) digests.set(node, known);
  return known;
}

/** A digest is asked for when a test is added, and again when it is measured. */
const digests = new WeakMap<ExpectationNode, string>();

function digestOf(node: ExpectationNode): string {
  const { metric, bound, severity, allowEmpty, isConfident, allowYoung } = node;
  const demands = [measured(metric), bound, severity, allowEmpty, isConfident, allowYoung];
  return createHash('sha256').update(keyOf(demands)).digest('hex').slice(0, 32);
}

function measured({ value, of, scope, unit, exact = false, derived }: Metric): unknown {
  const numbers = [value, of, scope, unit, exact].map(withLastingKeys);
  if (derived === undefined) return numbers;
  return [...numbers, derived.by.name, derived.from, derived.of.map(measured)];
}

/** Returns plain data in which each judge has the key that it has in every process. */
function withLastingKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLastingKeys);
  if (typeof value !== 'object' || value === null) return value;
  if (isJudge(value))
    return { by: value.by, key: value.lastingKey?.() ?? value.key, isOfPersons: value.isOfPersons };
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withLastingKeys(part)]),
  );
}

const isJudge = (value: object): value is Judge => 'prepare' in value && 'key' in value;
