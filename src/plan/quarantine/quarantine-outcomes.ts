import type { Outcome } from '../../outcome/outcome.ts';
import type { MeasureRequest, PassContext } from '../measure-request.ts';
import type { Trace } from '../trace.ts';
import { type Judged, missOf } from '../verdict/judged.ts';
import type { Miss } from '../violations/miss.ts';
import { type QuarantineOf, quarantine } from './quarantine.ts';
import { clearQuarantine, problemOf, type QuarantineRequest } from './quarantine-files.ts';

function requestOf(request: MeasureRequest): QuarantineRequest | null {
  const { contract, dataset, settings, quarantine: asked = null } = request;
  return asked && { settings: asked, contract, dataset, root: settings.root };
}

/** Removes the files of an earlier run, which are about other rows. Returns the problem if that fails. */
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

/** The result of the quarantine. */
interface WrittenQuarantine {
  /** Returns the quarantine's result for a miss. */
  of(miss: Miss): QuarantineOf | undefined;
  /** Reports the files to the trace, once it is known if they are kept. */
  report(areKept: boolean): void;
}

/** Writes the rows that violate missed expectations, if the request asks for it. */
export async function writeQuarantine(
  judged: readonly Judged[],
  { session, pieces, rows }: PassContext,
  request: MeasureRequest,
  trace: Trace,
): Promise<WrittenQuarantine> {
  const asked = requestOf(request);
  if (asked === null) return { of: () => undefined, report: () => {} };
  const misses = judged.flatMap((one) => {
    const miss = missOf(one);
    return miss ? [{ id: one.one.id, title: one.one.title, miss }] : [];
  });
  const unjudged = judged.filter(({ kind }) => kind === 'problem').length;
  const work = { session, pieces, rows, misses, unjudged };
  const { of, files, notices } = await quarantine(work, asked);
  trace.pass('quarantine');
  return {
    of: (miss) => of.get(miss),
    report: (areKept) => {
      trace.stored(areKept ? files : { violating: null, clean: null });
      if (areKept) trace.notice(notices);
    },
  };
}
