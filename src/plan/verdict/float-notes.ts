import type { ColumnDescription } from '../../engine/engine.ts';
import type { Literal, Scalar } from '../../metric/expression.ts';
import type { Metric } from '../../metric/metric.ts';
import { nodesIn } from '../../metric/walk.ts';

/**
 * Notes on FLOAT columns that are compared with a number that no FLOAT equals: the column holds the nearest one, which is
 * above or below it.
 */
export function floatNotes(
  { value, violating }: Metric,
  columns: readonly ColumnDescription[],
): readonly string[] {
  const floats = floatColumns(columns);
  if (floats.size === 0) return [];
  const found = new Map<string, string>();
  for (const [of, limit] of comparisonsIn([value, violating])) {
    if (of.kind !== 'column' || !floats.has(of.name) || typeof limit !== 'number') continue;
    if (isFloat(limit)) continue;
    const nearest = Math.fround(limit);
    found.set(
      `${of.name} ${limit}`,
      `column '${of.name}' is FLOAT, which has no ${limit}: the nearest to it is ${nearest}, ${nearest > limit ? 'above' : 'below'} it`,
    );
  }
  return [...found.values()];
}

/** The columns that hold numbers of 32 bits. */
export const floatColumns = (columns: readonly ColumnDescription[]): ReadonlySet<string> =>
  new Set(columns.flatMap(({ name, type }) => (type === 'FLOAT' ? [name] : [])));

/** Whether a number of 32 bits can be this one; NaN and infinity can. */
export const isFloat = (value: number): boolean =>
  Math.fround(value) === value || !Number.isFinite(value);

/** Each column of an expression with a constant beside it. */
function* comparisonsIn(expression: unknown): Generator<readonly [Scalar, Literal]> {
  for (const node of nodesIn(expression)) {
    if (node.kind === 'oneOf') for (const one of node.values) yield [node.of, one];
    if (node.kind !== 'compare') continue;
    if (node.right.kind === 'literal') yield [node.left, node.right.value];
    if (node.left.kind === 'literal') yield [node.right, node.left.value];
  }
}
