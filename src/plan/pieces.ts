import { createHash } from 'node:crypto';
import type { IdentityKind, Part } from '../dataset/dataset.ts';
import type { PartStatistics, Session } from '../engine/engine.ts';

/** Rows of the dataset that can be read by themselves. */
export interface Piece {
  readonly relation: string;
  /** Under which facts about it are kept; null where it can't be known again. */
  readonly id: string | null;
  /** What is known without reading a row. */
  readonly statistics: PartStatistics | null;
}

/** Raise it when a fact comes to mean something else: those of older planners are then never asked for. */
const planner = 1;

/** The pieces of a session's dataset, and all of it as one. */
export async function piecesOf(
  session: Session,
  identity: IdentityKind,
): Promise<{ readonly pieces: readonly Piece[]; readonly whole: Piece }> {
  const { parts, relation } = session;
  if (parts.length === 0) {
    const whole = { relation, id: null, statistics: null };
    return { pieces: [whole], whole };
  }
  const [ids, statistics] = await Promise.all([
    Promise.all(parts.map((part) => idOf(part, session, identity))),
    session.statistics(parts),
  ]);
  const pieces = parts.map((part, at) => ({
    relation: part.relation,
    id: ids[at] ?? null,
    statistics: statistics[at] ?? null,
  }));
  const [only] = pieces;
  if (only && pieces.length === 1) return { pieces, whole: only };
  const id = createHash('sha256').update(ids.join('\n')).digest('hex');
  return { pieces, whole: { relation, id: `all of ${parts.length}: ${id}`, statistics: null } };
}

const idOf = async (part: Part, { version }: Session, identity: IdentityKind) =>
  `planner ${planner}, ${version}, ${await part.identify(identity)}`;
