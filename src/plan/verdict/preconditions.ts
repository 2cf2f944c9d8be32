import type { Contract } from '../../contract/contract.ts';
import type { ExpectationNode } from '../../contract/expectation.ts';
import { nestedFields } from '../../contract/schema/nested-fields.ts';
import { EngineError, type Session } from '../../engine/engine.ts';
import { isFoundBy } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import { sqlIn } from '../../metric/walk.ts';
import type { Unmeasured } from '../measure-request.ts';
import { missingColumn } from '../passes/missing-column.ts';
import { kindsWithin } from '../passes/structure-pass.ts';
import { absentOrMisspelt } from './absent-or-misspelt.ts';
import { fieldHint } from './field-hint.ts';
import { floatListProblem } from './float-lists.ts';

/** The reason why a metric can't be measured. A check of an optional column that is absent has nothing to judge. */
export type Precondition = Unmeasured | { readonly absent: string } | null;

/**
 * Checks everything that is known before any row is read: columns, types, the order of the rows, and the user's own
 * SQL.
 */
export function preconditions(
  contract: Contract,
  session: Pick<Session, 'columns' | 'unordered' | 'checkExpression' | 'kindsOf' | 'fieldNotes'>,
): (node: ExpectationNode) => Promise<Precondition> {
  const optional = optionalColumns(contract);
  const absent = absentOrMisspelt(contract, session.columns);
  const columns = new Map(session.columns.map((column) => [column.name, column]));
  return async (node) => {
    const ofType = optionalType(node);
    if (ofType !== null && !columns.has(ofType)) {
      const found = absent(ofType);
      // Without a problem the check of the column's type judges that it is absent, and passes.
      if ('problem' in found) return found;
    }
    for (const { column, families } of node.metric.needs) {
      const found = columns.get(column);
      if (!found) {
        if (node.origin === 'schema' && optional.has(column)) return absent(column);
        return {
          ...problem('COLUMN_MISSING', `${missingFrom(column, contract, session)}.`),
          column,
        };
      }
      if (families !== null && !families.includes(found.family)) {
        const kinds = await kindsWithin(session, found);
        const message = `it reads ${wanted(node.metric, families)}, and column '${column}' is ${found.type}${kinds}.`;
        return { ...problem('COLUMN_TYPE', message), column };
      }
    }
    if (isFoundBy(node.metric.value, 'rowOrder') && session.unordered !== null)
      return problem(
        'ROWS_UNORDERED',
        `it goes by the order of the rows, and ${session.unordered}`,
      );
    const unmissable = floatListProblem(node, session.columns);
    if (unmissable !== null) return problem('BOUND_INVALID', unmissable);
    return checkSql(node, contract, session);
  };
}

/** Returns the sentence for a column or a field that the dataset does not have. */
function missingFrom(
  name: string,
  { terms }: Contract,
  { columns, fieldNotes }: Pick<Session, 'columns' | 'fieldNotes'>,
): string {
  const note = fieldNotes?.get(name);
  if (note !== undefined) return `the dataset has no column '${name}': ${note}`;
  const field = nestedFields(terms.schema).find((one) => one.name === name);
  return missingColumn(field?.path[0] ?? name, columns);
}

const problem = (code: string, message: string): Unmeasured => ({ problem: { code, message } });

function wanted({ name }: Metric, families: readonly string[]): string {
  if (families.includes('integer'))
    return families.includes('date') ? 'numbers, dates or timestamps' : 'numbers';
  if (families.includes('text')) return 'text';
  return families.includes('date') ? 'dates or timestamps' : `the type that ${name}() needs`;
}

/** Returns the columns that may be absent by the schema. */
function optionalColumns({ expectations }: Contract): ReadonlySet<string> {
  return new Set(expectations.flatMap((node) => optionalType(node) ?? []));
}

/** Returns the column whose type an expectation checks, if the column may be absent; else null. */
function optionalType({ metric: { value } }: ExpectationNode): string | null {
  const isOptional =
    value.kind === 'structure' && value.check.kind === 'type' && value.check.optional;
  return isOptional && value.check.kind === 'type' ? value.check.column : null;
}

/** Returns the user's own SQL in an expectation. */
export const sqlOf = ({ metric }: ExpectationNode): readonly string[] => [
  ...metric.scope.where,
  ...sqlIn(metric.violating),
];

async function checkSql(
  node: ExpectationNode,
  contract: Contract,
  session: Pick<Session, 'checkExpression'>,
): Promise<Unmeasured | null> {
  for (const text of sqlOf(node)) {
    try {
      await session.checkExpression(text, 'predicate');
    } catch (error) {
      if (error instanceof EngineError)
        return problem(error.code, `${error.message}${fieldHint(text, contract)}`);
      throw error;
    }
  }
  return null;
}
