import type { EngineRow } from '../../engine/engine.ts';
import type { Found } from './find-violations.ts';
import { judgeEach, segmentsOf, together } from './judge-rows.ts';
import type { PlannedRule, RowPlan } from './plan-rule.ts';
import type { SqlTest } from './sql-values.ts';
import type { Violation } from './violation.ts';
import { notJudged, violatedByColumns, violatedByRows } from './violation-words.ts';

/** Rows with the verdicts of the tests in SQL as columns, and the tests that failed with the engine's words. */
export interface TestedRows {
  readonly rows: readonly EngineRow[];
  readonly all: readonly number[];
  readonly failures: ReadonlyMap<string, string>;
}

/** Judges rows by a planned rule; null where it is satisfied. `onJudged` is called if it had something to judge. */
export function judgePlanned(
  planned: PlannedRule,
  tested: TestedRows,
  onJudged: (id: string) => void,
): Violation | null | Promise<Violation | null> {
  const { judged } = planned;
  if (planned.kind !== 'rows') onJudged(judged.rule.id);
  switch (planned.kind) {
    case 'passes':
      return null;
    case 'faults':
      return violatedByColumns(judged, planned.faults);
    case 'problem':
      return notJudged(judged, planned.message);
    case 'rows': {
      const problem = planned.tests.length === 0 ? null : sqlProblem(planned, tested);
      if (problem !== null) {
        onJudged(judged.rule.id);
        return notJudged(judged, problem);
      }
      const found = findIn(planned, tested, judged.node.metric.scope.per);
      return found instanceof Promise ? found.then(worded) : worded(found);
    }
  }
  function worded(found: Found | string): Violation | null {
    // As in a run: where all values are NULL, a rule of the schema holds, and one that was declared has no verdict.
    if (typeof found === 'string' || found.of > 0 || judged.rule.origin === 'schema')
      onJudged(judged.rule.id);
    if (typeof found === 'string') return notJudged(judged, found);
    return found.count === 0 ? null : violatedByRows(judged, found);
  }
}

function findIn(
  { compiled, scope, risky }: RowPlan,
  { rows, all }: TestedRows,
  per: readonly string[],
): Found | string | Promise<Found | string> {
  const among = scope.length === 0 ? all : all.filter((at) => isSelected(rows[at], scope));
  if (compiled.kind === 'each') return judgeEach(compiled, rows, among, risky);
  if (per.length === 0) return compiled.find(rows, among);
  return together(segmentsOf(rows, among, per).map((segment) => compiled.find(rows, segment)));
}

const isSelected = (row: EngineRow | undefined, tests: readonly SqlTest[]): boolean =>
  tests.every(({ key }) => row?.[key] === true);

/** Returns why the rule's SQL gives no verdict: the engine failed, or it would take a NaN for a number. */
function sqlProblem({ tests, nan }: RowPlan, { rows, failures }: TestedRows): string | null {
  for (const { key } of tests) {
    const failure = failures.get(key);
    if (failure !== undefined) return failure;
  }
  const taken = nan.find(({ column, among }) =>
    rows.some((row) => Number.isNaN(row[column]) && isSelected(row, among)),
  );
  return taken?.message ?? null;
}
