import { StepError } from './fuzz-error.ts';
import type { FuzzCase } from './fuzz-result.ts';
import type { Broken, Invariant } from './invariant.ts';
import type { Judge } from './judge/judge-of.ts';
import type { Violation } from './judge/violation.ts';
import type { OpenStep, StepColumn, StepOutput, StepTable } from './step.ts';

/** All that a case is held to. */
export interface Laws {
  readonly step: OpenStep;
  readonly judge: Judge;
  /** The invariants by the id of their property. */
  readonly invariants: ReadonlyMap<string, Invariant>;
  /** The columns of each table, in its order. */
  readonly columns: ReadonlyMap<string, readonly StepColumn[]>;
}

/** The result of one case. */
export interface Held {
  readonly output: StepOutput | null;
  /** The broken properties among those that were asked for. */
  readonly broken: ReadonlyMap<string, Broken>;
  /** The properties that this case could be judged by. */
  readonly judged: readonly string[];
  /** The rows of the input. */
  readonly given: number;
  /** True if the step was stopped by its limit of time. */
  readonly isLate: boolean;
}

/** The id of the property that the step ends with a table. */
export const runId = 'fuzz:run';

/** Runs the step on a case, and holds what comes out to the properties with these ids. */
export async function holdCase(
  { step, judge, invariants, columns }: Laws,
  { tables }: Pick<FuzzCase, 'tables'>,
  ids: readonly string[],
): Promise<Held> {
  const input = [...columns].map(
    ([name, known]): StepTable => ({ name, columns: known, rows: tables[name] ?? [] }),
  );
  const given = input.reduce((sum, { rows }) => sum + rows.length, 0);
  let isLate = false;
  const output = await step.run(input).catch((error: unknown) => {
    isLate = error instanceof StepError && error.code === 'STEP_TIMEOUT';
    return asBroken(error);
  });
  if ('sentence' in output)
    return { output: null, broken: new Map([[runId, output]]), judged: [runId], given, isLate };
  const broken = new Map<string, Broken>();
  const judged = new Set([runId]);
  const rules = ids.filter((id) => id !== runId && !invariants.has(id));
  if (rules.length > 0) {
    const violations = await judge.judge(output, (id) => judged.add(id));
    for (const id of rules) {
      const found = violations.get(id);
      if (found) broken.set(id, violated(found, output));
    }
  }
  for (const id of ids) {
    const found = await invariants.get(id)?.check({ input, output, run: step.run }).catch(asBroken);
    if (found) broken.set(id, found);
    if (found !== undefined) judged.add(id);
  }
  return { output, broken, judged: [...judged], given, isLate };
}

/** A step that fails breaks the law that it ends; any other error is a fault of ours, or of the surroundings. */
function asBroken(error: unknown): Broken {
  if (!(error instanceof StepError)) throw error;
  return { sentence: error.message, shown: [] };
}

function violated({ sentence, rows }: Violation, output: StepOutput): Broken {
  const violating = new Set(rows);
  const shows = rows.length > 0 && rows.length < output.rows.length;
  return {
    sentence,
    shown: shows
      ? [{ title: 'violating', rows: output.rows.filter((_, at) => violating.has(at)) }]
      : [],
  };
}
