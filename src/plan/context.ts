import type { IdentityKind, Part } from '../dataset/dataset.ts';
import type { ColumnDescription, Session } from '../engine/engine.ts';
import { openCache } from './cache.ts';
import { runFacts } from './facts.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { MeasureRequest, PassContext } from './request.ts';
import type { Trace } from './trace.ts';

/** Below so many rows, a scan of them all takes no longer than the queries that would spare it. */
const usualFewRows = 50_000;

/**
 * All that the passes work with; `flush` keeps what they found out, and tells of what could not be used. It keeps nothing
 * where the data has changed meanwhile, and says so: what was measured is then of no one state of it.
 */
export async function openContext(
  session: Session,
  masked: ReadonlySet<string>,
  { contract, cache = null, fewRows = usualFewRows, quarantine = null }: MeasureRequest,
): Promise<{ readonly context: PassContext; readonly flush: (trace: Trace) => Promise<boolean> }> {
  const stamps = await identify(session.parts, 'footer');
  const identities =
    cache?.identity === 'content' ? await identify(session.parts, 'content') : stamps;
  const run = runFacts();
  const kept = cache === null ? null : openCache(cache.folder, run);
  const facts = kept ?? run;
  const { pieces, whole } = await piecesOf(session, identities, facts, masked);
  const context: PassContext = {
    session: { ...session, columns: session.columns.map((column) => withFinite(column, pieces)) },
    rows: await countRows(session, pieces),
    sample: contract.terms.sample ?? null,
    pieces,
    whole,
    facts,
    masked,
    fewRows,
    tellsRows: quarantine !== null,
  };
  const flush = async (trace: Trace) => {
    const isSame = await areUnchanged(session.parts, stamps);
    if (isSame) await kept?.flush();
    else for (const { id } of pieces) if (id !== null) facts.forget(id);
    trace.notice(kept?.notices ?? []);
    return isSame;
  };
  return { context, flush };
}

const identify = (parts: readonly Part[], kind: IdentityKind) =>
  Promise.all(parts.map((part) => part.identify(kind).catch(() => 'gone')));

async function areUnchanged(parts: readonly Part[], before: readonly string[]): Promise<boolean> {
  const after = await identify(parts, 'footer');
  return after.every((stamp, at) => stamp === before[at]);
}

async function countRows(session: Session, pieces: readonly Piece[]): Promise<number> {
  const told = pieces.reduce((sum, { statistics }) => sum + (statistics?.rows ?? Number.NaN), 0);
  if (!Number.isNaN(told)) return told;
  const [row] = await session.query(`select count(*) as n from ${session.relation}`);
  return Number(row?.n);
}

/** A column whose footers all tell a finite least and greatest value has no other. */
function withFinite(column: ColumnDescription, pieces: readonly Piece[]): ColumnDescription {
  if (column.family !== 'float') return column;
  const hasFinite = pieces.every(({ statistics }) => {
    const { nulls, least, greatest } = statistics?.columns.get(column.name) ?? {};
    if (nulls !== undefined && nulls === statistics?.rows) return true;
    return [least, greatest].every((end) => typeof end === 'number' && Number.isFinite(end));
  });
  return hasFinite ? { ...column, isFinite: true } : column;
}
