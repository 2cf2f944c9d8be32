import type { Predicate, Scalar } from './expression.ts';

type Node = Scalar | Predicate;

/** Returns all nodes of an expression, from the outside in: of a scalar, a predicate, or an aggregate of them. */
export function nodesIn(value: unknown): readonly Node[] {
  const found: Node[] = [];
  collect(value, found);
  return found;
}

// One list that grows, since each level of generators within generators hands on every node below it.
function collect(value: unknown, found: Node[]): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  if ('kind' in value) found.push(value as Node);
  for (const part of Object.values(value)) collect(part, found);
}

/** Returns the columns that an expression names. Those within a user's own SQL are not known. */
export function columnsIn(value: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesIn(value)) {
    if (node.kind === 'column') names.add(node.name);
    if (node.kind === 'judged') for (const name of node.columns) names.add(name);
  }
  return names;
}

/** Returns a user's own SQL in an expression. */
export function sqlIn(value: unknown): readonly string[] {
  const texts = nodesIn(value).flatMap((node) => (node.kind === 'sql' ? [node.text] : []));
  return [...new Set(texts)];
}
