import type { Comparison, Predicate } from '../../metric/expression.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { columnsIn, sqlIn } from '../../metric/walk.ts';
import { type Constraint, constraint, refusesNull } from './constraint.ts';
import { formatName } from './format-name.ts';
import { readPredicate } from './read-predicate.ts';

/** One thing that a rule requires, in a form that can be merged, or as it is where there is none. */
export type Statement =
  | { readonly kind: 'column'; readonly column: string; readonly constraint: Constraint }
  /** The column may be missing from the dataset. */
  | { readonly kind: 'optional'; readonly column: string }
  /** No two rows are equal in these columns. */
  | { readonly kind: 'key'; readonly columns: readonly string[] }
  /** Two columns of each row compare so; a row with a NULL in either is left out. */
  | {
      readonly kind: 'relation';
      readonly left: string;
      readonly op: Comparison;
      readonly right: string;
    }
  /** There are no columns but these. */
  | { readonly kind: 'closed'; readonly columns: readonly string[] }
  /** The columns come in this order. */
  | { readonly kind: 'ordered'; readonly columns: readonly string[] }
  /** A requirement that has no such form. */
  | { readonly kind: 'unread'; readonly requirement: Requirement };

const ofColumn = (column: string, ...all: readonly Constraint[]): readonly Statement[] =>
  all.map((one) => ({ kind: 'column', column, constraint: one }));

/** Reads a requirement as statements, all of which together say the same. */
export function statementsOf(requirement: Requirement): readonly Statement[] {
  switch (requirement.kind) {
    case 'each':
      return readTest(requirement);
    case 'unique':
      return readUnique(requirement);
    case 'increasing':
      return requirement.of.kind === 'column'
        ? ofColumn(requirement.of.name, constraint('increasing', true))
        : [{ kind: 'unread', requirement }];
    case 'structure':
      return readStructure(requirement);
    case 'readable':
      return [];
  }
}

type Requires<K extends Requirement['kind']> = Extract<Requirement, { kind: K }>;

function readTest(requirement: Requires<'each'>): readonly Statement[] {
  const { judged, holds, formats } = requirement;
  const unread: readonly Statement[] = [{ kind: 'unread', requirement }];
  if (sqlIn([judged, holds]).length > 0) return unread;
  const [column, ...others] = columnsIn([judged, holds]);
  if (column === undefined) return unread;
  if (others.length > 0) return readRelations(requirement) ?? unread;
  const [notNull, ...conditions] = conditionsOf(judged);
  if (conditions.length > 0 || (notNull && !isNotNull(notNull))) return unread;
  const { constraints, rest } = readPredicate(holds);
  const named = formats.map((format) => constraint('format', formatName(format)));
  const isNullRefused =
    judged.kind === 'always' && constraints.some(({ kind }) => refusesNull[kind]);
  return [
    ...ofColumn(column, ...named, ...constraints),
    ...(isNullRefused ? ofColumn(column, constraint('required', true)) : []),
    ...rest.map(
      (one): Statement => ({ kind: 'unread', requirement: { ...requirement, holds: one } }),
    ),
  ];
}

/** The tests that decide if a row is judged. */
const conditionsOf = (judged: Predicate): readonly Predicate[] =>
  (judged.kind === 'and' ? judged.terms : [judged]).filter(
    (term) => term.kind !== 'always' && !isConstant(term),
  );

/** True where a constant is not to be NULL, which none is. */
const isConstant = (node: Predicate): boolean =>
  node.kind === 'not' && node.term.kind === 'isNull' && columnsIn(node).size === 0;

const isNotNull = (node: Predicate): boolean =>
  node.kind === 'not' && node.term.kind === 'isNull' && node.term.of.kind === 'column';

/** Comparisons of two columns, where the rows without a NULL in them are judged and nothing else is said. */
function readRelations({ judged, holds }: Requires<'each'>): readonly Statement[] | null {
  const areJudged = judged.kind === 'and' && judged.terms.every(isNotNull);
  const relations = (holds.kind === 'and' ? holds.terms : [holds]).map(relationOf);
  const known = relations.filter((one) => one !== null);
  const columns = columnsIn(judged);
  // Of three columns, a NULL in one leaves the other two unjudged.
  const isPair = columns.size === 2 && areJudged;
  return isPair && known.length === relations.length ? known : null;
}

function relationOf(node: Predicate): Statement | null {
  if (node.kind !== 'compare' || node.left.kind !== 'column' || node.right.kind !== 'column')
    return null;
  return { kind: 'relation', left: node.left.name, op: node.op, right: node.right.name };
}

function readUnique(requirement: Requires<'unique'>): readonly Statement[] {
  const columns = requirement.of.flatMap((one) => (one.kind === 'column' ? [one.name] : []));
  if (columns.length < requirement.of.length) return [{ kind: 'unread', requirement }];
  const [only = '', ...more] = columns;
  const isUnique = more.length === 0 ? ofColumn(only, constraint('unique', true)) : [];
  if (requirement.nulls === 'skip')
    return more.length === 0 ? isUnique : [{ kind: 'unread', requirement }];
  return [
    { kind: 'key', columns },
    ...isUnique,
    ...columns.flatMap((one) => ofColumn(one, constraint('required', true))),
  ];
}

function readStructure({ check }: Requires<'structure'>): readonly Statement[] {
  switch (check.kind) {
    case 'noExtra':
      return [{ kind: 'closed', columns: check.columns }];
    case 'order':
      return [{ kind: 'ordered', columns: check.columns }];
    case 'type':
      return [
        ...(check.accepts.length > 0
          ? ofColumn(check.column, constraint('type', check.accepts))
          : []),
        ...(check.optional ? [{ kind: 'optional', column: check.column } as const] : []),
      ];
  }
}
