import { fitWords } from '../../../dataset/sql/sql-words.ts';
import { type Checked, type ColumnDescription, EngineError } from '../../engine.ts';
import { constantProblem, selfComparison } from './expression-constant.ts';
import { comparedByOrder, comparesNaN } from './expression-nan.ts';
import type { Catalogue } from './expression-parts.ts';
import { expressionProblem as problem } from './expression-problem.ts';
import { columnsRead } from './expression-tree.ts';
import { readExpression, typedText } from './read-expression.ts';

/**
 * A check of users' SQL over one relation, remembered for each text: it passes one expression over the row's own
 * columns, made of functions that give the same answer each time, whose types fit, and that depends on the row.
 */
export function expressionCheck(
  catalogue: Catalogue,
  columns: readonly ColumnDescription[],
): (text: string, kind: 'predicate' | 'value') => Promise<Checked> {
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const known = new Map<string, Promise<Found>>();
  return async (text, kind) => {
    const found = known.get(text) ?? check(text, catalogue, columns, names);
    known.set(text, found);
    const { type, compared, reads } = await found;
    if (kind === 'predicate' && type !== 'BOOLEAN')
      throw problem(
        'EXPRESSION_INVALID',
        text,
        `is of type ${type}, and a predicate must be BOOLEAN`,
      );
    const floats = columns.filter(
      ({ name, family }) => family === 'float' && compared.has(name.toLowerCase()),
    );
    return {
      reads: columns.map(({ name }) => name).filter((name) => reads.has(name.toLowerCase())),
      ordersNaN: floats.map(({ name }) => ({ column: name, message: comparesNaN(name) })),
    };
  };
}

interface Found {
  readonly type: string;
  readonly compared: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
}

async function check(
  text: string,
  catalogue: Catalogue,
  described: readonly ColumnDescription[],
  columns: ReadonlySet<string>,
): Promise<Found> {
  const { nodes, doubts } = await readExpression(text, catalogue, columns);
  const type = await typeOf(text, catalogue);
  // The engine's own words, with close matches, come first; what it lets pass is then refused here.
  if (doubts[0] !== undefined) throw problem('EXPRESSION_REFUSED', text, doubts[0]);
  const constant =
    type === 'BOOLEAN'
      ? ((await constantProblem(text, nodes, described, catalogue)) ??
        selfComparison(nodes, columns))
      : null;
  if (constant !== null) throw problem('EXPRESSION_REFUSED', text, constant);
  return { type, compared: comparedByOrder(nodes, columns), reads: columnsRead(nodes, columns) };
}

async function typeOf(text: string, catalogue: Catalogue): Promise<string> {
  try {
    return await catalogue.typeOf(typedText(text));
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'ENGINE_FAILED') throw error;
    throw problem(
      'EXPRESSION_INVALID',
      text,
      `does not fit the dataset: ${fitProblem(error, text)}`,
    );
  }
}

function fitProblem({ message }: EngineError, text: string): string {
  const words = message.replace(/^DuckDB could not answer \(.*? Error\): /, '');
  // The name that it suggests is of our own relation.
  const table = /^Referenced table (".*?") not found!/.exec(words)?.[1];
  return table === undefined
    ? fitWords(words, text)
    : `there is no table ${table} here, only the columns of a row`;
}
