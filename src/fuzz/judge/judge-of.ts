import process from 'node:process';
import type { Contract } from '../../contract/contract.ts';
import { listOf, nestedRead } from '../../contract/nested-read.ts';
import type { NestedField } from '../../contract/schema/nested-fields.ts';
import { columnHints } from '../../contract/schema/schema-expectations.ts';
import { DatasetError } from '../../dataset/dataset.ts';
import { EngineError, type EngineRow, type EngineValue } from '../../engine/engine.ts';
import type { StepOutput } from '../step.ts';
import { withFields } from './field-table.ts';
import { judgePlanned, type TestedRows } from './judge-planned.ts';
import { type JudgedRule, type LeftOutRule, rulesByUse } from './judged-rules.ts';
import { NoTable, type OutputTable, outputTable } from './output-table.ts';
import { type Plan, type Plans, plansOf } from './plans.ts';
import { runSqlTests } from './sql-values.ts';
import { typedTexts } from './typed-texts.ts';
import type { Violation } from './violation.ts';
import { notJudged } from './violation-words.ts';

/** The judge of a step's outputs. */
export interface Judge {
  /** The expectations that it judges by, in the contract's order. */
  readonly rules: readonly JudgedRule[];
  /** The others, with the reason why a few rows say nothing about them. */
  readonly leftOut: readonly LeftOutRule[];
  /**
   * Judges an output. The result has each violated expectation by its id, in the contract's order; it is empty if there is
   * none. `onJudged` receives each expectation that had something to judge: a row that it is about, or the columns.
   */
  readonly judge: (
    output: StepOutput,
    onJudged?: (id: string) => void,
  ) => Promise<ReadonlyMap<string, Violation>>;
  readonly close: () => Promise<void>;
}

/** Options of {@link judgeOf}. */
export interface JudgeOptions {
  /** The clock of the run, for expectations that depend on it. */
  readonly now: Date;
  /** The folder that relative paths start from; the working directory unless given. */
  readonly root?: string;
}

/**
 * Prepares the judge of outputs that a contract describes. Each of its rules says of rows what the contract says of them
 * in a run, save that no rows to judge are no violation. Values that are no data violate all of the rules.
 */
export function judgeOf(contract: Contract, { now, root = process.cwd() }: JudgeOptions): Judge {
  const { rules, leftOut } = rulesByUse(contract);
  const hints = columnHints(contract.terms.schema);
  const groups = [...Map.groupBy(rules, ({ elementsOf }) => elementsOf)].map(
    ([elementsOf, own]): Group => ({
      fields: nestedRead(contract).filter((one) => [null, elementsOf].includes(listOf(one))),
      plans: plansOf(contract, own, { now, root }),
    }),
  );
  return {
    rules,
    leftOut,
    judge: async (output, onJudged = () => undefined) => {
      // A function that returns no rows says nothing of its columns.
      if (output.rows.length === 0 && output.columns.length === 0) return new Map();
      try {
        const table = outputTable(typedTexts(output, hints), hints);
        const found = new Map<string, Violation>();
        for (const group of groups)
          for (const one of await judgeGroup(table, group, onJudged)) found.set(one.id, one);
        return inOrder(rules, found);
      } catch (error) {
        const violations = allViolated(rules, problemOf(error));
        for (const id of violations.keys()) onJudged(id);
        return violations;
      }
    },
    close: async () => {
      await Promise.all(groups.map(({ plans }) => plans.close()));
    },
  };
}

/** Rules about the same rows: those of the output, or the elements of a list. */
interface Group {
  readonly fields: readonly NestedField[];
  readonly plans: Plans;
}

async function judgeGroup(
  table: OutputTable,
  { fields, plans }: Group,
  onJudged: (id: string) => void,
): Promise<readonly Violation[]> {
  if (fields.length === 0) {
    const plan = plans.of(table);
    return judgeTable(table, plan instanceof Promise ? await plan : plan, onJudged);
  }
  const { from, ...flat } = withFields(table, fields);
  const found = await judgeTable(flat, await plans.of(flat), onJudged);
  const rowsOf = ({ rows }: Violation) => [...new Set(rows.flatMap((at) => from[at] ?? []))];
  return found.map((one) => ({ ...one, rows: rowsOf(one) }));
}

const inOrder = (rules: readonly JudgedRule[], found: ReadonlyMap<string, Violation>) =>
  new Map(
    rules.flatMap(({ rule: { id } }) => {
      const violation = found.get(id);
      return violation === undefined ? [] : [[id, violation] as const];
    }),
  );

/** Returns why an output is no table of data; other errors are thrown again. */
function problemOf(error: unknown): string {
  if (error instanceof NoTable) return `the output is no table of data: ${error.message}.`;
  if (error instanceof DatasetError) return error.message;
  throw error;
}

const allViolated = (rules: readonly JudgedRule[], problem: string) =>
  new Map(rules.map((judged) => [judged.rule.id, notJudged(judged, problem)]));

async function judgeTable(
  { rows: given }: OutputTable,
  plan: Plan,
  onJudged: (id: string) => void,
): Promise<readonly Violation[]> {
  const violations: Violation[] = [];
  const all = given.map((_, at) => at);
  const { rows, failures } =
    plan.session === null
      ? { rows: given, failures: noFailure }
      : await testInSql(given, plan, plan.session);
  const tested: TestedRows = { rows, all, failures };
  for (const planned of plan.rules) {
    const found = judgePlanned(planned, tested, onJudged);
    const violation = found instanceof Promise ? await found : found;
    if (violation !== null) violations.push(violation);
  }
  return violations;
}

const noFailure: ReadonlyMap<string, string> = new Map();

/** Returns the rows with the verdicts of the tests in SQL as columns, and the messages of those that failed. */
async function testInSql(
  given: readonly EngineRow[],
  { tests }: Plan,
  session: NonNullable<Plan['session']>,
): Promise<Pick<TestedRows, 'rows' | 'failures'>> {
  const found = await runSqlTests(tests, given, session);
  const failures = new Map<string, string>();
  const rows = given.map((row): Record<string, EngineValue> => ({ ...row }));
  for (const [at, { key }] of tests.entries()) {
    const verdicts = found[at] ?? [];
    if (verdicts instanceof EngineError) failures.set(key, verdicts.message);
    else for (const [place, row] of rows.entries()) row[key] = verdicts[place] ?? null;
  }
  return { rows, failures };
}
