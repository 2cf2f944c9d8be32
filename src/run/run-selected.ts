import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { interrupted } from '../outcome/build-report.ts';
import { declaredColumns } from '../outcome/declared-columns.ts';
import { termsOf } from '../outcome/declared-terms.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { counted } from '../outcome/printable-text.ts';
import type { RunProblem } from '../outcome/report.ts';
import type { BaselineMode, BaselineSettings } from '../reference/baseline-settings.ts';
import type { ReferenceDatasets } from '../reference/compared-metrics.ts';
import type { Recording } from '../reference/recording.ts';
import { baselinePathOf } from './baseline-path-of.ts';
import type { ContractRun } from './contract-run.ts';
import { type DeclaredOutcome, declaredOutcomes } from './declared-outcomes.ts';
import { unmeasured } from './defect.ts';
import { type Ended, measureUntil, type ProgressOf } from './measure-until.ts';
import type { RunSettings } from './run-options.ts';
import { historySettings, requestSettings } from './run-settings.ts';
import { placeBelow, userPlace } from './user-stack.ts';

/** A contract, a dataset, and all that decides how it is checked. */
export interface Selection {
  readonly contract: Contract;
  readonly dataset: Dataset;
  /** Ids of the expectations to measure; all unless given. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly settings: RunSettings & { readonly now: string };
  /** The datasets that drift and changes are measured against; none unless given. */
  readonly references?: ReferenceDatasets | undefined;
  /** The way in which the run treats recorded baselines; it only reads them unless given. */
  readonly baselines?: BaselineMode | undefined;
  /** Receives the entries that the run recorded. They are not written yet. */
  readonly onRecording?: ((recording: Recording) => void) | undefined;
  /** The folder that relative paths start from. */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
  readonly progressOf?: ProgressOf | undefined;
}

/**
 * Checks a dataset against a contract for Vitest, the command line or a script. The engine stays open for the next
 * contract. It never throws: an error is an outcome that says what went wrong.
 */
export async function runSelected(selection: Selection): Promise<ContractRun> {
  const { contract, dataset, only, root, settings } = selection;
  const startedAt = new Date();
  const declared = declaredOutcomes(contract, dataset, root);
  const marked = declared.filter(isMarked);
  const unskipped = declared.filter(({ expectation: { node } }) => node.mode !== 'skip');
  const selected = (marked.length > 0 ? marked : unskipped).filter(
    ({ blank: { id } }) => only?.has(id) ?? true,
  );
  const ended = selected.length === 0 ? null : await measureSelection(selection, selected);
  if (ended !== null && 'recording' in ended && ended.recording !== null)
    selection.onRecording?.(ended.recording);
  return {
    contract: contract.name,
    dataset: dataset.label,
    file: placeBelow(root, userPlace(contract.stack))?.file ?? 'unknown file',
    terms: termsOf(contract),
    columns: declaredColumns(contract),
    now: settings.now,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    outcomes: outcomesOf(declared, new Set(selected), ended),
    trace: ended !== null && 'trace' in ended ? ended.trace : null,
    problems: [...problemsOf(contract, dataset, ended), ...markedOnly(contract, marked)],
  };
}

function measureSelection(
  selection: Selection,
  selected: readonly DeclaredOutcome[],
): Promise<Ended> {
  const { contract, dataset, settings, references = new Map(), root } = selection;
  const { signal, progressOf } = selection;
  return measureUntil(
    {
      contract,
      dataset,
      selected: new Set(selected.map(({ blank }) => blank.id)),
      ...requestSettings(settings, root, process.env),
    },
    { timeout: settings.timeout, signal },
    {
      references: { datasets: references, baselines: baselineSettings(selection) },
      history: {
        of: {
          contract: contract.name,
          dataset: dataset.label,
          declaredIn: userPlace(contract.stack)?.file ?? null,
          root,
        },
        settings: historySettings(settings, root, process.env),
      },
      progressOf,
    },
  );
}

/** Returns the place of a contract's baseline, and how the run treats it. */
const baselineSettings = ({
  contract,
  settings,
  root,
  baselines = 'none',
}: Selection): BaselineSettings => ({
  mode: baselines,
  path: baselinePathOf(contract, settings, root),
  root,
});

function outcomesOf(
  declared: readonly DeclaredOutcome[],
  selected: ReadonlySet<DeclaredOutcome>,
  ended: Ended | null,
): readonly Outcome[] {
  const found = new Map(
    ended !== null && 'outcomes' in ended ? ended.outcomes.map((one) => [one.id, one]) : [],
  );
  return declared.map((one) => {
    const { blank } = one;
    if (one.expectation.node.mode === 'skip') return blank;
    if (ended === null || !selected.has(one)) return { ...blank, problem: leftOutBy(declared) };
    if ('problem' in ended) return { ...blank, state: ended.state, problem: ended.problem };
    const outcome = found.get(blank.id);
    return outcome ? plain({ ...outcome, location: blank.location }) : unmeasured(blank);
  });
}

/** Returns a copy of an outcome that can be sent between processes, and that nobody else can change. */
const plain = (outcome: Outcome): Outcome => JSON.parse(JSON.stringify(outcome)) as Outcome;

const isMarked = ({ expectation: { node } }: DeclaredOutcome): boolean => node.mode === 'only';

const leftOutBy = (declared: readonly DeclaredOutcome[]): NonNullable<Outcome['problem']> => ({
  code: 'LEFT_OUT',
  message: declared.some(isMarked)
    ? 'another one of its contract is marked .only().'
    : 'it was left out by the option only.',
});

/** Returns the problem of a contract of which `.only()` leaves out a part: nobody sees that where no test is listed. */
function markedOnly(
  { name }: Contract,
  { length }: readonly DeclaredOutcome[],
): readonly RunProblem[] {
  if (length === 0) return [];
  const message = `The contract '${name}' has .only() on ${counted(length, 'expectation')}, so its others were not judged: take it away. To judge some of them, give the run the option only.`;
  return [{ message, file: null }];
}

function problemsOf(
  { name }: Contract,
  { label }: Dataset,
  ended: Ended | null,
): readonly RunProblem[] {
  if (ended === null) {
    const message = `No expectation of the contract '${name}' on ${label} was selected.`;
    return [{ message, file: null }];
  }
  return 'state' in ended && ended.state === 'notRun' ? [interrupted] : [];
}
