import { isRed, type Outcome } from '../../outcome/outcome.ts';
import type { MeasureRequest } from '../../plan/measure-request.ts';
import type { Measurement } from '../../plan/trace.ts';
import { printDuration } from '../../value/quantity.ts';
import { AssayFailure } from '../verify-error.ts';
import type { ProgressMode } from '../worker-context.ts';
import { userStack } from './user-stack.ts';

/** The outcomes of the expectations that a run selected. */
export interface SelectedOutcomes {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** The error of all tests if one problem kept every expectation from being checked; Vitest shows it once. */
  readonly shared: AssayFailure | null;
  /** The measurement; null if nothing was measured. */
  readonly measurement: Measurement | null;
}

/** A request to measure the selected expectations of a contract. */
export interface SelectedMeasurement extends Omit<MeasureRequest, 'selected'> {
  /** The outcomes of the selected expectations before the measurement. */
  readonly blanks: readonly Outcome[];
  /** The time limit in milliseconds. */
  readonly timeout: number | undefined;
  readonly progress: ProgressMode | undefined;
  /** The stack of the call of `verify`. */
  readonly calledAt: string;
}

/**
 * Measures the selected expectations, once, and loads the engine only now. It never throws: each error is an outcome.
 */
export async function measureSelected(measuring: SelectedMeasurement): Promise<SelectedOutcomes> {
  const locations = new Map(measuring.blanks.map(({ id, location }) => [id, location]));
  const { outcomes: settled, measurement } = await settle(measuring);
  const outcomes = settled.map((outcome) =>
    plain({ ...outcome, location: locations.get(outcome.id) ?? null }),
  );
  return {
    outcomes: new Map(outcomes.map((outcome) => [outcome.id, outcome])),
    shared: sharedFailure(outcomes, measuring.calledAt),
    measurement,
  };
}

/** Returns a copy of an outcome that can be sent between processes, and that nobody else can change. */
const plain = (outcome: Outcome): Outcome => JSON.parse(JSON.stringify(outcome)) as Outcome;

async function settle({
  blanks,
  timeout,
  progress,
  ...request
}: SelectedMeasurement): Promise<Settled> {
  if (blanks.length === 0) return { outcomes: [], measurement: null };
  const late = new AbortController();
  const timer =
    timeout === undefined ? undefined : setTimeout(() => late.abort(), Math.min(timeout, longest));
  const errored = (problem: NonNullable<Outcome['problem']>): Settled => ({
    outcomes: blanks.map((blank) => ({ ...blank, state: 'errored', problem })),
    measurement: null,
  });
  try {
    const selected = new Set(blanks.map(({ id }) => id));
    const settings = { ...request.settings, signal: late.signal };
    const settled = await measureAll({ ...request, selected, settings }, progress);
    return late.signal.aborted ? errored(tooLong(timeout)) : settled;
  } catch (error) {
    return errored(late.signal.aborted ? tooLong(timeout) : defect(error));
  } finally {
    clearTimeout(timer);
  }
}

/** The longest delay that `setTimeout` accepts, in milliseconds. */
const longest = 2 ** 31 - 1;

interface Settled {
  readonly outcomes: readonly Outcome[];
  readonly measurement: Measurement | null;
}

async function measureAll(
  request: MeasureRequest,
  progress: ProgressMode | undefined,
): Promise<Settled> {
  const [{ measure }, { startTrace }, { progressPrinter }] = await Promise.all([
    import('../../plan/measure-contract.ts'),
    import('../../plan/trace.ts'),
    import('./print-progress.ts'),
  ]);
  const trace = startTrace();
  const onProgress = progressPrinter(request.contract.name, progress, trace.rows);
  const settings = { ...request.settings, ...(onProgress && { onProgress }) };
  const outcomes = await measure({ ...request, settings }, trace);
  const of = { contract: request.contract.name, dataset: request.dataset.label };
  return { outcomes, measurement: trace.told(of) };
}

const tooLong = (timeout = 0): NonNullable<Outcome['problem']> => ({
  code: 'TIMEOUT',
  message: `measuring took longer than ${printDuration(timeout)}, which the option timeout sets: raise it, or give the engine more threads and memory.`,
});

/** Returns the problem of an unknown error: its class and place, since its text may quote data. */
function defect(error: unknown): NonNullable<Outcome['problem']> {
  // Not its `name`, which code may write with a value in it; nor a line of its message that looks like a frame.
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '').replace(error.message, '') : '';
  const frame = /^\s*at .*$/m.exec(stack)?.[0].trim();
  return {
    code: 'DEFECT',
    message: `assay itself failed: a ${kind} was thrown ${frame ?? 'at an unknown place'}. Please report it (its text may quote data and is not shown).`,
  };
}

/** The codes of problems of the whole dataset, which point at the `verify` call, whatever was expected. */
const ofDataset: ReadonlySet<string> = new Set([
  'DATASET_NOT_FOUND',
  'DATASET_UNREADABLE',
  'DATASET_INVALID',
  'EXTENSION_MISSING',
]);

function sharedFailure(outcomes: readonly Outcome[], calledAt: string): AssayFailure | null {
  const [first] = outcomes;
  if (!first?.problem || !outcomes.every(isRed)) return null;
  const { code, message } = first.problem;
  const isEqual = outcomes.every(
    ({ state, problem }) =>
      state === 'errored' && problem?.code === code && problem.message === message,
  );
  if (!isEqual || (outcomes.length === 1 && !ofDataset.has(code))) return null;
  const count = outcomes.length === 1 ? 'The expectation' : `All ${outcomes.length} expectations`;
  return new AssayFailure(
    'EXPECTATION_ERRORED',
    `${count} on ${first.dataset} could not be judged: ${message}`,
    userStack(calledAt),
  );
}
