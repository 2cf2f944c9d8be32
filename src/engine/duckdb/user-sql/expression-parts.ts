import { impurityOf } from '../../../dataset/sql/impure-functions.ts';
import type { ColumnDescription } from '../../engine.ts';
import {
  bareFunctions,
  plainFunctions,
  plainMacros,
  type Reason,
  reasonText,
} from './expression-functions.ts';
import { expressionProblem } from './expression-problem.ts';
import { isModified, type Node, namesOf, nodesOf } from './expression-tree.ts';

/** The questions that a check of an expression asks the engine. */
export interface Catalogue {
  /** The tree of a statement, as `json_serialize_sql` writes it. */
  parse(sql: string): Promise<string>;
  /** The kinds under which the engine knows a function, `'scalar'`; `'volatile'` for one that is not constant. */
  kindsOf(name: string): Promise<ReadonlySet<string>>;
  /** The type of an expression over the dataset; throws what the engine throws, its data masked. */
  typeOf(expression: string): Promise<string>;
  /** Asks if the engine proves, from the condition alone, that no row with these columns could meet it. */
  isEmpty(condition: Emptiable): Promise<boolean>;
}

/** A condition over columns of these types. */
export interface Emptiable {
  readonly condition: string;
  readonly columns: readonly ColumnDescription[];
}

const classes: ReadonlySet<string> = new Set([
  'BETWEEN',
  'CASE',
  'CAST',
  'COLLATE',
  'COLUMN_REF',
  'COMPARISON',
  'CONJUNCTION',
  'CONSTANT',
  'FUNCTION',
  'LAMBDA',
  'LAMBDA_REF',
  'OPERATOR',
  'TYPE',
]);

const why: Readonly<Record<string, string>> = {
  SUBQUERY: 'a subquery reads more than the row; for = any(list) write list_contains(list, value)',
  WINDOW: 'a window function looks at other rows: use increasing(), gaps() or key()',
  STAR: '* stands for many columns: name the ones that are meant',
  PARAMETER: 'a parameter has no value here: write the value itself',
  DEFAULT: 'DEFAULT is for inserts',
  POSITIONAL_REFERENCE:
    '#1 counts columns of a query, and there is none: write the name of the column',
};

/** Refuses what is no part of an expression over one row: subqueries, windows, parameters. */
export function refuseClass(node: Node, text: string) {
  if (classes.has(node.class) && node.type !== 'GROUPING_FUNCTION') return;
  const reason = why[node.class] ?? `${node.class.toLowerCase()} has no place in it`;
  throw expressionProblem('EXPRESSION_REFUSED', text, `is refused: ${reason}`);
}

/**
 * Returns what speaks against the functions that are called. Where the engine has words of its own for it, as with a name that
 * it doesn't know, these come first: so a doubt is not thrown here.
 */
export async function functionDoubts(
  nodes: readonly Node[],
  text: string,
  catalogue: Catalogue,
  columns: ReadonlySet<string>,
): Promise<string[]> {
  const doubts: string[] = [];
  for (const call of nodes.filter((node) => node.class === 'FUNCTION')) {
    const name = String(call.function_name).toLowerCase();
    const schema = String(call.schema).toLowerCase();
    // `x.lower()` is lower(x); any other qualified name may be somebody's macro.
    const isMethod = columns.has(schema);
    const given = (call.children as readonly unknown[]).length + Number(isMethod);
    const reason = await reasonAgainst(name, given, catalogue);
    if (reason === 'unknown') doubts.push(`is refused: ${name} is no function of a row`);
    else if (reason)
      throw expressionProblem('EXPRESSION_REFUSED', text, `calls ${name}(): ${reasonText(reason)}`);
    if (call.catalog !== '' || !(schema === '' || schema === 'main' || isMethod))
      doubts.push(`is refused: write ${name}() without the name of a schema`);
    if (isModified(call)) doubts.push(`is refused: ${name}() is no aggregate`);
  }
  return doubts;
}

async function reasonAgainst(
  name: string,
  given: number,
  catalogue: Catalogue,
): Promise<Reason | 'unknown' | null> {
  const impure = impurityOf(name, given);
  if (impure) return impure;
  if (plainFunctions.has(name) || plainMacros.has(name)) return null;
  const kinds = await catalogue.kindsOf(name);
  if (kinds.has('aggregate')) return 'aggregate';
  if (kinds.has('volatile')) return 'chance';
  if (kinds.has('scalar')) return null;
  if (kinds.has('macro')) return 'macro';
  return kinds.has('table') || name === 'unnest' || name === 'unlist' ? 'table' : 'unknown';
}

/** Names that are no columns: the relation's own, and words that SQL takes for functions. */
export function columnDoubts(nodes: readonly Node[], columns: ReadonlySet<string>): string[] {
  const parameters = new Set(
    nodes
      .filter((node) => node.class === 'LAMBDA')
      .flatMap(({ lhs }) => nodesOf(lhs as Node))
      .flatMap((node) => namesOf(node)),
  );
  return nodes
    .filter((node) => node.class === 'COLUMN_REF')
    .map((node) => namesOf(node)[0] ?? '')
    .filter((name) => !columns.has(name) && (bareFunctions.has(name) || !parameters.has(name)))
    .map((name) => {
      const reason = bareFunctions.has(name) ? impurityOf(name, 0) : undefined;
      return reason
        ? `calls ${name}: ${reasonText(reason)}`
        : `is refused: "${name}" is no column of the dataset`;
    });
}
