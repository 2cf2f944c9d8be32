import type { Outcome } from '../outcome/outcome.ts';
import { type QuarantineOf, quarantine } from './quarantine.ts';
import { clearQuarantine, problemOf, type QuarantineRequest } from './quarantine-files.ts';
import type { MeasureRequest, PassContext } from './request.ts';
import type { Miss } from './samples.ts';
import type { Trace } from './trace.ts';

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

/** Write the violating rows of what was missed, where that is asked for; gives what each outcome tells of it. */
export async function putAside(
  concluded: readonly Concluded[],
  { session, pieces, rows }: PassContext,
  request: MeasureRequest,
  trace: Trace,
): Promise<(outcome: Outcome, miss: Miss | null) => Outcome> {
  const asked = requestOf(request);
  if (asked === null) return (outcome) => outcome;
  const misses = concluded.flatMap(({ outcome: { id }, miss }) => (miss ? [{ id, miss }] : []));
  const unjudged = concluded.filter(({ outcome }) => outcome.state === 'errored').length;
  const work = { session, pieces, rows, misses, unjudged };
  const { of, told, notices } = await quarantine(work, asked);
  trace.stored(told);
  trace.notice(notices);
  trace.pass('quarantine');
  return (outcome, miss) => (miss === null ? outcome : withQuarantine(outcome, of.get(miss)));
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
