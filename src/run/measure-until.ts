import type { Outcome } from '../outcome/outcome.ts';
import type { MeasureRequest } from '../plan/measure-request.ts';
import type { Measurement } from '../plan/trace.ts';
import type { HistoryOf, HistorySettings } from '../reference/open-history.ts';
import type { Recording } from '../reference/recording.ts';
import type { ReferenceSources } from '../reference/resolve-references.ts';
import { printDuration } from '../value/quantity.ts';
import { defect } from './defect.ts';

/** The outcomes of a measurement, or the problem that prevented it. */
export type Ended =
  | {
      readonly outcomes: readonly Outcome[];
      readonly trace: Measurement;
      readonly recording: Recording | null;
    }
  | { readonly state: 'errored' | 'notRun'; readonly problem: NonNullable<Outcome['problem']> };

/** The limits at which a measurement stops unfinished. */
export interface Limits {
  /** The time limit in milliseconds. */
  readonly timeout: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Makes the listener for the progress of a long scan. `rows` returns the dataset's row count, once it is known. */
export type ProgressOf = (rows: () => number | null) => ((fraction: number) => void) | undefined;

/** The surroundings of a measurement. */
export interface Surroundings {
  readonly references: ReferenceSources;
  readonly history: { readonly of: HistoryOf; readonly settings: HistorySettings };
  readonly progressOf: ProgressOf | undefined;
}

/**
 * Measures the expectations of a request, until a time limit or a signal stops it. It never throws: every error becomes
 * a problem with a code. The engine is only loaded here.
 */
export async function measureUntil(
  request: MeasureRequest,
  { timeout, signal }: Limits,
  surroundings: Surroundings,
): Promise<Ended> {
  if (signal?.aborted) return interrupted;
  const late = new AbortController();
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(() => late.abort(), Math.min(timeout, longestTimeout));
  const stop = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]);
  const stopped = (): Ended => (late.signal.aborted ? tooLong(timeout) : interrupted);
  try {
    const settings = { ...request.settings, signal: stop };
    const ended = await measureAll({ ...request, settings }, surroundings);
    return stop.aborted ? stopped() : ended;
  } catch (error) {
    return stop.aborted ? stopped() : { state: 'errored', problem: defect(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** The longest delay that `setTimeout` accepts, in milliseconds. */
const longestTimeout = 2 ** 31 - 1;

async function measureAll(
  request: MeasureRequest,
  { references: sources, history, progressOf }: Surroundings,
): Promise<Ended> {
  const [{ measureContract }, { openHistory }, { resolveReferences }, { startTrace }] =
    await Promise.all([
      import('../plan/measure-contract.ts'),
      import('../reference/open-history.ts'),
      import('../reference/resolve-references.ts'),
      import('../plan/trace.ts'),
    ]);
  const trace = startTrace();
  const onProgress = progressOf?.(trace.rows);
  const settings = { ...request.settings, ...(onProgress && { onProgress }) };
  const selection = { ...request, settings };
  const past = openHistory(history.of, history.settings);
  const { references, recording } = await resolveReferences(selection, sources, trace);
  const outcomes = await measureContract({ ...selection, references, past }, trace);
  const of = { contract: request.contract.name, dataset: request.dataset.label };
  return { outcomes, trace: trace.measurement(of), recording };
}

const tooLong = (timeout = 0): Ended => ({
  state: 'errored',
  problem: {
    code: 'TIMEOUT',
    message: `measuring took longer than ${printDuration(timeout)}, which the option timeout sets: raise it, or give the engine more threads and memory.`,
  },
});

const interrupted: Ended = {
  state: 'notRun',
  problem: { code: 'INTERRUPTED', message: 'the run was stopped before it was judged.' },
};
