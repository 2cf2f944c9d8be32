import { columnsRead, type Node, nodesOf } from './expression-tree.ts';

/** The side of a comparison that is the greater one where it holds. */
const greater: Readonly<Record<string, 'left' | 'right'>> = {
  COMPARE_GREATERTHAN: 'left',
  COMPARE_GREATERTHANOREQUALTO: 'left',
  COMPARE_LESSTHAN: 'right',
  COMPARE_LESSTHANOREQUALTO: 'right',
};

const guards: ReadonlySet<string> = new Set(['isnan', 'isfinite']);

/**
 * The columns of which a NaN could make the expression true: DuckDB holds it to be greater than every number, so that
 * `a >= 0` is true of it. Not those that the expression itself asks for NaN. Where a comparison is turned around, either
 * side counts.
 */
export function comparedByOrder(
  nodes: readonly Node[],
  columns: ReadonlySet<string>,
): ReadonlySet<string> {
  const turned = new Set(
    nodes.filter(isTurning).flatMap((node) => nodesOf(node).filter((inner) => inner !== node)),
  );
  const compared = nodes.flatMap((node) => {
    const side = greater[String(node.type)];
    if (node.class === 'BETWEEN')
      return turned.has(node) ? nodesOf(node) : nodesOf(node.upper as Node);
    if (node.class !== 'COMPARISON' || side === undefined) return [];
    return turned.has(node) ? nodesOf(node) : nodesOf(node[side] as Node);
  });
  const asked = columnsRead(
    nodes
      .filter((node) => node.class === 'FUNCTION' && guards.has(String(node.function_name)))
      .flatMap(nodesOf),
    columns,
  );
  return new Set([...columnsRead(compared, columns)].filter((name) => !asked.has(name)));
}

/** NOT turns what is in it around, and so may a CASE or a comparison of conditions. */
const isTurning = ({ class: kind, type }: Node) =>
  kind === 'CASE' || kind === 'COMPARISON' || type === 'OPERATOR_NOT';

/** The sentence on a column of which an expression compares a NaN. */
export const comparesNaN = (name: string): string =>
  `its SQL compares column '${name}', which holds NaN, and DuckDB takes NaN for greater than every number. Say what is meant: isfinite("${name}") and …, or … or isnan("${name}").`;
