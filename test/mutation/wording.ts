import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** A node of the syntax tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

interface Path {
  readonly node: Node;
  readonly parent: Node | null;
}

const ignored = 'the wording of a message';

/** The fields that hold what is told to a person, and nothing else. */
const told: readonly string[] = ['message', 'refused'];

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

const nameOf = (node: unknown) => (isNode(node) ? String(node.name) : '');

/** Text alone: a template in which something is decided is code. */
function isText(node: Node): boolean {
  if (node.type === 'StringLiteral') return true;
  const inner = Array.isArray(node.expressions) ? node.expressions : [];
  return node.type === 'TemplateLiteral' && !inner.some((one) => decides(one));
}

const deciding = /^(?:Conditional|Logical|Binary|ArrowFunction|Function)/;

const decides = (node: unknown): boolean =>
  isNode(node) &&
  (deciding.test(node.type) ||
    Object.values(node)
      .flat()
      .some((inner) => decides(inner)));

/** A stable code has no blank in it, and is no wording. */
const isSentence = ({ value, quasis }: Node) =>
  typeof value === 'string' ? value.includes(' ') : Array.isArray(quasis);

function isWording({ node, parent }: Path): boolean {
  if (parent === null || !isText(node)) return false;
  if (parent.type === 'NewExpression')
    return /Error$|^Declined$/.test(nameOf(parent.callee)) && isSentence(node);
  return parent.type === 'ObjectProperty' && told.includes(nameOf(parent.key));
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'wording', {
    shouldIgnore: (path) => (isWording(path as unknown as Path) ? ignored : undefined),
  }),
];
