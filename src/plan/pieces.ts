import { createHash } from 'node:crypto';
import type { Part } from '../dataset/dataset.ts';
import type { PartStatistics, Session } from '../engine/engine.ts';
import type { Facts } from './facts.ts';
import { factStatistics, statisticsFact } from './statistics-fact.ts';

/** Rows of the dataset that can be read by themselves. */
export interface Piece {
  readonly relation: string;
  /** Its file, as a person calls it; null for what is not one file. */
  readonly file: string | null;
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
  identities: readonly string[],
  facts: Facts,
  masked: ReadonlySet<string>,
): Promise<{ readonly pieces: readonly Piece[]; readonly whole: Piece }> {
  const { parts, relation } = session;
  if (parts.length === 0) {
    const whole = { relation, file: null, id: null, statistics: null };
    return { pieces: [whole], whole };
  }
  const ids = parts.map((part, at) => idOf(part, session, identities[at] ?? ''));
  const statistics = await statisticsOf(session, ids, facts, masked.size > 0);
  const pieces = parts.map((part, at) => ({
    relation: part.relation,
    file: part.shown,
    id: ids[at] ?? null,
    statistics: statistics[at] ?? null,
  }));
  const [only] = pieces;
  if (only && pieces.length === 1) return { pieces, whole: only };
  const id = createHash('sha256').update(ids.join('\n')).digest('hex');
  return {
    pieces,
    whole: { relation, file: null, id: `all of ${parts.length}: ${id}`, statistics: null },
  };
}

/** How a file is read is a part of what its rows are: the folders that it lies in may be columns. */
const idOf = ({ relation }: Part, { version }: Session, identity: string) =>
  `planner ${planner}, ${version}, ${relation}, ${identity}`;

const question = 'statistics';

/** What the parts tell of themselves; it is told once of each. Least and greatest values are values of the data. */
async function statisticsOf(
  { parts, statistics }: Session,
  ids: readonly string[],
  facts: Facts,
  isPrivate: boolean,
): Promise<readonly (PartStatistics | null)[]> {
  const known = ids.map((id) => facts.get(id, question));
  const missing = parts.filter((_, at) => known[at] === undefined);
  const read = missing.length === 0 ? [] : await statistics(missing);
  const fresh = new Map(missing.map((part, at) => [part, read[at] ?? null]));
  return parts.map((part, at) => {
    const kept = known[at];
    if (kept !== undefined) return factStatistics(kept);
    const told = fresh.get(part) ?? null;
    if (told !== null) facts.put(ids[at] ?? '', question, statisticsFact(told), isPrivate);
    return told;
  });
}
