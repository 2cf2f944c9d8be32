import type { ColumnDescription } from '../../engine.ts';
import type { Catalogue, Emptiable } from './expression-parts.ts';
import { columnsRead, type Node, namesOf, nodesOf } from './expression-tree.ts';

/**
 * Refusals of an expression that would be the same for every row: it reads no column, or a part of it compares the name
 * of one, in single quotes, with a constant. It is the commonest slip in SQL, and such a check can't fail.
 */
export function quotedNameDoubts(
  nodes: readonly Node[],
  columns: ReadonlySet<string>,
): readonly string[] {
  const slips = nodes
    .filter(isComparison)
    .map((node) => nodesOf(node))
    .filter((parts) => !parts.some((part) => namesOf(part).length > 0))
    .flatMap((parts) => parts.flatMap(textOf))
    .filter((text) => columns.has(text.toLowerCase()))
    .map(
      (text) =>
        `is refused: it compares the text '${text}' with a constant, and means the column "${text}": names stand in double quotes or in none`,
    );
  if (slips.length > 0 || columnsRead(nodes, columns).size > 0) return slips;
  return [
    "is refused: it reads no column, so that it is the same for every row. Names stand in double quotes or in none, and '…' is a text",
  ];
}

const likes: ReadonlySet<string> = new Set([
  '~~',
  '!~~',
  '~~*',
  '!~~*',
  '~~~',
  'regexp_full_match',
]);

const isComparison = ({ class: kind, type, function_name: name }: Node) =>
  ['COMPARISON', 'BETWEEN'].includes(kind) ||
  (kind === 'OPERATOR' && /^(COMPARE_|OPERATOR_IS_)/.test(String(type))) ||
  (kind === 'FUNCTION' && likes.has(String(name)));

/** The text of a literal, as a list of one. */
function textOf({ class: kind, value }: Node): readonly string[] {
  const held = kind === 'CONSTANT' ? (value as { readonly value?: unknown } | null) : null;
  return typeof held?.value === 'string' ? [held.value] : [];
}

/**
 * Says of a predicate that it compares something of the row with itself, as `start <= start`: a slip for another column,
 * with the same answer for every row that has a value.
 */
export function selfComparison(
  nodes: readonly Node[],
  columns: ReadonlySet<string>,
): string | null {
  const slip = nodes.find(
    (node) =>
      node.class === 'COMPARISON' &&
      columnsRead(nodesOf(node), columns).size > 0 &&
      sameText(node.left) === sameText(node.right),
  );
  return slip === undefined
    ? null
    : 'is refused: it compares a column with itself, which is the same for every row. Where NULL is to be left out, write "name" is not null';
}

/** The words of a part, wherever in the text it stands: names of columns have no case. */
const sameText = (part: unknown) =>
  JSON.stringify(part, (key, value) => {
    if (key === 'query_location') return undefined;
    return key === 'column_names' ? namesOf({ class: '', column_names: value }) : value;
  });

/** Returns the conditions of which the engine is asked if it proves that no row meets them. */
export function emptiable(
  text: string,
  nodes: readonly Node[],
  columns: readonly ColumnDescription[],
): Readonly<Record<'violating' | 'satisfying', Emptiable>> {
  const read = columnsRead(nodes, new Set(columns.map(({ name }) => name.toLowerCase())));
  const typed = columns.filter(({ name }) => read.has(name.toLowerCase()));
  return {
    violating: { condition: `(${text}\n) is not true`, columns: typed },
    satisfying: { condition: `(${text}\n)`, columns: typed },
  };
}

/**
 * Says of a predicate whether the engine can prove from its words alone that it is true for each row, as of
 * `a = a or true`, or for none, as of `a = null`. What can't be proven is taken for a predicate.
 */
export async function constantProblem(
  text: string,
  nodes: readonly Node[],
  columns: readonly ColumnDescription[],
  catalogue: Catalogue,
): Promise<string | null> {
  const { violating, satisfying } = emptiable(text, nodes, columns);
  if (await catalogue.isEmpty(violating))
    return 'is refused: it is true for every row, whatever the row holds';
  return (await catalogue.isEmpty(satisfying))
    ? 'is refused: it is true for no row, whatever the row holds'
    : null;
}
