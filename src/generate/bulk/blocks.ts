import type { Domain } from '../domain.ts';
import type { RowDomain } from '../row-domain.ts';
import { columnSource } from './column-source.ts';
import { drawOf } from './draw.ts';
import type { Draw } from './random.ts';
import { settleRowsOf } from './settle-rows.ts';

/** The rows of a block. Each is drawn from a seed of its own, so that the first rows do not depend on how many follow. */
const blockSize = 2048;

/** Rows that follow each other, column by column; null stands for no value. */
export interface Block {
  readonly first: number;
  readonly count: number;
  /** One list for each column, in the order of the domain. */
  readonly values: readonly (readonly unknown[])[];
}

/** The things that values of columns follow beside their domains. */
export interface Sources {
  readonly seed: string;
  readonly rows: number;
  /** Draws a domain that has no fast way. */
  readonly slow: (domain: Domain, column: string) => Draw;
  /** The distributions that columns follow, by name, and their share of NULL. */
  readonly like: ReadonlyMap<string, { readonly draw: Draw | null; readonly nulls: number }>;
  /** The values of keys that columns refer to, by the column's name. */
  readonly keys: ReadonlyMap<string, readonly unknown[]>;
  /** Columns that refer to a key of this table: the name of the column, and that of the key. */
  readonly ownKeys: ReadonlyMap<string, string>;
}

/** Yields the rows of a domain, block by block. */
export function* blocksOf(domain: RowDomain, sources: Sources): Generator<Block> {
  const { seed, rows, slow, like, keys, ownKeys } = sources;
  const own = new Map([...new Set(ownKeys.values())].map((name) => [name, [] as unknown[]]));
  const columns = domain.columns.map((column) => {
    const { name } = column;
    const followed = like.get(name);
    const draw =
      followed?.draw ?? (column.domain && (drawOf(column.domain) ?? slow(column.domain, name)));
    const ownKey = own.get(ownKeys.get(name) ?? '') ?? null;
    return columnSource(column, {
      seed,
      rows,
      draw,
      nulls: followed?.nulls ?? null,
      key: ownKey ?? keys.get(name) ?? null,
      isOwnKey: ownKey !== null,
    });
  });
  // The keys of a block are there before what refers to them.
  const order = columns.map((_, at) => at).sort((one, other) => turn(one) - turn(other));
  function turn(at: number) {
    return ownKeys.has(columns[at]?.name ?? '') ? 1 : 0;
  }
  const settle = settleRowsOf(domain, columns, seed);
  for (let first = 0, block = 0; first < rows; first += blockSize, block += 1) {
    const count = Math.min(blockSize, rows - first);
    const values: unknown[][] = columns.map(() => []);
    for (const at of order) {
      const filled = columns[at]?.fill(block, first, count) ?? [];
      values[at] = filled;
      const key = own.get(columns[at]?.name ?? '');
      if (key !== undefined) for (const value of filled) key.push(value);
    }
    settle?.(values, block, count);
    yield { first, count, values };
  }
}
