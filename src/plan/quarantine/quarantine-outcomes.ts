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
  /** What was written of a miss. */
  of(miss: Miss): QuarantineOf | undefined;
  /** Tell the trace, once it is known whether they stay. */
  tell(areKept: boolean): void;
}

/** Write the violating rows of what was missed, where that is asked for. */
export async function putAside(
  judged: readonly Judged[],
  { session, pieces, rows }: PassContext,
  request: MeasureRequest,
  trace: Trace,
): Promise<Aside> {
  const asked = requestOf(request);
  if (asked === null) return { of: () => undefined, tell: () => {} };
  const misses = judged.flatMap((one) => {
    const miss = missOf(one);
    return miss ? [{ id: one.one.id, title: one.one.title, miss }] : [];
  });
  const unjudged = judged.filter(({ kind }) => kind === 'problem').length;
  const work = { session, pieces, rows, misses, unjudged };
  const { of, told, notices } = await quarantine(work, asked);
  trace.pass('quarantine');
  return {
    of: (miss) => of.get(miss),
    tell: (areKept) => {
      trace.stored(areKept ? told : { violating: null, clean: null });
      if (areKept) trace.notice(notices);
    },
  };
}
