import { type ColumnDescription, EngineError, type EngineErrorCode } from './engine.ts';
import {
  bareFunctions,
  plainFunctions,
  plainMacros,
  type Reason,
  reasonText,
  refusalOf,
} from './expression-functions.ts';
import {
  isModified,
  type Node,
  nodesOf,
  type Serialized,
  soleExpression,
  wrap,
} from './expression-tree.ts';

/** What a check asks of the engine. */
export interface Catalogue {
  /** The tree of a statement, as `json_serialize_sql` writes it. */
  parse(sql: string): Promise<string>;
  /** The kinds under which the engine knows a function, `'scalar'`; `'volatile'` for one that is not constant. */
  kindsOf(name: string): Promise<ReadonlySet<string>>;
  /** The type of an expression over the dataset; throws what the engine throws, its data masked. */
  typeOf(expression: string): Promise<string>;
}

const longest = 10_000;

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

/**
 * A check of users' SQL over one relation, remembered for each text: it passes one expression over the row's own
 * columns, made of functions that give the same answer each time, and whose types fit.
 */
export function expressionCheck(
  catalogue: Catalogue,
  columns: readonly ColumnDescription[],
): (text: string, kind: 'predicate' | 'value') => Promise<void> {
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const known = new Map<string, Promise<string>>();
  return async (text, kind) => {
    const typed = known.get(text) ?? check(text, catalogue, names);
    known.set(text, typed);
    const type = await typed;
    if (kind === 'predicate' && type !== 'BOOLEAN')
      throw problem(
        'EXPRESSION_INVALID',
        text,
        `is of type ${type}, and a predicate must be BOOLEAN`,
      );
  };
}

async function check(
  text: string,
  catalogue: Catalogue,
  columns: ReadonlySet<string>,
): Promise<string> {
  if (text.length > longest)
    throw problem('EXPRESSION_REFUSED', text, `has more than ${longest} characters`);
  if (text.includes('\0')) throw problem('EXPRESSION_REFUSED', text, 'holds a NUL character');
  const nodes = nodesOf(await parse(text, catalogue));
  for (const node of nodes) refuseClass(node, text);
  const doubts = await functionDoubts(nodes, text, catalogue, columns);
  doubts.push(...columnDoubts(nodes, columns));
  const type = await typeOf(text, catalogue);
  // The engine's own words, with close matches, come first; what it lets pass is then refused here.
  if (doubts[0] !== undefined) throw problem('EXPRESSION_REFUSED', text, doubts[0]);
  return type;
}

async function parse(text: string, catalogue: Catalogue): Promise<Node> {
  if (text.trim() === '') throw problem('EXPRESSION_INVALID', text, 'is empty');
  const parsed = JSON.parse(await catalogue.parse(wrap(text))) as Serialized;
  if (parsed.error) {
    if (parsed.error_type !== 'parser')
      throw problem('EXPRESSION_REFUSED', text, 'is more than one expression');
    throw problem(
      'EXPRESSION_INVALID',
      text,
      `does not parse: ${syntaxProblem(parsed.error_message)}`,
    );
  }
  const expression = soleExpression(parsed);
  if (expression === null)
    throw problem('EXPRESSION_REFUSED', text, 'is not one expression over the columns of a row');
  return expression;
}

/** The parenthesis is ours, where the text ended too early. */
const syntaxProblem = (message: string) =>
  message === 'syntax error at or near ")"'
    ? 'it ends too early, or has a ")" too many'
    : (message.split('\n')[0] ?? '');

function refuseClass(node: Node, text: string) {
  if (classes.has(node.class) && node.type !== 'GROUPING_FUNCTION') return;
  const reason = why[node.class] ?? `${node.class.toLowerCase()} has no place in it`;
  throw problem('EXPRESSION_REFUSED', text, `is refused: ${reason}`);
}

async function functionDoubts(
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
      throw problem('EXPRESSION_REFUSED', text, `calls ${name}(): ${reasonText(reason)}`);
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
  const refused = refusalOf(name);
  if (refused) return refused;
  // With one argument, age() is counted from today.
  if (name === 'age') return given < 2 ? 'clock' : null;
  if (plainFunctions.has(name) || plainMacros.has(name)) return null;
  const kinds = await catalogue.kindsOf(name);
  if (kinds.has('aggregate')) return 'aggregate';
  if (kinds.has('volatile')) return 'chance';
  if (kinds.has('scalar')) return null;
  if (kinds.has('macro')) return 'macro';
  return kinds.has('table') || name === 'unnest' || name === 'unlist' ? 'table' : 'unknown';
}

function columnDoubts(nodes: readonly Node[], columns: ReadonlySet<string>): string[] {
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
      const reason = bareFunctions.has(name) ? refusalOf(name) : undefined;
      return reason
        ? `calls ${name}: ${reasonText(reason)}`
        : `is refused: "${name}" is no column of the dataset`;
    });
}

const namesOf = ({ column_names: names }: Node) =>
  ((names ?? []) as readonly string[]).map((name) => name.toLowerCase());

async function typeOf(text: string, catalogue: Catalogue): Promise<string> {
  try {
    return await catalogue.typeOf(`(${text}\n)`);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'ENGINE_FAILED') throw error;
    throw problem('EXPRESSION_INVALID', text, `does not fit the dataset: ${fitProblem(error)}`);
  }
}

const fitProblem = ({ message }: EngineError) =>
  message
    .replace(/^DuckDB could not answer \(.*? Error\): /, '')
    .replace(
      /^Referenced column (".*?") not found in FROM clause! *(?:Candidate bindings: (.*))?$/,
      (_, name: string, near?: string) =>
        `there is no column ${name}${near ? `; close matches: ${near}` : ''}`,
    );

function problem(code: EngineErrorCode, text: string, words: string): EngineError {
  const shown = text.length > 120 ? `${text.slice(0, 119)}…` : text;
  return new EngineError(code, `The SQL expression \`${shown}\` ${words}.`);
}
