import { DatasetError } from '../../dataset/dataset.ts';
import { columnsIn } from '../../metric/walk.ts';
import type { PassContext } from '../measure-request.ts';
import type { Item } from '../select.ts';
import type { Row } from './piece-queries.ts';
import type { Piece } from './pieces.ts';

/** Columns that a scan reads, and of which footers tell how many values they have. */
export interface Checked {
  /** To be selected beside what is asked for. */
  readonly sql: readonly string[];
  /** @throws {DatasetError} `DATASET_UNREADABLE` where a piece has more values, or fewer, than its footer tells. */
  check(piece: Piece, row: Row | undefined): void;
}

/**
 * What a footer tells of NULLs is taken without a look at them, and so is the count that a mean is of. Where the column
 * is read all the same, for its sum or for what is in it, its values are counted: a page may have been changed in place.
 */
export function checkedColumns(
  items: readonly Item[],
  pieces: readonly Piece[],
  { session }: Pick<PassContext, 'session'>,
): Checked {
  const read = new Set(items.flatMap(({ aggregate }) => [...columnsIn(aggregate)]));
  const names = [...read].filter((name) => pieces.some((piece) => valuesOf(piece, name) !== null));
  return {
    sql: names.map((name, at) => `count(${session.dialect.identifier(name)}) as held${at}`),
    check: (piece, row) => {
      for (const [at, name] of names.entries()) {
        const told = valuesOf(piece, name);
        const held = Number(row?.[`held${at}`]);
        if (told === null || told === held) continue;
        throw new DatasetError(
          'DATASET_UNREADABLE',
          `${piece.file ?? 'One of its files'} is damaged: its footer tells of ${told} values in column '${name}', and ${held} are there. Write it anew.`,
        );
      }
    },
  };
}

function valuesOf({ statistics }: Piece, name: string): number | null {
  const nulls = statistics?.columns.get(name)?.nulls ?? null;
  return statistics === null || nulls === null ? null : statistics.rows - nulls;
}
