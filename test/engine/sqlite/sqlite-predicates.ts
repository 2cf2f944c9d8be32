import {
  Declined,
  type DialectContext,
  type Family,
  type Literal,
  type Predicate,
  type Scalar,
} from 'assay/engine';

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function literal(value: Literal): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Date) return String(value.getTime());
  if (typeof value !== 'string')
    return Number.isFinite(Number(value)) ? String(value) : Number(value) > 0 ? '9e999' : '-9e999';
  if (value.includes('\0') || !value.isWellFormed())
    throw new Declined('SQLite ends a text at its first NUL');
  return `'${value.replaceAll("'", "''")}'`;
}

export const familyOf = (node: Scalar, { columns }: DialectContext): Family => {
  if (node.kind === 'column')
    return columns.find(({ name }) => name === node.name)?.family ?? 'other';
  return node.kind === 'length' ? 'integer' : 'other';
};

export function scalar(node: Scalar, context: DialectContext): string {
  switch (node.kind) {
    case 'column':
      return identifier(node.name);
    case 'literal':
      return literal(node.value);
    case 'now':
      return literal(context.now);
    case 'length':
      return `length(${scalar(node.of, context)})`;
    case 'elapsed':
      return `(${literal(context.now)} - ${scalar(node.of, context)})`;
    case 'add':
      return `(${node.terms.map((term) => scalar(term, context)).join(' + ')})`;
    case 'sql':
      return `(${node.text}\n)`;
  }
}

const types: Readonly<Record<string, readonly Family[]>> = {
  string: ['text'],
  number: ['integer', 'float'],
  bigint: ['integer', 'float'],
  boolean: ['boolean'],
  object: ['timestamp'],
};

export function predicate(node: Predicate, context: DialectContext): string {
  switch (node.kind) {
    case 'always':
      return 'true';
    case 'and':
    case 'or': {
      const terms = node.terms.map((term) => predicate(term, context));
      return terms.length === 0 ? String(node.kind === 'and') : `(${terms.join(` ${node.kind} `)})`;
    }
    case 'not':
      return `(${predicate(node.term, context)} is not true)`;
    case 'isNull':
      return `(${scalar(node.of, context)} is null)`;
    case 'isNaN':
      return 'false';
    case 'isInfinite':
      return familyOf(node.of, context) === 'float'
        ? `(abs(${scalar(node.of, context)}) = 9e999)`
        : 'false';
    case 'compare':
      return `(${scalar(node.left, context)} ${node.op} ${scalar(node.right, context)})`;
    case 'oneOf': {
      const family = familyOf(node.of, context);
      const values = node.values.filter((value) => types[typeof value]?.includes(family));
      return `(${scalar(node.of, context)} in (${values.map(literal).join(', ')}))`;
    }
    case 'matches':
      throw new Declined('SQLite has no regular expressions');
    case 'multipleOf':
      return multipleOf(scalar(node.of, context), node.step, familyOf(node.of, context));
    case 'sql':
      return `(${node.text}\n)`;
    case 'judged':
      throw new Declined(`${node.judge.by} judges it`);
  }
}

function multipleOf(value: string, step: number | bigint, family: Family): string {
  if (family === 'integer' && (typeof step === 'bigint' || step === 1))
    return `(${value} % ${step} = 0)`;
  if (Number(step) === 1) return `(${value} = trunc(${value}) and abs(${value}) < 9e999)`;
  const quotient = `(cast(${value} as real) / ${Number(step)})`;
  return `(abs(${quotient} - round(${quotient})) < ${4 * Number.EPSILON} * max(abs(${quotient}), 1))`;
}
