import { EngineError } from '../../engine/engine.ts';
import { chunks } from '../../value/chunks.ts';
import type { PassContext } from '../measure-request.ts';
import type { Fact } from './facts.ts';
import { keptFact, knownFact, readSelects } from './piece-queries.ts';
import type { PieceTable, Row } from './piece-table.ts';
import type { Piece } from './pieces.ts';

/** A table that is asked for each of these pieces. */
export interface AskedTable {
  readonly table: PieceTable;
  readonly pieces: readonly Piece[];
}

/**
 * The number of aggregates in one SELECT. With more, the time of each grows again, and a query of eight such SELECTs
 * keeps several threads busy even with a file of one row group.
 */
const mostAtOnce = 24;

/**
 * Reads what tables ask for that may share queries: aggregates of the same piece in one SELECT, and SELECTs with the
 * same columns in one query. Returns the facts of each table; null for one that needs a query of its own, or that was
 * part of a query that failed.
 */
export async function sharedFacts(
  asked: readonly AskedTable[],
  context: PassContext,
): Promise<readonly (readonly Fact[] | null)[]> {
  const parts = asked.flatMap(({ table, pieces }) => {
    const isMissing = (piece: Piece) => knownFact(table, piece, context) === undefined;
    return table.sharedAs === undefined
      ? []
      : pieces.filter(isMissing).map((piece): Part => ({ table, piece }));
  });
  const found = new Map<PieceTable, Map<Piece, Fact>>();
  for (const alike of Map.groupBy(parts, ({ table }) => table.sharedAs).values()) {
    const isHeavy = alike[0]?.table.valuesAtOnce !== undefined;
    const selectsAtOnce = isHeavy ? 1 : context.session.capabilities.piecesAtOnce;
    for (const { table, piece, rows } of await read(
      selectsOf(alike, context),
      selectsAtOnce,
      context,
    )) {
      const facts = found.get(table) ?? new Map<Piece, Fact>();
      found.set(table, facts.set(piece, keptFact(table, piece, rows, context)));
    }
  }
  return asked.map(({ table, pieces }) => {
    const own = found.get(table);
    const facts = pieces.map((piece) =>
      own?.has(piece) ? (own.get(piece) ?? null) : knownFact(table, piece, context),
    );
    return table.sharedAs !== undefined && facts.every((fact) => fact !== undefined) ? facts : null;
  });
}

interface Part {
  readonly table: PieceTable;
  readonly piece: Piece;
}

/** A SELECT with what it answers. */
interface Select {
  readonly sql: string;
  readonly answers: (rows: readonly Row[]) => readonly Answer[];
}

interface Answer extends Part {
  readonly rows: readonly Row[];
}

function selectsOf(parts: readonly Part[], { session }: PassContext): readonly Select[] {
  const [values, tables] = [true, false].map((isValue) =>
    parts.filter(({ table }) => (table.value !== undefined) === isValue),
  );
  const few = parts[0]?.table.valuesAtOnce ?? mostAtOnce;
  const atOnce = Math.min(few, session.capabilities.selectItems);
  const byPiece = [...Map.groupBy(values ?? [], ({ piece }) => piece).values()];
  const lists = byPiece.flatMap((held) => chunks(held, atOnce));
  const width = Math.max(0, ...lists.map(({ length }) => length));
  return [
    ...lists.map((list) => ofValues(list, width)),
    ...(tables ?? []).map(
      ({ table, piece }): Select => ({
        sql: table.select(piece),
        answers: (rows) => [{ table, piece, rows }],
      }),
    ),
  ];
}

/** One SELECT for aggregates of one piece. All SELECTs of a query have the same number of columns. */
function ofValues(list: readonly Part[], width: number): Select {
  const items = Array.from({ length: width }, (_, at) => {
    const { table, piece } = list[at] ?? {};
    return `${(piece && table?.value?.(piece)) ?? 'null'} as m${at}`;
  });
  return {
    sql: `select ${items.join(', ')} from ${list[0]?.piece.relation}`,
    answers: ([row]) =>
      list.map((part, at) => ({ ...part, rows: [{ value: row?.[`m${at}`] ?? null }] })),
  };
}

/** Reads SELECTs, a few in each query. What a query that fails would have answered is left out. */
async function read(
  selects: readonly Select[],
  atOnce: number,
  context: PassContext,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const batch of chunks(selects, atOnce)) {
    try {
      const rows = await readSelects(
        batch.map(({ sql }) => sql),
        context,
      );
      for (const [at, select] of batch.entries()) answers.push(...select.answers(rows[at] ?? []));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
  return answers;
}
