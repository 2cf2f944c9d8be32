import { DatasetError } from '../../dataset/dataset.ts';
import { columnsIn } from '../../metric/walk.ts';
import { counted } from '../../outcome/printable-text.ts';
import type { PassContext } from '../measure-request.ts';
import type { Item } from '../select.ts';
import type { Row } from './piece-table.ts';
import type { Piece } from './pieces.ts';

/** Columns of a scan whose value counts are known from footers. */
export interface Checked {
  /** The counts to select in the same query. */
  readonly sql: readonly string[];
  /**
   * Compares the counts of a piece with its footer.
   *
   * @throws {DatasetError} `DATASET_UNREADABLE` if they differ.
   */
  check(piece: Piece, row: Row | undefined): void;
}

/**
 * Returns the columns whose footers a scan can check. A footer's NULL count is used without reading the column, also as
 * the base of a mean. If the column is read anyway, its values are counted, since a page may have been changed in
 * place.
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
        const declared = valuesOf(piece, name);
        const held = Number(row?.[`held${at}`]);
        if (declared === null || declared === held) continue;
        throw new DatasetError(
          'DATASET_UNREADABLE',
          `${piece.file ?? 'One of its files'} is damaged: its footer counts ${counted(Number(declared), 'value')} in column '${name}', and ${held} are there. Write it anew.`,
        );
      }
    },
  };
}

function valuesOf({ statistics }: Piece, name: string): number | null {
  const nulls = statistics?.columns.get(name)?.nulls ?? null;
  return statistics === null || nulls === null ? null : statistics.rows - nulls;
}
