import { hasOrder } from '../sql/row-order.ts';
import { sqlNodes } from '../sql/sql-tree.ts';
import { computedTables, parseAll, type QueryRunner } from './duckdb-stability.ts';

/** True if the rows of a table or view come in the same order each time. */
export async function isInOrder(reader: QueryRunner, table: string): Promise<boolean> {
  const made = await computedTables(reader);
  const known = new Map<string, boolean>();
  const look = async (name: string): Promise<boolean> => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, true);
    // Views of the engine's own are in the catalogue's order.
    const bodies = (made.get(name) ?? []).filter(({ isInternal }) => !isInternal);
    let answer = true;
    for (const { expressions } of bodies) {
      const trees = expressions === null ? [null] : await parseAll(reader, expressions);
      for (const tree of trees) {
        const plain = new Set<string>();
        for (const one of tablesIn(tree)) if (await look(one)) plain.add(one);
        answer &&= tree?.every(({ node }) => hasOrder(node, plain)) === true;
      }
    }
    known.set(name, answer);
    return answer;
  };
  return look(table.toLowerCase());
}

const tablesIn = (tree: unknown): ReadonlySet<string> =>
  new Set(
    [...sqlNodes(tree)]
      .filter(({ type }) => type === 'BASE_TABLE')
      .map((node) => String(node.table_name).toLowerCase()),
  );
