import type { ColumnDescription } from '../../engine/engine.ts';
import type { Literal, Scalar } from '../../metric/expression.ts';
import type { Metric } from '../../metric/metric.ts';
import { nodesIn } from '../../metric/walk.ts';

/**
 * Returns notes on FLOAT columns that are compared with a number that no FLOAT equals. The column holds the nearest
 * one, which is above or below it.
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

/** Returns the columns of 32-bit numbers. */
export const floatColumns = (columns: readonly ColumnDescription[]): ReadonlySet<string> =>
  new Set(columns.flatMap(({ name, isFloat32 }) => (isFloat32 ? [name] : [])));

/** True if a 32-bit number can equal this one. NaN and infinity can. */
export const isFloat = (value: number): boolean =>
  Math.fround(value) === value || !Number.isFinite(value);

/** Returns the pairs of a column and a constant that an expression compares. */
function* comparisonsIn(expression: unknown): Generator<readonly [Scalar, Literal]> {
  for (const node of nodesIn(expression)) {
    if (node.kind === 'oneOf') for (const one of node.values) yield [node.of, one];
    if (node.kind !== 'compare') continue;
    if (node.right.kind === 'literal') yield [node.left, node.right.value];
    if (node.left.kind === 'literal') yield [node.right, node.left.value];
  }
}
