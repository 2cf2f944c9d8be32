import { createHash } from 'node:crypto';
import { keyOf, type Metric } from '../metric/metric.ts';
import { ContractError } from '../value/contract-error.ts';
import type { ExpectationNode } from './expectation.ts';
import { expectationTitle } from './expectation-title.ts';
import { compareTwins } from './twin-order.ts';

/** An expectation with its id. */
export interface Identified {
  readonly node: ExpectationNode;
  readonly id: string;
}

/**
 * Gives each expectation of a contract its id: its own, or one made of its metric and scope. Bounds, words, severity and
 * place in the list are no part of it. Of several that measure the same, the first in the order of what they demand has
 * the bare id, and the others a number.
 */
export function identified(nodes: readonly ExpectationNode[]): readonly Identified[] {
  const known = found.get(nodes) ?? identify(nodes);
  found.set(nodes, known);
  return known;
}

/** The ids of a contract's list are asked for several times in a run, and the list never changes. */
const found = new WeakMap<readonly ExpectationNode[], readonly Identified[]>();

function identify(nodes: readonly ExpectationNode[]): readonly Identified[] {
  const keyed = nodes.map((node) => ({ node, key: keyOfNode(node) }));
  const ids = new Map<object, string>();
  for (const [key, twins] of Map.groupBy(keyed, ({ key }) => key)) {
    const ranked = twins.toSorted((one, other) => compareTwins(one.node, other.node));
    for (const [rank, one] of ranked.entries()) {
      ids.set(
        one,
        one.node.id ?? `${readableId(one.node.metric, key)}${rank === 0 ? '' : `-${rank + 1}`}`,
      );
    }
  }
  return keyed.map((one) => ({ node: one.node, id: ids.get(one) ?? one.key }));
}

/** Keeps the ids of the schema's expectations and the declared ones apart, also where they measure the same. */
const keyOfNode = ({ origin, metric: { name, scope, identity } }: ExpectationNode): string =>
  keyOf([origin, name, scope, identity.key]);

/**
 * Returns the id of a metric: its words, and a digest of `key`. Its characters are safe in URLs, in XML and in file
 * names.
 */
export function readableId({ name, scope, identity }: Metric, key: string): string {
  const words = [
    ...(scope.where.length > 0 ? ['where'] : []),
    ...(scope.per.length > 0 ? ['per', ...scope.per] : []),
    ...(identity.columns.length > 0 ? identity.columns : ['rows']),
    name,
  ];
  const digest = createHash('sha256').update(key).digest('hex');
  return `${slug(words.join(' '))}-${digest.slice(0, 10)}`;
}

const slug = (words: string): string =>
  words
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 50)
    .replace(/-$/, '');

/**
 * Refuses a contract in which two expectations have the same id. Ids that differ only by case are the same, since not
 * every file system distinguishes them.
 *
 * @throws {ContractError} `ID_TAKEN`
 */
export function refuseEqualIds(contract: string, nodes: readonly ExpectationNode[]): void {
  const taken = new Map<string, ExpectationNode>();
  for (const { id, node } of identified(nodes)) {
    const other = taken.get(id.toLowerCase());
    if (other) {
      throw new ContractError(
        'ID_TAKEN',
        `Contract '${contract}': two of its expectations have the id '${id}', ${expectationTitle(other)} and ${expectationTitle(node)}. Give one of them another with .id(...).`,
      );
    }
    taken.set(id.toLowerCase(), node);
  }
}
