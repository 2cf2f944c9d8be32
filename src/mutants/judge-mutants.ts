import type { TitledExpectation } from '../contract/titled-expectations.ts';
import { type ChosenRows, type CopiedRows, EngineError } from '../engine/engine.ts';
import type { Judged } from '../plan/verdict/judged.ts';
import { type Judging, judgeRows } from './judge-rows.ts';
import { type Layer, layersOf, type Task } from './layers.ts';
import type { CaughtBy } from './mutant.ts';
import type { PlannedMutant } from './plan-mutants.ts';
import { isAboutSource, readsOf } from './reads.ts';

type Question = Task<PlannedMutant, TitledExpectation>;

/** The expectations that a mutant made fail. */
export interface Found {
  readonly by: readonly CaughtBy[];
  /** Why an expectation has no verdict, for no fault of the data. */
  readonly problems: readonly string[];
}

/** Holds expectations to mutants. Each is asked where the mutant changes what it may read, and nowhere else. */
export async function judgeMutants(
  mutants: readonly PlannedMutant[],
  expectations: readonly TitledExpectation[],
  copy: CopiedRows,
  judging: Judging,
): Promise<ReadonlyMap<PlannedMutant, Found>> {
  const found = new Map<PlannedMutant, { by: CaughtBy[]; problems: string[] }>(
    mutants.map((mutant) => [mutant, { by: [], problems: [] }]),
  );
  const note = ({ mutant, expectation }: Question, judged: Judged | EngineError) => {
    const ended = endOf(judged);
    const of = found.get(mutant);
    if (ended === 'caught' || ended === 'errored')
      of?.by.push(caughtBy(expectation, ended === 'errored'));
    else if (ended !== 'held') of?.problems.push(ended.problem);
  };
  const reads = readsIn(expectations, judging);
  const ofValues = expectations.filter((one) => !isAboutSource(one.node));
  const tasks = mutants.flatMap((mutant) =>
    ofValues
      .filter((one) => mutant.made.kind === 'rows' || overlaps(reads(one), mutant.changes))
      .map((expectation) => ({ mutant, expectation })),
  );
  const layers = layersOf(
    tasks.filter(({ mutant }) => mutant.made.kind === 'edit'),
    reads,
  );
  const corrected = ofValues.filter(isCorrected);
  for (const layer of layers) await judgeLayer(layer, corrected, copy, judging, note);
  for (const [mutant, asked] of Map.groupBy(tasks, (task) => task.mutant)) {
    const { made, rate } = mutant;
    if (made.kind !== 'rows') continue;
    const relation = await copy.rearranged(made.change, rowsOf(rate, made.place), made.edits);
    await judgeTasks(relation, asked, corrected, judging, note);
  }
  return found;
}

type Note = (task: Question, judged: Judged | EngineError) => void;

/** An engine's error in one mutant would be that of all beside it: each is then tried alone. */
async function judgeLayer(
  { mutants, tasks }: Layer<PlannedMutant, TitledExpectation>,
  corrected: readonly TitledExpectation[],
  copy: CopiedRows,
  judging: Judging,
  note: Note,
): Promise<void> {
  const relation = copy.edited(
    [...mutants].flatMap(({ made, rate }) =>
      made.kind === 'edit' ? [{ ...made.edit, in: rowsOf(rate, made.place) }] : [],
    ),
  );
  if (mutants.size === 1) return judgeTasks(relation, tasks, corrected, judging, note);
  const met: [Question, Judged | EngineError][] = [];
  await judgeTasks(relation, tasks, corrected, judging, (...one) => met.push(one));
  if (!met.some(([, judged]) => judged instanceof EngineError)) {
    for (const one of met) note(...one);
    return;
  }
  for (const [mutant, own] of Map.groupBy(tasks, (task) => task.mutant))
    await judgeLayer({ mutants: new Set([mutant]), tasks: own }, corrected, copy, judging, note);
}

async function judgeTasks(
  relation: string,
  tasks: readonly Question[],
  corrected: readonly TitledExpectation[],
  judging: Judging,
  note: Note,
): Promise<void> {
  const asked = new Set(tasks.map(({ expectation }) => expectation));
  // A p-value is corrected for all tests of the contract, whether they are asked here or not.
  const wanted = [...new Set([...asked, ...([...asked].some(isCorrected) ? corrected : [])])];
  const judged = await judgeRows(relation, wanted, judging).catch((error: unknown) => {
    if (error instanceof EngineError) return error;
    throw error;
  });
  const of = new Map(
    judged instanceof EngineError ? [] : judged.map((one) => [one.one, one] as const),
  );
  for (const task of tasks) {
    const one = judged instanceof EngineError ? judged : of.get(task.expectation);
    if (one === undefined) throw new Error(`${task.expectation.title} was asked and not judged.`);
    note(task, one);
  }
}

/** The codes of problems that are the engine's or the run's, and no verdict on the data. */
const notOfData: ReadonlySet<string> = new Set([
  'ENGINE_FAILED',
  'OUT_OF_MEMORY',
  'INTERRUPTED',
  'TIMEOUT',
  'NOT_MEASURABLE',
  'JUDGE_FAILED',
  'HISTORY_MISSING',
]);

/**
 * An expectation that held for the data, and can't be judged in a mutant, makes a run red for what is in the mutant: it
 * is caught, unless the engine or the run is to blame.
 */
function endOf(
  judged: Judged | EngineError,
): 'held' | 'caught' | 'errored' | { readonly problem: string } {
  if (judged instanceof EngineError) return { problem: judged.message };
  if (judged.kind === 'judged') return judged.verdict.holds ? 'held' : 'caught';
  if (judged.kind !== 'problem') return 'held';
  const { code, message } = judged.problem;
  return notOfData.has(code) || judged.isNotRun ? { problem: message } : 'errored';
}

const caughtBy = ({ id, title, node }: TitledExpectation, isError: boolean): CaughtBy => ({
  id,
  title,
  // An expectation without a verdict fails, however mild its bound is.
  severity: isError ? 'error' : node.severity,
});

const rowsOf = (rate: PlannedMutant['rate'], place: number): ChosenRows =>
  rate === 'one row' ? { place } : { share: rate };

const isCorrected = ({ node: { metric } }: TitledExpectation) =>
  metric.derived?.by.isCorrected === true;

const overlaps = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  [...other].some((name) => one.has(name));

/** Returns what each expectation reads. Corrected p-values depend on all that the others among them read. */
function readsIn(expectations: readonly TitledExpectation[], { session }: Judging) {
  const names = session.columns.map(({ name }) => name);
  const own = new Map(expectations.map((one) => [one, readsOf(one.node, names)]));
  const together = new Set(
    expectations.filter(isCorrected).flatMap((one) => [...(own.get(one) ?? [])]),
  );
  return (one: TitledExpectation): ReadonlySet<string> =>
    isCorrected(one) ? together : (own.get(one) ?? together);
}
