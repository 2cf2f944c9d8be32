import { createRequire } from 'node:module';
import type { Expression, Program, Statement } from 'oxc-parser';

/** A call of `contract` in a program, and what stands in it as its schema. */
export interface ContractSource {
  readonly program: Program;
  readonly schema: Expression;
}

/** The place of a call: its position in the text, from 0, and the contract's name. */
export interface CallPlace {
  readonly offset: number;
  readonly name: string;
}

const require = createRequire(import.meta.url);

/**
 * Finds the schema of the contract that is declared at a place of a TypeScript or JavaScript source. Null where the source can't be
 * read as such, where nothing is called there, or the schema is not in its text.
 */
export function contractSource(
  path: string,
  text: string,
  place: CallPlace,
): ContractSource | null {
  const program = parse(path, text);
  if (program === null) return null;
  const calls = callsIn(program);
  const call =
    calls.findLast(({ callee }) => callee.start <= place.offset && place.offset < callee.end) ??
    calls.find(({ arguments: [first] }) => first?.type === 'Literal' && first.value === place.name);
  const schema = call?.arguments.map(schemaOf).find((one) => one !== null);
  return schema ? { program, schema } : null;
}

type Call = Extract<Expression, { type: 'CallExpression' }>;

/** Loads the parser where it is first needed: a script that only runs contracts of no file does without. */
function parse(path: string, text: string): Program | null {
  try {
    const { parseSync } = require('oxc-parser') as typeof import('oxc-parser');
    const { program, errors } = parseSync(path, text);
    return errors.length > 0 ? null : program;
  } catch {
    // A platform without the parser's binary still runs contracts: rules stand at the contract's line then.
    return null;
  }
}

/** Returns the terms' `schema`, if an argument is an object with it. */
function schemaOf(argument: Call['arguments'][number]): Expression | null {
  if (argument.type !== 'ObjectExpression') return null;
  for (const property of argument.properties)
    if (property.type === 'Property' && keyOf(property.key) === 'schema') return property.value;
  return null;
}

/** Returns the name of a property where its text has one; null for a computed one. */
export function keyOf(key: { readonly type: string }): string | null {
  if (key.type === 'Identifier' && 'name' in key) return String(key.name);
  return key.type === 'Literal' && 'value' in key ? String(key.value) : null;
}

/** Returns all calls of a program, an outer one before those in it. */
function callsIn(program: Program): readonly Call[] {
  const calls: Call[] = [];
  walk(program, (node) => {
    if (isCall(node)) calls.push(node);
  });
  return calls;
}

const isCall = (node: Node): node is Call => node.type === 'CallExpression';

interface Node {
  readonly type: string;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of Object.values(node))
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) walk(one, visit);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Returns what a name of a program's top level is declared as; null if it is imported, or is none. */
export function declaredAs(program: Program, name: string): Expression | null {
  for (const statement of program.body)
    for (const { id, init } of declarators(statement))
      if (id.type === 'Identifier' && id.name === name) return init;
  return null;
}

function declarators(statement: Statement) {
  const declaration =
    statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  return declaration?.type === 'VariableDeclaration' ? declaration.declarations : [];
}
