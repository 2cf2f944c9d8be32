import type { Contract } from '../../contract/contract.ts';
import type { ColumnDescription, Session } from '../../engine/engine.ts';
import type { Requirement } from '../../metric/requirement.ts';
import { sqlIn } from '../../metric/walk.ts';
import { structureFaults } from '../../plan/passes/structure-pass.ts';
import { preconditions } from '../../plan/verdict/preconditions.ts';
import { type Compiled, compileRequirement } from './find-violations.ts';
import type { JudgedRule } from './judged-rules.ts';
import { riskyColumns } from './may-hang.ts';
import { type SqlTest, sqlTest } from './sql-values.ts';
import { withVerdicts } from './with-verdicts.ts';

/** A rule, ready to judge the rows of outputs that have certain columns. */
export type PlannedRule = { readonly judged: JudgedRule } & (
  | { readonly kind: 'passes' }
  /** The columns are at fault, whatever the rows are. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] }
  | { readonly kind: 'problem'; readonly message: string }
  | RowPlan
);

/** The way to judge rows. */
export interface RowPlan {
  readonly kind: 'rows';
  readonly compiled: Compiled;
  /** The tests in SQL that select its rows, in order. */
  readonly scope: readonly SqlTest[];
  /** All of its tests in SQL; their verdicts are columns of the rows, named by their keys. */
  readonly tests: readonly SqlTest[];
  /** The columns in which a NaN would deceive a test in SQL, among the rows that the tests before it select. */
  readonly nan: readonly {
    readonly column: string;
    readonly message: string;
    readonly among: readonly SqlTest[];
  }[];
  /** The columns whose long texts may make it take for ever. */
  readonly risky: readonly string[];
}

/** The columns of an output, and an engine that knows them where a rule is written in SQL. */
export interface Surroundings {
  readonly contract: Contract;
  readonly columns: readonly ColumnDescription[];
  readonly fieldNotes?: ReadonlyMap<string, string> | undefined;
  readonly session: Session | null;
  readonly now: Date;
}

/** Plans a rule for outputs with these columns. */
export async function planRule(
  judged: JudgedRule,
  surroundings: Surroundings,
): Promise<PlannedRule> {
  const { contract, columns, session, fieldNotes = new Map() } = surroundings;
  const { requirement, node } = judged;
  if (requirement.kind === 'readable') return { judged, kind: 'passes' };
  // As in a run: an optional column that is only spelt otherwise is an error before its type is looked at.
  const known = session ?? { columns, unordered: null, checkExpression };
  const check = preconditions(contract, { ...known, fieldNotes });
  const refusal = await check(node);
  if (refusal !== null && 'absent' in refusal) return { judged, kind: 'passes' };
  if (refusal !== null) return { judged, kind: 'problem', message: refusal.problem.message };
  if (requirement.kind === 'structure') {
    const faults = structureFaults(requirement.check, columns);
    return faults.length === 0 ? { judged, kind: 'passes' } : { judged, kind: 'faults', faults };
  }
  return { judged, ...(await planRows(judged, requirement, surroundings)) };
}

const checkExpression = () => Promise.reject(new TypeError('A rule in SQL needs an engine.'));

type RowRequirement = Exclude<Requirement, { kind: 'structure' | 'readable' }>;

async function planRows(
  { node }: JudgedRule,
  requirement: RowRequirement,
  { columns, session, now }: Surroundings,
): Promise<RowPlan> {
  const { where } = node.metric.scope;
  const scope = where.map((text, at) => sqlTest(where.slice(0, at), text));
  const own = sqlIn(requirement).map((text) => sqlTest(where, text));
  const tests = [...scope, ...own];
  const nan: RowPlan['nan'][number][] = [];
  for (const { text, where: before } of session === null ? [] : tests) {
    const { ordersNaN } = (await session?.checkExpression(text, 'predicate')) ?? { ordersNaN: [] };
    const among = scope.slice(0, before.length);
    nan.push(...ordersNaN.map((one) => ({ ...one, among })));
  }
  const columnOf = (text: string) => sqlTest(where, text).key;
  const families = new Map(columns.map(({ name, family }) => [name, family]));
  return {
    kind: 'rows',
    compiled: await compileRequirement(withVerdicts(requirement, columnOf), now, families),
    scope,
    tests,
    nan,
    risky: riskyColumns(requirement),
  };
}
