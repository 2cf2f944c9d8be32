import type { Contract } from '../../contract/contract.ts';
import { DatasetError } from '../../dataset/dataset.ts';
import { checkColumnNames } from '../../dataset/typing/column-names.ts';
import { type ColumnDescription, EngineError, type Session } from '../../engine/engine.ts';
import { sqlIn } from '../../metric/walk.ts';
import type { JudgedRule } from './judged-rules.ts';
import { type PlannedRule, planRule } from './plan-rule.ts';
import { openForColumns, type SqlTest } from './sql-values.ts';

/** The rules of a contract, ready for outputs with certain columns. */
export interface Plan {
  /** Those that the columns alone do not satisfy. */
  readonly rules: readonly PlannedRule[];
  /** The tests in SQL, each once. */
  readonly tests: readonly SqlTest[];
  /** The engine for the tests; null where there are none, or it could not be opened. */
  readonly session: Session | null;
}

interface PlannedColumns {
  readonly columns: readonly ColumnDescription[];
  readonly fieldNotes?: ReadonlyMap<string, string>;
}

/** Plans for the columns that outputs had. */
export interface Plans {
  /**
   * Returns the plan for outputs with these columns, and makes it where it is the first such output. `fieldNotes` are on
   * fields within columns that no row holds.
   *
   * @throws {DatasetError} for names of columns that SQL can't tell apart.
   */
  readonly of: (output: PlannedColumns) => Plan | Promise<Plan>;
  readonly close: () => Promise<void>;
}

/** The most plans that are kept. Types of nested values may differ from output to output. */
const most = 64;

/** Starts without a plan. Each is made once for columns of the same names and types. */
export function plansOf(
  contract: Contract,
  rules: readonly JudgedRule[],
  surroundings: { readonly now: Date; readonly root: string },
): Plans {
  const known = new Map<string, Plan>();
  const close = async () => {
    const sessions = [...known.values()].map(({ session }) => session?.close());
    known.clear();
    await Promise.all(sessions);
  };
  const make = async (key: string, output: PlannedColumns) => {
    checkColumnNames(
      'the output',
      output.columns.map(({ name }) => name),
    );
    if (known.size >= most) await close();
    const plan = await makePlan(contract, rules, output, surroundings);
    known.set(key, plan);
    return plan;
  };
  return {
    of: (output) => {
      const key = [
        ...output.columns.map(({ name, family, type }) => `${name}\0${family}\0${type}`),
        ...[...(output.fieldNotes ?? [])].flat(),
      ].join('\0');
      return known.get(key) ?? make(key, output);
    },
    close,
  };
}

async function makePlan(
  contract: Contract,
  rules: readonly JudgedRule[],
  { columns, fieldNotes }: PlannedColumns,
  { now, root }: { readonly now: Date; readonly root: string },
): Promise<Plan> {
  const opened = rules.some(isInSql) ? await openOrError(columns, now, root) : null;
  const session = opened instanceof Error ? null : opened;
  const planned: PlannedRule[] = [];
  for (const judged of rules) {
    const plan =
      opened instanceof Error && isInSql(judged)
        ? ({ judged, kind: 'problem', message: opened.message } as const)
        : await planRule(judged, { contract, columns, fieldNotes, session, now });
    planned.push(plan);
  }
  const tests = planned.flatMap((plan) => (plan.kind === 'rows' ? plan.tests : []));
  const distinct = new Map(tests.map((test) => [test.key, test]));
  return {
    rules: planned,
    tests: [...distinct.values()],
    session,
  };
}

const isInSql = ({ node: { metric }, requirement }: JudgedRule): boolean =>
  metric.scope.where.length > 0 || sqlIn(requirement).length > 0;

async function openOrError(columns: readonly ColumnDescription[], now: Date, root: string) {
  try {
    return await openForColumns(columns, now, root);
  } catch (error) {
    if (error instanceof DatasetError || error instanceof EngineError) return error;
    throw error;
  }
}
