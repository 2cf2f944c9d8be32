import type { IdentityKind, Part } from '../dataset/dataset.ts';
import { type ColumnDescription, EngineError, type Session } from '../engine/engine.ts';
import { takeTurns } from '../system/take-turns.ts';
import { chunks } from '../value/chunks.ts';
import type { Few, MeasureRequest, PassContext } from './measure-request.ts';
import { type OpenFacts, openFacts } from './states/open-facts.ts';
import { type Piece, piecesOf } from './states/pieces.ts';
import type { Trace } from './trace.ts';

/** The sizes at which another query costs about as much as it saves. */
const usual: Few = { rows: 50_000, bytes: 8_000_000 };

/**
 * Returns everything that passes need. `flush` saves their facts, and reports cache files that could not be used. If
 * the data changed meanwhile, it saves nothing and returns false, since the measurements are not of a single state.
 */
export async function openContext(
  session: Session,
  masked: ReadonlySet<string>,
  {
    contract,
    cache = null,
    few = usual,
    quarantine = null,
    elementsOf = null,
  }: Pick<MeasureRequest, 'contract'> & Partial<MeasureRequest>,
  { facts, kept }: OpenFacts = openFacts(cache),
): Promise<{ readonly context: PassContext; readonly flush: (trace: Trace) => Promise<boolean> }> {
  const parts = session.files?.parts.list ?? [];
  const stamps = await stampsOf(parts);
  const identities = cache?.identity === 'content' ? await identify(parts, 'content') : stamps;
  const { pieces, whole } = await piecesOf(session, identities, facts, {
    bundleBytes: few.bytes,
    isPrivate: masked.size > 0,
  });
  const context: PassContext = {
    session: { ...session, columns: session.columns.map((column) => withFinite(column, pieces)) },
    rows: await countRows(session, pieces),
    noun: elementsOf === null ? 'row' : 'element',
    sample: contract.terms.sample ?? null,
    pieces,
    whole,
    facts,
    masked,
    fewRows: few.rows,
    identifiesRows: quarantine !== null,
  };
  const flush = async (trace: Trace) => {
    const isKnown = identities.size === parts.length;
    const isSame = isKnown && (await areUnchanged(parts, stamps)) && (await session.isSame());
    if (isSame) await kept?.flush();
    else for (const { id } of pieces) if (id !== null) facts.forget(id);
    trace.notice(kept?.notices ?? []);
    return isSame;
  };
  return { context, flush };
}

/** Returns the identities of files when they were opened. */
async function stampsOf(parts: readonly Part[]): Promise<ReadonlyMap<Part, string>> {
  const unknown = parts.filter(({ stamp }) => stamp === undefined);
  const identities = new Map(await identify(unknown, 'footer'));
  for (const part of parts) if (part.stamp !== undefined) identities.set(part, part.stamp);
  return identities;
}

/** The number of files that are open at a time. A process may open a thousand. */
const filesAtOnce = 64;

/**
 * Identifies files. Those that could not be read get no identity, since a common one would make all their states look
 * the same.
 */
async function identify(
  parts: readonly Part[],
  kind: IdentityKind,
): Promise<ReadonlyMap<Part, string>> {
  const identities = new Map<Part, string>();
  const turn = takeTurns();
  for (const some of chunks(parts, filesAtOnce)) {
    const read = (part: Part) =>
      part.identify(kind).then(
        (identity) => identities.set(part, identity),
        () => null,
      );
    await Promise.all(some.map(read));
    await turn();
  }
  return identities;
}

async function areUnchanged(
  parts: readonly Part[],
  before: ReadonlyMap<Part, string>,
): Promise<boolean> {
  const after = await identify(parts, 'footer');
  return parts.every((part) => after.has(part) && after.get(part) === before.get(part));
}

async function countRows(session: Session, pieces: readonly Piece[]): Promise<number> {
  const counted = pieces.reduce((sum, { statistics }) => sum + (statistics?.rows ?? Number.NaN), 0);
  if (!Number.isNaN(counted)) return counted;
  const [row] = await session.query(`select count(*) as n from ${session.relation}`);
  const rows = Number(row?.n ?? Number.NaN);
  if (rows >= 0) return rows;
  throw new EngineError(
    'ENGINE_FAILED',
    `the engine '${session.engine}' did not answer how many rows there are`,
  );
}

/** Marks a column that has only finite values. It is one if all footers give a finite least and greatest value. */
function withFinite(column: ColumnDescription, pieces: readonly Piece[]): ColumnDescription {
  if (column.family !== 'float') return column;
  const hasFinite = pieces.every(({ statistics }) => {
    const { nulls, least, greatest } = statistics?.columns.get(column.name) ?? {};
    if (nulls !== undefined && nulls === statistics?.rows) return true;
    return [least, greatest].every((end) => typeof end === 'number' && Number.isFinite(end));
  });
  return hasFinite ? { ...column, isFinite: true } : column;
}
