import type { Contract } from '../../contract/contract.ts';
import type { ExpectationNode } from '../../contract/expectation.ts';
import { EngineError, type Session } from '../../engine/engine.ts';
import { isFoundBy } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import { sqlIn } from '../../metric/walk.ts';
import type { Unmeasured } from '../measure-request.ts';
import { missingColumn } from '../passes/missing-column.ts';
import { kindsWithin } from '../passes/structure-pass.ts';
import { floatListProblem } from './float-lists.ts';

/** The reason why a metric can't be measured. A check of an optional column that is absent has nothing to judge. */
export type Precondition = Unmeasured | { readonly absent: string } | null;

/**
 * Checks everything that is known before any row is read: columns, types, the order of the rows, and the user's own
 * SQL.
 */
export function preconditions(
  contract: Contract,
  session: Pick<Session, 'columns' | 'unordered' | 'checkExpression' | 'kindsOf'>,
): (node: ExpectationNode) => Promise<Precondition> {
  const optional = optionalColumns(contract);
  const columns = new Map(session.columns.map((column) => [column.name, column]));
  return async (node) => {
    for (const { column, families } of node.metric.needs) {
      const found = columns.get(column);
      if (!found) {
        if (node.origin === 'schema' && optional.has(column)) return { absent: column };
        return problem('COLUMN_MISSING', `${missingColumn(column, session.columns)}.`);
      }
      if (families !== null && !families.includes(found.family)) {
        const kinds = await kindsWithin(session, found);
        return problem(
          'COLUMN_TYPE',
          `it reads ${wanted(node.metric, families)}, and column '${column}' is ${found.type}${kinds}.`,
        );
      }
    }
    if (isFoundBy(node.metric.value, 'rowOrder') && session.unordered !== null)
      return problem(
        'ROWS_UNORDERED',
        `it goes by the order of the rows, and ${session.unordered}`,
      );
    const unmissable = floatListProblem(node, session.columns);
    return unmissable === null ? checkSql(node, session) : problem('BOUND_INVALID', unmissable);
  };
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
  return new Set(
    expectations.flatMap(({ metric: { value } }) =>
      value.kind === 'structure' && value.check.kind === 'type' && value.check.optional
        ? [value.check.column]
        : [],
    ),
  );
}

/** Returns the user's own SQL in an expectation. */
export const sqlOf = ({ metric }: ExpectationNode): readonly string[] => [
  ...metric.scope.where,
  ...sqlIn(metric.violating),
];

async function checkSql(
  node: ExpectationNode,
  session: Pick<Session, 'checkExpression'>,
): Promise<Unmeasured | null> {
  for (const text of sqlOf(node)) {
    try {
      await session.checkExpression(text, 'predicate');
    } catch (error) {
      if (error instanceof EngineError) return problem(error.code, error.message);
      throw error;
    }
  }
  return null;
}
