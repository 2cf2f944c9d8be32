import { jsonText } from '../../dataset/memory/row-json.ts';
import {
  mergeShapes,
  nullShape,
  sqlType,
  type ValueShape,
  valueShape,
} from '../../dataset/memory/row-shape.ts';
import { randomOf } from '../bulk/random.ts';
import { rowAt } from '../bulk/row-at.ts';
import type { OpenTable } from '../bulk/tables.ts';
import type { MadeFault } from '../faults/fault.ts';
import type { FaultSelection } from '../faults/fault-selection.ts';
import { spoilTables } from '../faults/spoil-rows.ts';
import type { Row } from '../row-domain.ts';

/** So many rows are spoiled at once, so that repeated and moved rows stay near, and memory is bounded. */
const chunkRows = 204_800;

/** Rows with faults in them, and those faults; rows count from 0 in the whole table. */
export interface SpoiledChunk {
  readonly rows: readonly Row[];
  readonly made: readonly MadeFault[];
}

/**
 * Yields the rows of a table with faults in them. The same seed makes the same faults.
 *
 * @throws {GenerateError} `FAULT_INVALID` for a fault that fits no column or changes no value.
 */
export function* spoiledChunks(
  table: OpenTable,
  faults: FaultSelection,
  seed: number,
): Generator<SpoiledChunk> {
  const { name, domain, foreignKeys } = table;
  let first = 0;
  let chunk = 0;
  for (const rows of chunksOf(table)) {
    const random = randomOf(seed, name, 'faults', chunk);
    const spoiled = spoilTables(
      { [name]: rows },
      { domains: { [name]: domain }, foreignKeys },
      faults,
      random.below,
    );
    const out = spoiled.tables[name] ?? [];
    yield { rows: out, made: spoiled.made.map((one) => ({ ...one, row: one.row + first })) };
    first += out.length;
    chunk += 1;
  }
}

function* chunksOf({ domain, blocks }: OpenTable): Generator<readonly Row[]> {
  let rows: Row[] = [];
  for (const { count, values } of blocks()) {
    for (let at = 0; at < count; at += 1) rows.push(rowAt(domain.columns, values, at));
    if (rows.length < chunkRows) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/**
 * Returns the types of columns with faults in them, in order. A column that a fault gave values of another type is
 * VARCHAR; null where no value is there.
 */
export function spoiledTypes(
  names: readonly string[],
  chunks: Iterable<SpoiledChunk>,
): readonly (string | null)[] {
  const shapes = names.map((): ValueShape => nullShape);
  for (const { rows } of chunks)
    for (const row of rows)
      names.forEach((name, at) => {
        shapes[at] = mergeShapes(shapes[at] ?? nullShape, valueShape(row[name]));
      });
  return shapes.map((shape) => (shape.kind === 'mixed' ? 'VARCHAR' : sqlType(shape)));
}

/** Returns rows as lists of values, one for each column; in a column of texts everything is text. */
export const columnsOf = (
  rows: readonly Row[],
  columns: readonly { readonly name: string; readonly type: string }[],
): readonly (readonly unknown[])[] =>
  columns.map(({ name, type }) =>
    rows.map((row) => {
      const value = row[name] ?? null;
      return type === 'VARCHAR' && value !== null ? textOf(value) : value;
    }),
  );

/** Returns a value as the text that stands in a column of texts. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? jsonText(value) : String(value);
}
