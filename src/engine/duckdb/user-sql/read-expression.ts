import { depthProblem } from '../../../dataset/sql/sql-depth.ts';
import { type SyntaxProblem, syntaxProblem, syntaxWords } from '../../../dataset/sql/sql-words.ts';
import { quotedNameDoubts } from './expression-constant.ts';
import { type Catalogue, columnDoubts, functionDoubts, refuseClass } from './expression-parts.ts';
import { expressionProblem as problem } from './expression-problem.ts';
import {
  type Node,
  nodesOf,
  type SerializedSelect,
  soleExpression,
  wrap,
} from './expression-tree.ts';

const longest = 10_000;

/** A user's expression, parsed. */
export interface ReadExpression {
  readonly nodes: readonly Node[];
  /** Reasons to refuse it, in words. The engine's own come first: see {@link functionDoubts}. */
  readonly doubts: readonly string[];
}

/**
 * Parses a text, and refuses what is not one expression over the columns of a row.
 *
 * @throws {EngineError} `EXPRESSION_REFUSED` or `EXPRESSION_INVALID`.
 */
export async function readExpression(
  text: string,
  catalogue: Catalogue,
  columns: ReadonlySet<string>,
): Promise<ReadExpression> {
  const unfit = unfitText(text);
  if (unfit !== null) throw problem('EXPRESSION_REFUSED', text, unfit);
  const root = await parse(text, catalogue);
  const depth = depthProblem(root);
  if (depth !== null) throw problem('EXPRESSION_REFUSED', text, depth);
  const nodes = nodesOf(root);
  for (const node of nodes) refuseClass(node, text);
  const doubts = await functionDoubts(nodes, text, catalogue, columns);
  doubts.push(...columnDoubts(nodes, columns), ...quotedNameDoubts(nodes, columns));
  return { nodes, doubts };
}

/** Returns why a text is not even parsed; null for one that is. */
export function unfitText(text: string): string | null {
  if (text.length > longest) return `has more than ${longest} characters`;
  if (text.includes('\0')) return 'holds a NUL character';
  return text.isWellFormed() ? null : 'holds half a character (a lone surrogate)';
}

/** Returns the SELECT item by which the engine finds an expression's type. */
export const typedText = (text: string): string => `(${text}\n)`;

async function parse(text: string, catalogue: Catalogue): Promise<Node> {
  if (text.trim() === '') throw problem('EXPRESSION_INVALID', text, 'is empty');
  const parsed = JSON.parse(await catalogue.parse(wrap(text))) as SerializedSelect;
  if (parsed.error) {
    if (parsed.error_type !== 'parser')
      throw problem('EXPRESSION_REFUSED', text, 'is more than one expression');
    throw problem(
      'EXPRESSION_INVALID',
      text,
      `does not parse: ${wordsOf(syntaxProblem(parsed, before), text)}`,
    );
  }
  const expression = soleExpression(parsed);
  if (expression === null)
    throw problem('EXPRESSION_REFUSED', text, 'is not one expression over the columns of a row');
  return expression;
}

const before = wrap('').length - '\n)'.length;

/** A parenthesis behind the text is ours, where the text ended too early. */
function wordsOf(problem: SyntaxProblem, text: string): string {
  const isOurs = (problem.at ?? 0) >= [...text].length;
  return isOurs && problem.message === 'syntax error at or near ")"'
    ? 'it ends too early, or has a ")" too many'
    : syntaxWords(problem, text);
}
