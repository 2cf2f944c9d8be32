import type { Argument, Expression } from 'oxc-parser';
import { type ContractSource, declaredAs, keyOf } from './contract-source.ts';

/** The methods of zod that take an object of fields. */
const shapes = new Set([
  'object',
  'strictObject',
  'looseObject',
  'interface',
  'extend',
  'safeExtend',
]);

/** The methods of zod that take schemas of which rows may be: each can have the field. */
const parts = new Set([
  ...['union', 'discriminatedUnion', 'xor', 'intersection', 'lazy', 'and', 'or', 'array'],
  ...['optional', 'nullable', 'nullish', 'readonly', 'merge', 'pipe'],
]);

/** The most declarations that lead from one to the next: a schema may be declared by itself. */
const deepest = 20;

/**
 * Returns the position in its source of a field of the schema, from 0: of the name before its rules, the last where it is
 * given anew by `extend`. Null if the schema's text has no such name: it comes from another file, or is computed.
 */
export function fieldIn({ program, schema }: ContractSource, field: string): number | null {
  return search(schema, 0);

  function search(node: Expression | Argument, depth: number): number | null {
    if (depth > deepest) return null;
    switch (node.type) {
      case 'Identifier': {
        const declared = declaredAs(program, node.name);
        return declared === null ? null : search(declared, depth + 1);
      }
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
        return search(node.expression, depth);
      case 'SpreadElement':
        return search(node.argument, depth);
      case 'ArrowFunctionExpression':
        return node.body.type === 'BlockStatement' ? null : search(node.body, depth + 1);
      case 'ArrayExpression':
        return first(
          node.elements.filter((one) => one !== null),
          depth,
        );
      // The fields of another schema: `...base.shape`.
      case 'MemberExpression':
        return search(node.object, depth);
      case 'ObjectExpression':
        return inShape(node, depth);
      case 'CallExpression': {
        const { callee } = node;
        if (callee.type !== 'MemberExpression') return null;
        const method = keyOf(callee.property) ?? '';
        const own = shapes.has(method) || parts.has(method) ? first(node.arguments, depth) : null;
        // What the method was called on: `base.extend({ ... })`.
        return own ?? search(callee.object, depth);
      }
      default:
        return null;
    }
  }

  function first(nodes: readonly (Expression | Argument)[], depth: number): number | null {
    for (const node of nodes) {
      const at = search(node, depth);
      if (at !== null) return at;
    }
    return null;
  }

  function inShape(
    { properties }: Extract<Expression, { type: 'ObjectExpression' }>,
    depth: number,
  ): number | null {
    for (const property of properties.toReversed()) {
      const at =
        property.type === 'SpreadElement'
          ? search(property.argument, depth + 1)
          : keyOf(property.key) === field && !property.computed
            ? property.key.start
            : null;
      if (at !== null) return at;
    }
    return null;
  }
}
