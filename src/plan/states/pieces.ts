import { createHash } from 'node:crypto';
import type { Part } from '../../dataset/dataset.ts';
import { bundlesOf } from '../../dataset/files/bundles.ts';
import type { PartStatistics, Session, SessionFiles } from '../../engine/engine.ts';
import { inNaturalOrder } from '../../value/natural-order.ts';
import type { Facts } from './facts.ts';
import { mergeStatistics } from './merge-statistics.ts';
import { factStatistics, type StatisticsFact, statisticsFact } from './statistics-fact.ts';

/** Rows of the dataset that can be read separately. */
export interface Piece {
  readonly relation: string;
  /** The file, as a person names it; null if the piece is not one file. */
  readonly file: string | null;
  /** The key of its cached facts; null if it can't be identified. */
  readonly id: string | null;
  /** The statistics of its footer, which are known without reading a row. */
  readonly statistics: PartStatistics | null;
}

/** The version of the planner. Raise it when the meaning of a fact changes, so that older facts are not used. */
const planner = 2;

/** The options for cutting a dataset into pieces. */
export interface PiecesOptions {
  /** The size up to which files are read together, in bytes. */
  readonly bundleBytes: number;
  /** True if least and greatest values may not be written to a file. */
  readonly isPrivate: boolean;
}

/** Returns the pieces of a session's dataset, and all rows as one piece. */
export async function piecesOf(
  session: Session,
  identities: ReadonlyMap<Part, string>,
  facts: Facts,
  { bundleBytes, isPrivate }: PiecesOptions,
): Promise<{ readonly pieces: readonly Piece[]; readonly whole: Piece }> {
  const { files, relation, version } = session;
  if (files === null) {
    const whole = { relation, file: null, id: null, statistics: null };
    return { pieces: [whole], whole };
  }
  const { parts } = files;
  const bundles = bundled(parts.list, parts.bundleBytes ?? bundleBytes).map((held) => {
    const from = parts.relation(held);
    // How a file is read is a part of what its rows are: the folders that it lies in may be columns.
    const own = held.map((part) => identities.get(part)).join('\n');
    const id = `planner ${planner}, ${version}, ${digest(`${parts.describe?.(held) ?? from}\n${own}`)}`;
    return { held, from, id };
  });
  const statistics = await statisticsOf(files, bundles, facts, isPrivate);
  const pieces = bundles.map(({ held, from, id }, at) => ({
    relation: from,
    file: held.length === 1 ? (held[0]?.shown ?? null) : null,
    id,
    statistics: statistics[at] ?? null,
  }));
  const [only] = pieces;
  if (only && pieces.length === 1) return { pieces, whole: only };
  // A comparison with the row before depends on the order of the files, which the pieces may not have.
  const places = new Map(parts.list.map((part, at) => [part, at]));
  const order = bundles.flatMap(({ held }) => held.map((part) => places.get(part)));
  const id = digest(`${pieces.map((piece) => piece.id).join('\n')}\n${order.join(' ')}`);
  return { pieces, whole: { relation, file: null, id: `all: ${id}`, statistics: null } };
}

/**
 * Puts files of neighbouring names into bundles, in which `part-2` comes before `part-10`: such files often hold ranges of a key,
 * and bundles whose ranges don't overlap are counted each by itself. Files that are all by themselves, or all together, keep the
 * order of their rows, by which rows are numbered and compared with those before them.
 */
function bundled(list: readonly Part[], bundleBytes: number): readonly (readonly Part[])[] {
  const keyed = list.map((part) => ({ part, key: part.key ?? part.footer, bytes: part.bytes }));
  const bundles = bundlesOf(
    inNaturalOrder(keyed, ({ key }) => key),
    bundleBytes,
  ).map((bundle) => bundle.map(({ part }) => part));
  if (bundles.length === 1) return [list];
  return bundles.length === list.length ? list.map((part) => [part]) : bundles;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

interface Bundle {
  readonly held: readonly Part[];
  readonly id: string;
}

const question = 'statistics';

/** Reads the statistics of the files, once for each. Least and greatest values are values of the data. */
async function statisticsOf(
  { statistics }: SessionFiles,
  bundles: readonly Bundle[],
  facts: Facts,
  isPrivate: boolean,
): Promise<readonly PartStatistics[]> {
  if (statistics === null) return [];
  // Nothing else is kept under this question.
  const known = bundles.map(({ id }) => facts.get(id, question) as StatisticsFact | undefined);
  const missing = bundles.filter((_, at) => known[at] === undefined);
  const parts = missing.flatMap(({ held }) => held);
  const read = parts.length === 0 ? [] : await statistics(parts);
  const byPart = new Map(parts.map((part, at) => [part, read[at]]));
  return bundles.map(({ held, id }, at) => {
    const kept = known[at];
    if (kept !== undefined) return factStatistics(kept);
    const merged = mergeStatistics(held.flatMap((part) => byPart.get(part) ?? []));
    facts.put(id, question, statisticsFact(merged), isPrivate);
    return merged;
  });
}
