import type { Outcome } from '../../outcome/outcome.ts';
import type { MeasureRequest, PassContext } from '../measure-request.ts';
import type { Trace } from '../trace.ts';
import type { Miss } from '../violations/samples.ts';
import { type QuarantineOf, quarantine } from './quarantine.ts';
import { clearQuarantine, problemOf, type QuarantineRequest } from './quarantine-files.ts';

/** An outcome, and what is still to be shown of it. */
export interface Concluded {
  readonly outcome: Outcome;
  readonly miss: Miss | null;
}

function requestOf(request: MeasureRequest): QuarantineRequest | null {
  const { contract, dataset, settings, quarantine: asked = null } = request;
  return asked && { settings: asked, contract, dataset, root: settings.root };
}

/** Take away what an earlier run wrote, for it is about other rows; why that can't be, where it can't. */
export async function emptyQuarantine(request: MeasureRequest): Promise<Outcome['problem']> {
  const asked = requestOf(request);
  if (asked === null) return null;
  try {
    await clearQuarantine(asked);
    return null;
  } catch (error) {
    return problemOf(error, asked);
  }
}

/** Rows that were written. */
interface Aside {
  /** What an outcome tells of them. */
  on(outcome: Outcome, miss: Miss | null): Outcome;
  /** Tell the trace, once it is known whether they stay. */
  tell(areKept: boolean): void;
}

/** Write the violating rows of what was missed, where that is asked for. */
export async function putAside(
  concluded: readonly Concluded[],
  { session, pieces, rows }: PassContext,
  request: MeasureRequest,
  trace: Trace,
): Promise<Aside> {
  const asked = requestOf(request);
  if (asked === null) return { on: (outcome) => outcome, tell: () => {} };
  const misses = concluded.flatMap(({ outcome: { id, title }, miss }) =>
    miss ? [{ id, title, miss }] : [],
  );
  const unjudged = concluded.filter(({ outcome }) => outcome.state === 'errored').length;
  const work = { session, pieces, rows, misses, unjudged };
  const { of, told, notices } = await quarantine(work, asked);
  trace.pass('quarantine');
  return {
    on: (outcome, miss) => (miss === null ? outcome : withQuarantine(outcome, of.get(miss))),
    tell: (areKept) => {
      trace.stored(areKept ? told : { violating: null, clean: null });
      if (areKept) trace.notice(notices);
    },
  };
}

/** What could not be written is an error: somebody counts on it to be there. */
function withQuarantine(outcome: Outcome, found: QuarantineOf | undefined): Outcome {
  if (found === undefined) return outcome;
  const { stored, notes, problem } = found;
  const evidence = outcome.evidence && {
    ...outcome.evidence,
    notes: [...outcome.evidence.notes, ...notes],
  };
  return problem === null
    ? { ...outcome, quarantine: stored, evidence }
    : { ...outcome, state: 'errored', problem, evidence };
}
